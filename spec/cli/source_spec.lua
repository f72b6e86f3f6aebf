--- Specs of where the key comes from.
--
-- SPDX-License-Identifier: MIT

local command = require "spec.cli.command"
local helper = require "spec.helper"
local shell = require "tools.shell"

local function with_file(text, mode, check)
  local path = os.tmpname()
  shell.write(path, text)
  shell.run(("chmod %s %s"):format(mode, path))
  check(path, ("ASHBY_API_KEY_FILE=%s ASHBY_BASE_URL=%s"):format(path, helper.url))
  shell.remove(path)
end

before_each(helper.reset)

describe("the key", function()
  it("may be in a file that nobody else can read", function()
    with_file(helper.key .. "\n", "600", function(_, settings)
      local status, _, said = command.run("check", settings)
      assert.equal(0, status, said)
      assert.truthy(said:find("ASHBY_API_KEY_FILE", 1, true))
      assert.is_nil(said:find(helper.key, 1, true))
    end)
  end)

  it("is refused where others may read it", function()
    for _, mode in ipairs { "644", "640", "604", "620" } do
      with_file(helper.key, mode, function(path, settings)
        local status, _, said = command.run("check", settings)
        assert.equal(3, status)
        assert.truthy(said:find("chmod 600 " .. path, 1, true), said)
      end)
    end
  end)

  it("is reported missing where the file does not exist or is empty", function()
    local status, _, said = command.run("check", "ASHBY_API_KEY_FILE=/nowhere/key")
    assert.equal(3, status)
    assert.truthy(said:find("/nowhere/key: No such file", 1, true), said)
    with_file("\n", "600", function(_, settings)
      status, _, said = command.run("check", settings)
      assert.equal(3, status)
      assert.truthy(said:find("is empty", 1, true))
    end)
  end)

  it("is one line of a file, and of a variable", function()
    with_file("one\ntwo\n", "600", function(path, settings)
      local status, _, said = command.run("check", settings)
      assert.equal(3, status)
      assert.equal(("ashby: ASHBY_API_KEY_FILE=%s is not one line with a key\n"):format(path), said)
    end)
    local status, _, said = command.run("check", "ASHBY_API_KEY=\"$(printf 'a\\tb')\"")
    assert.equal(3, status)
    assert.equal("ashby: ASHBY_API_KEY is not one line with a key\n", said)
  end)

  it("is in no folder, whose mode stays as it is", function()
    local status, _, said = command.run("check", "ASHBY_API_KEY_FILE=/tmp")
    assert.equal(3, status)
    assert.equal("ashby: ASHBY_API_KEY_FILE=/tmp: it is no file\n", said)
  end)

  it("is shown with at most its last four characters", function()
    local status, _, said = command.run("check",
      "ASHBY_API_KEY=wrong-key-1234 ASHBY_BASE_URL=" .. helper.url)
    assert.equal(3, status)
    assert.truthy(said:find("…1234", 1, true), said)
    assert.is_nil(said:find("y-1234", 1, true))
  end)
end)
