--- Specs of projection: the fields are what picking them from the whole record finds.
--
-- SPDX-License-Identifier: MIT

local core = require "ashby.core"
local catalogue = require "ashby.catalogue"
local helper = require "spec.helper"

local ARRAY, NULL = {}, setmetatable({}, { __tostring = function() return "null" end })

local function read(text, paths, keep_nulls)
  local document = assert(core.document(text, { null = NULL, array = ARRAY,
    keep_nulls = keep_nulls, projection = paths and core.projection(paths) }))
  document:open()
  return document:rest()
end

local function pick_one(text, paths, keep_nulls)
  return read("[" .. text .. "]", paths, keep_nulls)[1]
end

-- ---- the same in plain Lua ----

local function tree_of(paths)
  local root = {}
  for _, path in ipairs(paths) do
    local node = root
    for name in path:gmatch "[^.]+" do
      node[name] = node[name] or {}
      node = node[name]
    end
    node[ARRAY] = true -- take all below it
  end
  return root
end

local function copy(value, keep_nulls)
  if type(value) ~= "table" or value == NULL then return value end
  local result = setmetatable({}, getmetatable(value))
  for k, v in pairs(value) do
    if v ~= NULL or keep_nulls or type(k) == "number" then result[k] = copy(v, keep_nulls) end
  end
  return result
end

local function pick(value, node, keep_nulls)
  if value == NULL then return keep_nulls and NULL or nil end
  if node[ARRAY] then return copy(value, keep_nulls) end
  if type(value) ~= "table" then return nil end
  local result = setmetatable({}, getmetatable(value))
  if getmetatable(value) == ARRAY then
    for i, item in ipairs(value) do
      local picked = pick(item, node, keep_nulls)
      result[i] = picked == nil and NULL or picked
    end
  else
    for name, child in pairs(node) do
      if value[name] ~= nil then result[name] = pick(value[name], child, keep_nulls) end
    end
  end
  return result
end

describe("a projection", function()
  it("builds the named fields and nothing else", function()
    local text = [[{"id":1,"b":{"c":2,"d":{"e":3}},"f":[1,2],"g":"x"}]]
    assert.same({ id = 1 }, pick_one(text, { "id" }))
    assert.same({ id = 1, g = "x" }, pick_one(text, { "g", "id" }))
    assert.same({ b = { c = 2, d = { e = 3 } } }, pick_one(text, { "b" }))
    assert.same({ b = { d = { e = 3 } } }, pick_one(text, { "b.d" }))
    assert.same({ b = { c = 2, d = { e = 3 } } }, pick_one(text, { "b.d.e", "b.c" }))
    assert.same({ f = { 1, 2 } }, pick_one(text, { "f" }))
  end)

  it("leaves out what is not there", function()
    local text = [[{"id":1,"n":null,"s":"x","o":{}}]]
    assert.same({}, pick_one(text, { "no" }))
    assert.same({}, pick_one(text, { "no.deeper" }))
    assert.same({}, pick_one(text, { "s.length" }))
    assert.same({}, pick_one(text, { "n", "n.a" }))
    assert.same({ o = {} }, pick_one(text, { "o.a" }))
    assert.same({ id = 1 }, pick_one(text, { "id", "id.x" }))
  end)

  it("of a path and a longer one takes the shorter", function()
    local text = [[{"a":{"b":1,"c":2}}]]
    assert.same({ a = { b = 1, c = 2 } }, pick_one(text, { "a", "a.b" }))
    assert.same({ a = { b = 1, c = 2 } }, pick_one(text, { "a.b", "a" }))
    assert.same({ a = { b = 1 } }, pick_one(text, { "a.b", "a.b" }))
  end)

  it("goes through arrays", function()
    local text = [=[{"t":[{"r":"x","u":1},{"u":2},{"r":"z"}],"m":[[{"r":1}],[]],"e":[]}]=]
    local value = pick_one(text, { "t.r", "m.r", "e.r" })
    assert.same({ { r = "x" }, {}, { r = "z" } }, value.t)
    assert.same({ { { r = 1 } }, {} }, value.m)
    assert.same({}, value.e)
    assert.equal(ARRAY, getmetatable(value.t))
    assert.equal(ARRAY, getmetatable(value.e))
  end)

  it("keeps the places of elements where the path leads nowhere", function()
    local value = pick_one([[{"t":[1,{"r":2},null,"x",[],{"r":3}]}]], { "t.r" })
    assert.equal(6, #value.t)
    assert.equal(NULL, value.t[1])
    assert.same({ r = 2 }, value.t[2])
    assert.equal(NULL, value.t[3])
    assert.equal(NULL, value.t[4])
    assert.same({}, value.t[5])
    assert.same({ r = 3 }, value.t[6])
  end)

  it("keeps nulls where they are asked for", function()
    local text = [[{"a":null,"b":{"c":null,"d":1},"e":null}]]
    local value = pick_one(text, { "a", "b.c", "e.f" }, true)
    assert.equal(NULL, value.a)
    assert.equal(NULL, value.b.c)
    assert.equal(NULL, value.e)
    assert.is_nil(value.b.d)
  end)

  it("uses the last of several members of one name", function()
    assert.same({ a = 2 }, pick_one([[{"a":1,"a":2}]], { "a" }))
    assert.same({}, pick_one([[{"a":1,"a":null}]], { "a" }))
    assert.same({}, pick_one([[{"a":{"b":1},"a":5}]], { "a.b" }))
    assert.same({ a = { b = 2 } }, pick_one([[{"a":{"b":1},"a":{"b":2}}]], { "a.b" }))
  end)

  it("finds names however they are escaped", function()
    local text = [[{"\u0061":{"\u00e9":1},"b":2}]]
    assert.same({ a = { ["\195\169"] = 1 } }, pick_one(text, { "a.\195\169" }))
    assert.same({}, pick_one(text, { "\\u0061" }))
  end)

  it("steps over what it does not name, whatever is in it", function()
    local text = [=[{"skip":{"a":[{"]":"}"},"\"",[[]]]},"x":"\\","want":1,"y":[["],"]]}]=]
    assert.same({ want = 1 }, pick_one(text, { "want" }))
  end)

  it("of many names finds each", function()
    local parts, paths, wanted = {}, {}, {}
    for i = 1, 300 do
      parts[i] = ('"n%d":%d'):format(i, i)
      if i % 3 == 0 then
        paths[#paths + 1] = "n" .. i
        wanted["n" .. i] = i
      end
    end
    assert.same(wanted, pick_one("{" .. table.concat(parts, ",") .. "}", paths))
  end)

  it("refuses what is not a path", function()
    for _, paths in ipairs { {}, { "" }, { ".a" }, { 5 }, { true }, { "a", {} },
      { "a\0b" } } do
      helper.misuse(core.projection, paths)
    end
    helper.misuse(core.projection, "a")
    helper.misuse(core.projection)
  end)

  it("refuses other objects", function()
    for _, other in ipairs { io.stdout, {}, "id", 5, core.document "{}" } do
      helper.misuse(core.document, "{}", { projection = other })
    end
  end)
end)

describe("fields", function()
  -- Every path of a record type, up to that depth.
  local function paths_of(record, prefix, depth, into)
    for _, field in ipairs(catalogue.records[record]) do
      local path = prefix .. field.name
      into[#into + 1] = path
      if catalogue.records[field.type] and depth > 1 then
        paths_of(field.type, path .. ".", depth - 1, into)
      end
    end
    return into
  end

  for _, name in ipairs(catalogue.names) do
    local method = catalogue.entities[name].list

    it("of the sandbox's records are those of the whole record: " .. name, function()
      local _, text = helper.exchange("GET", "/_sandbox/data?all=1&entity=" .. name)
      local whole = read(text, nil, true)
      local paths = paths_of(method.record, "", 3, {})
      local seed = os.time()
      math.randomseed(seed)
      for round = 1, #whole > 500 and 3 or 12 do
        local some = {}
        for i = 1, math.random(5) do some[i] = paths[math.random(#paths)] end
        local keep_nulls = round % 2 == 0
        local tree = tree_of(some)
        for i, record in ipairs(read(text, some, keep_nulls)) do
          local found = helper.difference(pick(whole[i], tree, keep_nulls), record)
          assert.is_nil(found, ("seed %d: %s"):format(seed, table.concat(some, " ")))
        end
      end
    end)
  end
end)
