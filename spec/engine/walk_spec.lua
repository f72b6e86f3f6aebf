--- Specs of walk: every value of a text is found by its names, whatever is around
-- it, and its bytes are exactly those that were written. Each random text is made
-- together with the value that it stands for.
--
-- SPDX-License-Identifier: MIT

local core = require "ashby.core"
local helper = require "spec.helper"

local unpack = rawget(table, "unpack") or rawget(_G, "unpack")
local random = math.random

local function NULL() end

local function read(text)
  return assert(core.document(text, { null = NULL, keep_nulls = true }))
end

-- ---- random texts: nodes of { text =, value =, kind =, members = } ----

local SPACES = { "", "", "", " ", "\n", "\t\r", "  \n " }
local function space() return SPACES[random(#SPACES)] end

-- as written, and what it stands for
local STRINGS = { { '""', "" }, { '"a"', "a" }, { '"]}"', "]}" }, { [["\""]], '"' },
  { [["\\"]], "\\" }, { '"{[,:"', "{[,:" }, { [["\u005d"]], "]" }, { [["\\\""]], '\\"' },
  { '"' .. ("long "):rep(20) .. '"', ("long "):rep(20) },
  { '"\195\164\226\130\172"', "\195\164\226\130\172" },
  { [["\ud83d\ude00"]], "\240\159\152\128" }, { [["12345678\\"]], "12345678\\" } }

local NAMES = { { '"id"', "id" }, { '"a"', "a" }, { [["\u0061"]], "a" }, { '""', "" },
  { '"a.b"', "a.b" }, { [["\"b\""]], '"b"' }, { '"]"', "]" }, { '"\195\164"', "\195\164" },
  { [["\u00e4"]], "\195\164" }, { [["\\"]], "\\" }, { '"results"', "results" } }

local function scalar()
  local choice = random(5)
  if choice == 1 then return { text = "null", value = NULL, kind = "null" } end
  if choice == 2 then
    local is_true = random(2) == 1
    return { text = tostring(is_true), value = is_true, kind = "boolean" }
  end
  if choice == 3 then
    local number = random(-1000, 1000) / 8
    return { text = ("%.3f"):format(number), value = number, kind = "number" }
  end
  local pair = STRINGS[random(#STRINGS)]
  return { text = pair[1], value = pair[2], kind = "string" }
end

local make

local function array(depth)
  local node = { value = {}, kind = "array", elements = {} }
  local parts = {}
  for i = 1, random(0, 4) do
    local element = make(depth - 1)
    node.elements[i], node.value[i] = element, element.value
    parts[i] = space() .. element.text .. space()
  end
  node.text = "[" .. (parts[1] and table.concat(parts, ",") or space()) .. "]"
  return node
end

local function object(depth)
  local node = { value = {}, kind = "object", members = {} }
  local parts = {}
  for i = 1, random(0, 5) do
    local member, name = make(depth - 1), NAMES[random(#NAMES)]
    node.members[name[2]], node.value[name[2]] = member, member.value -- the last one counts
    parts[i] = space() .. name[1] .. space() .. ":" .. space() .. member.text .. space()
  end
  node.text = "{" .. (parts[1] and table.concat(parts, ",") or space()) .. "}"
  return node
end

make = function(depth)
  local choice = random(depth > 0 and 4 or 1)
  if choice == 1 then return scalar() end
  if choice == 2 then return array(depth) end
  return object(depth)
end

-- ---- what is found there ----

local function compare(document, node, path)
  assert.equal(node.kind, document:kind(unpack(path)))
  assert.equal(node.text, document:raw(unpack(path)))
  assert.is_nil(helper.difference(node.value, document:value(unpack(path))))
  for name, member in pairs(node.members or {}) do
    path[#path + 1] = name
    compare(document, member, path)
    path[#path] = nil
  end
  path[#path + 1] = "no such name"
  assert.is_nil(document:kind(unpack(path)))
  assert.is_nil(document:raw(unpack(path)))
  path[#path] = nil
end

-- The bytes of each record of an array.
local function compare_records(text, node)
  local document = assert(core.document(text, { raw = true }))
  local count = document:open()
  for _, element in ipairs(node.elements) do
    if element.kind ~= "object" then return assert.is_nil(count) end
  end
  assert.equal(#node.elements, count)
  for _, element in ipairs(node.elements) do assert.equal(element.text, document:next()) end
  assert.is_nil(document:next())
end

describe("walking", function()
  local seed

  before_each(function()
    seed = tonumber(os.getenv "ASHBY_SEED") or os.time()
    math.randomseed(seed)
  end)

  local function seeded(check)
    local ok, problem = pcall(check)
    if not ok then error(("ASHBY_SEED=%d %s"):format(seed, tostring(problem)), 0) end
  end

  it("finds every value of a random text", function()
    seeded(function()
      for _ = 1, 200 do
        local node = object(5)
        compare(read(space() .. node.text .. space()), node, {})
      end
    end)
  end)

  it("finds every record of a random array", function()
    seeded(function()
      local taken = 0
      for _ = 1, 300 do
        local node = array(3)
        compare_records(space() .. node.text .. space(), node)
        if #node.elements > 1 then taken = taken + 1 end
      end
      assert.is_true(taken > 50)
    end)
  end)

  it("steps over a container at once, however deep", function()
    local deep = ("["):rep(198) .. ("]"):rep(198)
    local document = read('{"a":' .. deep .. ',"b":{"c":' .. ('{"x":'):rep(150) .. "[]"
      .. ("}"):rep(150) .. ',"d":7}}')
    assert.equal(7, document:value("b", "d"))
    assert.equal(deep, document:raw "a")
  end)

  it("steps over each kind of scalar up to its last byte", function()
    for _, text in ipairs { "null", "true", "false", "0", "-1.5e+10", '"x"', '"\\""', '"\\\\"' } do
      for _, blank in ipairs { "", " ", "\n" } do
        local document = read('{"a":' .. text .. blank .. ',"b":' .. text .. blank .. "}")
        assert.equal(text, document:raw "a")
        assert.equal(text, document:raw "b")
        assert.equal(text, read(blank .. text .. blank):raw())
      end
    end
  end)

  it("finds the last of several members of a name, in whatever spelling", function()
    local document = read [[{"a":1,"\u0061":{"b":2},"a":{"b":3,"\u0062":4},"c":5}]]
    assert.equal(4, document:value("a", "b"))
    assert.equal([[{"b":3,"\u0062":4}]], document:raw "a")
    assert.is_nil(read([[{"a":{"b":1},"a":2}]]):value("a", "b"))
  end)

  it("goes through objects only", function()
    local document = read [=[{"a":[{"b":1}],"s":"b","n":null}]=]
    for _, name in ipairs { "a", "s", "n" } do
      assert.is_nil(document:kind(name, "b"))
      assert.is_nil(document:kind(name, ""))
      assert.is_nil(document:kind(name, "1"))
    end
    assert.is_nil(read("[1]"):kind "1")
  end)

  it("tells names apart that begin alike, or contain a NUL", function()
    local document = read [[{"a":1,"ab":2,"abc":3,"a\u0000":4,"":5,"a\u0000b":6}]]
    for name, value in pairs { a = 1, ab = 2, abc = 3, ["a\0"] = 4, [""] = 5, ["a\0b"] = 6 } do
      assert.equal(value, document:value(name))
    end
    assert.is_nil(document:value "abcd")
  end)
end)
