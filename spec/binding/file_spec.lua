--- Specs of the binding's files: a kept file, as a value in Lua.
--
-- SPDX-License-Identifier: MIT

local core = require "ashby.core"
local helper = require "spec.helper"
local lfs = require "lfs"
local shell = require "tools.shell"

describe("a kept file", function()
  local dir, path

  before_each(function()
    dir = shell.folder()
    path = dir .. "/file"
  end)

  after_each(function() shell.remove(dir) end)

  it("may be closed twice, and is then unlocked", function()
    local file = assert(core.file(path))
    assert.equal("userdata", type(file))
    assert.equal(path, file:path())
    file:close()
    file:close()
    assert.equal("closed", select(2, file:save "x"))
    assert.is_nil(shell.read(path))
    assert(core.file(path)):close()
  end)

  it("is unlocked when its value is collected", function()
    local before = helper.descriptors()
    local function take() assert(core.file(path)) end
    for _ = 1, 3 do
      take()
      helper.collect()
    end
    assert.equal(before, helper.descriptors())
  end)

  it("that could not be opened holds nothing", function()
    local file = assert(core.file(path))
    local before = helper.descriptors()
    for _ = 1, 20 do
      local other, code, message = core.file(path)
      assert.is_nil(other)
      assert.equal("locked", code)
      assert.equal("another writer holds the file", message)
      assert.equal("file", select(2, core.file(dir)))
    end
    assert.equal(before, helper.descriptors())
    helper.collect()
    assert.equal("locked", select(2, core.file(path)))
    file:close()
  end)

  it("needs strings, and a path without a NUL", function()
    local file = assert(core.file(path))
    for _, value in ipairs { true, {}, print } do
      assert.has_error(function() core.file(value) end)
      assert.has_error(function() file:save(value) end)
    end
    assert.has_error(function() core.file() end)
    assert.has_error(function() file:save() end)
    assert.has_error(function() file.close {} end)
    assert.matches("a NUL in the path", helper.misuse(core.file, path .. "\0x"), 1, true)
    file:close()
  end)
end)

describe("core.folder", function()
  it("is the current folder, or nil where that is gone", function()
    local home, dir = lfs.currentdir(), shell.folder()
    assert.equal(home, core.folder())
    lfs.chdir(dir)
    local found = core.folder()
    shell.remove(dir)
    local gone = core.folder()
    lfs.chdir(home)
    assert.equal(dir, found)
    assert.is_nil(gone)
  end)
end)
