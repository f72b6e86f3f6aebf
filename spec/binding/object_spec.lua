--- Specs of object: what all objects of the core have in common.
--
-- SPDX-License-Identifier: MIT

local core = require "ashby.core"
local helper = require "spec.helper"

local session

before_each(function() session = helper.new_session() end)
after_each(function() session:close() end)

local function objects()
  return {
    session = session, transfer = assert(session:post("/x", "{}", 5)),
    document = assert(core.document "{}"), projection = assert(core.projection { "a" }),
  }
end

describe("every object", function()
  it("hides its metatable and cannot get another", function()
    for name, object in pairs(objects()) do
      assert.equal("userdata", type(object))
      assert.is_false(getmetatable(object), name)
      assert.is_false((pcall(setmetatable, object, {})))
    end
  end)

  it("says its type where Lua asks for it", function()
    for name, object in pairs(objects()) do
      local text = tostring(object)
      assert.truthy(text:find("^ashby%." .. name .. ": ") or text:find "^userdata: ", text)
    end
  end)

  it("refuses fields of the script's", function()
    for _, object in pairs(objects()) do
      assert.is_false((pcall(function() object.field = 1 end)))
      assert.is_nil(object.no_such_method)
    end
  end)

  it("is freed with everything else, in any order", function()
    for _ = 1, 50 do
      local all = objects()
      all.session = nil
      all = nil -- luacheck: ignore
    end
    helper.collect()
    assert.equal(0, (session:count()))
  end)

  it("closes at the end of a scope where the language has that", function()
    if _VERSION ~= "Lua 5.4" then return end
    local scope = load "local object <close> = ... ; return object"
    for name, object in pairs(objects()) do
      if name ~= "projection" then scope(object) end
    end
    assert.is_false(session:is_open())
  end)
end)

describe("a failure of the core", function()
  it("is nil, a code and a sentence", function()
    local results = { core.document "x" }
    assert.is_nil(results[1])
    assert.equal("json_value", results[2])
    assert.equal(core.statuses().json_value, results[3])
    session:close()
    local closed = { session:post("/x", "{}", 5) }
    assert.is_nil(closed[1])
    assert.equal("closed", closed[2])
    assert.equal(core.statuses().closed, closed[3])
  end)
end)
