--- shell: each command of the README's section "From the shell" runs as it is
-- written there.
--
-- SPDX-License-Identifier: MIT

local command = require "spec.cli.command"
local helper = require "spec.helper"
local shell = require "tools.shell"

local section = shell.read(helper.root .. "/README.md"):match "\n## From the shell\n(.-)\n## "

describe("the README's commands", function()
  local folder, path

  setup(function()
    helper.reset()
    folder = shell.folder()
    path = ("cd %s && "):format(folder)
  end)
  teardown(function() shell.remove(folder) end)

  local count = 0
  for block in section:gmatch "```sh\n(.-)```" do
    for line in block:gmatch "ashby [^\n]+" do
      count = count + 1
      it(line, function()
        local words = line:match "^ashby (.*)$"
        local status, said = shell.run(path .. command.line(words) .. " 2>&1")
        assert.equal(0, status, said)
        local file = words:match "%-%-to (%S+)"
        if file then assert.is_string(shell.read(folder .. "/" .. file)) end
      end)
    end
  end

  it("are at least eight", function() assert.is_true(count >= 8) end)
end)
