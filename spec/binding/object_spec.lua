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
    session = session, transfer = assert(session:request("/x", { body = "{}", seconds = 5 })),
    document = assert(core.document "{}"), projection = assert(core.projection { "a" }),
    cells = core.cells { "a" },
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

  it("refuses new fields", function()
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

  it("closes at the end of a scope where Lua has to-be-closed variables", function()
    if _VERSION ~= "Lua 5.4" then return end
    local scope = load "local object <close> = ... ; return object"
    for _, object in pairs(objects()) do
      if object.close then scope(object) end
    end
    assert.is_false(session:is_open())
  end)
end)

describe("a failure of the core", function()
  it("is nil, a code and a message", function()
    local results = { core.document "x" }
    assert.is_nil(results[1])
    assert.equal("json_value", results[2])
    assert.equal(core.statuses().json_value, results[3])
    session:close()
    local closed = { session:request("/x", { body = "{}", seconds = 5 }) }
    assert.is_nil(closed[1])
    assert.equal("closed", closed[2])
    assert.equal(core.statuses().closed, closed[3])
  end)
end)

describe("every method", function()
  local METHODS = {
    session = { "request", "headers", "step", "poll", "due", "watches", "count", "ended", "is_open",
      "close" },
    transfer = { "finished", "result", "header", "text", "document", "redact", "close" },
    document = { "value", "kind", "open", "next", "rest", "raw", "skip", "close" },
    file = { "path", "save", "close" }, projection = {},
    cells = { "texts", "line", "row" },
  }

  local path = helper.dir .. "/object_spec.file"

  local function with_file(work)
    local all = objects()
    all.file = assert(core.file(path))
    work(all)
    all.file:close()
    os.remove(path .. ".lock")
  end

  it("is in the list of this spec", function()
    with_file(function(all)
      for name, object in pairs(all) do
        local known, methods = {}, debug.getmetatable(object).__index
        for _, method in ipairs(METHODS[name]) do known[method] = true end
        for method, fn in pairs(methods) do
          assert.equal("function", type(fn))
          assert.is_true(known[method], name .. ":" .. method)
          known[method] = nil
        end
        assert.is_nil(next(known))
      end
    end)
  end)

  it("raises for a self of any other type, as does the collector's", function()
    with_file(function(all)
      local strangers = { 1, "x", true, {}, print, io.stdout, coroutine.create(function() end) }
      for name, object in pairs(all) do
        local metatable = debug.getmetatable(object)
        local functions = { metatable.__gc, metatable.__close }
        for _, method in ipairs(METHODS[name]) do functions[#functions + 1] = object[method] end
        for _, fn in pairs(functions) do
          helper.misuse(fn)
          helper.misuse(fn, nil, "/x", "{}", 5)
          for _, stranger in ipairs(strangers) do helper.misuse(fn, stranger, "/x", "{}", 5) end
          for other, stranger in pairs(all) do
            if other ~= name then helper.misuse(fn, stranger, "/x", "{}", 5) end
          end
        end
      end
    end)
  end)

  it("survives arguments of any type, before and after its object is closed", function()
    local values = { false, 0, -1, 2 ^ 53, 0 / 0, 1 / 0, "", "x", "\0", ("x"):rep(5000), true, {},
      print, io.stdout }
    with_file(function(all)
      local function try(object, method)
        for _, one in ipairs(values) do
          for _, two in ipairs(values) do
            -- a poll would wait for it
            if method ~= "poll" then pcall(object[method], object, one, two, one, two) end
          end
        end
      end
      for round = 1, 2 do
        for name, object in pairs(all) do
          for _, method in ipairs(METHODS[name]) do
            if method ~= "close" then try(object, method) end
          end
        end
        for _, object in pairs(all) do
          if round == 1 and object.close then object:close() end
        end
      end
    end)
  end)
end)
