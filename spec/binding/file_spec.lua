--- Specs of the binding's files: the lock as a value of Lua.
--
-- SPDX-License-Identifier: MIT

local core = require "ashby.core"
local helper = require "spec.helper"

describe("a lock", function()
  local path

  before_each(function() path = os.tmpname() end)
  after_each(function() os.remove(path) end)

  it("is closed twice without harm, and then free", function()
    local lock = assert(core.lock(path))
    assert.equal("userdata", type(lock))
    lock:close()
    lock:close()
    assert(core.lock(path)):close()
  end)

  it("goes with its value", function()
    local before = helper.descriptors()
    local function take() assert(core.lock(path)) end
    for _ = 1, 3 do
      take()
      helper.collect()
    end
    assert.equal(before, helper.descriptors())
  end)

  it("that was not got holds nothing", function()
    local lock = assert(core.lock(path))
    local before = helper.descriptors()
    for _ = 1, 20 do
      local other, code, message = core.lock(path)
      assert.is_nil(other)
      assert.equal("locked", code)
      assert.equal("another writer holds the file", message)
    end
    assert.equal(before, helper.descriptors())
    helper.collect()
    assert.equal("locked", select(2, core.lock(path)))
    lock:close()
  end)

  it("and saving want texts", function()
    for _, value in ipairs { true, {}, print } do
      assert.has_error(function() core.lock(value) end)
      assert.has_error(function() core.save(value, "x") end)
      assert.has_error(function() core.save(path, value) end)
    end
    assert.has_error(function() core.lock() end)
    assert.has_error(function() core.save(path) end)
    assert.has_error(function() core.lock(path).close {} end)
  end)
end)
