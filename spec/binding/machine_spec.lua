--- Specs of machine: terminals and the modes of files.
--
-- SPDX-License-Identifier: MIT

local core = require "ashby.core"
local helper = require "spec.helper"
local shell = require "tools.shell"

-- The output of a script that runs on a terminal of 77 columns.
local function on_terminal(line)
  local path = os.tmpname()
  shell.write(path, ("stty cols 77; %s"):format(line))
  local said = shell.output(("script -qec 'sh %s' /dev/null </dev/null"):format(path))
  shell.remove(path)
  return (said:gsub("\r", ""))
end

describe("a descriptor", function()
  it("that is not a terminal has no columns", function()
    local status, said = helper.script "print(require 'ashby.core'.terminal(1))"
    assert.equal(0, status)
    assert.equal("nil\n", said)
  end)

  it("that is a terminal has its columns", function()
    local script = os.tmpname()
    shell.write(script, "print(require 'ashby.core'.terminal(1))")
    assert.equal("77", on_terminal(("'%s' %s"):format(helper.lua, script)))
    shell.remove(script)
  end)
end)

describe("the mode of a file", function()
  it("is its permission bits", function()
    local path = os.tmpname()
    for text, bits in pairs { ["600"] = 384, ["644"] = 420, ["4755"] = 2541 } do
      shell.run(("chmod %s %s"):format(text, path))
      assert.equal(bits, core.mode(path))
    end
    shell.remove(path)
    assert.is_nil(core.mode(path))
  end)
end)
