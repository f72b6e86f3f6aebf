--- Specs of values: what JSON becomes in Lua, and that lua-cjson makes the same
-- of it.
--
-- SPDX-License-Identifier: MIT

local cjson = require "cjson"
local core = require "ashby.core"
local helper = require "spec.helper"

local ARRAY = { name = "array" }
local NULL = {}

local function read(text, options)
  local all = { null = NULL, array = ARRAY }
  for name, value in pairs(options or {}) do all[name] = value end
  return assert(core.document(text, all)):value()
end

describe("null", function()
  it("as a member is left out", function()
    assert.same({ b = 1 }, read [[{"a":null,"b":1,"c":null}]])
    assert.same({ a = { c = 2 } }, read [[{"a":{"b":null,"c":2}}]])
    assert.is_nil(read "null")
  end)

  it("as a member is kept where that is asked for", function()
    local value = read([[{"a":null,"b":1}]], { keep_nulls = true })
    assert.equal(NULL, value.a)
    assert.equal(1, value.b)
    assert.equal(NULL, read("null", { keep_nulls = true }))
    assert.equal(false, read([[{"a":null}]], { keep_nulls = true, null = false }).a)
  end)

  it("in an array always keeps its place", function()
    for _, keep in ipairs { true, false } do
      local value = read([=[[1,null,3,null]]=], { keep_nulls = keep })
      assert.equal(4, #value)
      assert.equal(NULL, value[2])
      assert.equal(3, value[3])
      assert.equal(NULL, value[4])
    end
  end)

  it("removes an earlier member of that name", function()
    assert.same({}, read [[{"a":1,"a":null}]])
    assert.same({ a = 2 }, read [[{"a":null,"a":2}]])
    assert.same({ a = 2, b = 1 }, read [[{"a":null,"a":1,"b":1,"a":null,"a":2}]])
  end)
end)

describe("values", function()
  it("are what the text says", function()
    assert.same({ text = "x", yes = true, no = false, n = 1.5, list = { 1, "2" }, o = { p = {} } },
      read [[{"text":"x","yes":true,"no":false,"n":1.5,"list":[1,"2"],"o":{"p":{}}}]])
    assert.equal("x", read [["x"]])
    assert.equal(true, read "true")
    assert.equal(false, read "false")
    assert.equal(5, read "5")
  end)

  it("of a name that comes twice are those of the last one", function()
    assert.same({ a = 3 }, read [[{"a":1,"a":{"b":2},"a":3}]])
  end)

  it("keep the order of arrays", function()
    local parts = {}
    for i = 1, 5000 do parts[i] = tostring(i) end
    local value = read("[" .. table.concat(parts, ",") .. "]")
    assert.equal(5000, #value)
    for i = 1, 5000 do assert.equal(i, value[i]) end
  end)

  it("have a mark on arrays, even empty ones, and on no object", function()
    local value = read [=[{"a":[],"o":{},"n":[[],{}]}]=]
    assert.equal(ARRAY, getmetatable(value.a))
    assert.equal(ARRAY, getmetatable(value.n))
    assert.equal(ARRAY, getmetatable(value.n[1]))
    assert.is_nil(getmetatable(value))
    assert.is_nil(getmetatable(value.o))
    assert.is_nil(getmetatable(value.n[2]))
    assert.is_nil(getmetatable(read("[]", { array = false })))
  end)

  it("stay when their document is collected", function()
    local document = assert(core.document([[{"a":["x\n",{"b":"y"}]}]], { null = NULL }))
    local value = document:value()
    document:close()
    document = nil -- luacheck: ignore
    helper.collect()
    assert.same({ a = { "x\n", { b = "y" } } }, value)
  end)
end)

-- ---- against lua-cjson ----

local random = math.random

local SPACES = { "", "", "", " ", "\n", "\t", " \r\n " }
local function space() return SPACES[random(#SPACES)] end

local PIECES = { "a", "Zz", " ", "\\n", "\\\"", "\\\\", "\\/", "\\u0041", "\\u00e9", "\\u20AC",
  "\\ud83d\\ude00", "\195\169", "\226\130\172", "\240\159\152\128", "{}[]:,", "\127",
  "\\b\\f\\r\\t" }

local function write_string()
  local parts = {}
  for i = 1, random(0, 8) do parts[i] = PIECES[random(#PIECES)] end
  return '"' .. table.concat(parts) .. '"'
end

local NUMBERS = {
  function() return tostring(random(-1000, 1000)) end,
  function() return ("%d"):format(random(0, 2147483647)) end,
  function() return ("%d.%d"):format(random(-99, 99), random(0, 99999)) end,
  function() return ("%de%d"):format(random(-9, 9), random(-20, 20)) end,
  function() return ("%d.%dE+%d"):format(random(0, 9), random(0, 999), random(0, 99)) end,
  function() return "-0" end,
}

local WORDS = { "true", "false", "null" }

local write

local function write_members(count, open, close, member)
  local parts = {}
  for i = 1, count do parts[i] = space() .. member(i) .. space() end
  if count == 0 then parts[1] = space() end
  return open .. table.concat(parts, ",") .. close
end

write = function(depth)
  local kind = random(depth > 0 and 5 or 3)
  if kind == 1 then return write_string() end
  if kind == 2 then return NUMBERS[random(#NUMBERS)]() end
  if kind == 3 then return WORDS[random(#WORDS)] end
  if kind == 4 then
    return write_members(random(0, 5), "[", "]", function() return write(depth - 1) end)
  end
  return write_members(random(0, 5), "{", "}", function()
    return write_string() .. space() .. ":" .. space() .. write(depth - 1)
  end)
end

describe("lua-cjson agrees", function()
  local function seeded()
    local seed = tonumber(os.getenv "ASHBY_SEED") or os.time()
    math.randomseed(seed)
    return "ASHBY_SEED=" .. seed .. " "
  end

  it("on random documents", function()
    local seed = seeded()
    for _ = 1, 500 do
      local text = "[" .. write(5) .. "]"
      local theirs = cjson.decode(text)
      local ours = read(text, { null = cjson.null, keep_nulls = true })
      assert.is_nil(helper.difference(theirs, ours), seed .. text)
      assert.is_nil(helper.difference(helper.without_nulls(theirs),
        read(text, { null = cjson.null })), seed .. text)
    end
  end)

  it("on texts that are still JSON after a byte has changed", function()
    local seed, taken = seeded(), 0
    for _ = 1, 2000 do
      local text = "[" .. write(3) .. "]"
      local at = random(#text)
      text = text:sub(1, at - 1) .. string.char(random(32, 126)) .. text:sub(at + 1)
      local document = core.document(text, { null = cjson.null, keep_nulls = true })
      local half_pair = text:find "\\u[dD][89a-fA-F]"
      if document and not half_pair then
        taken = taken + 1
        local ok, theirs = pcall(cjson.decode, text)
        assert.is_true(ok, seed .. text)
        assert.is_nil(helper.difference(theirs, document:value()), seed .. text)
      end
    end
    assert.is_true(taken > 100)
  end)

  it("on every record of the sandbox", function()
    for _, name in ipairs(require "ashby".entities()) do
      local _, text = helper.exchange("GET", "/_sandbox/data?all=1&entity=" .. name)
      local theirs = cjson.decode(text)
      assert.is_true(#theirs > 5)
      assert.is_nil(helper.difference(theirs,
        read(text, { null = cjson.null, keep_nulls = true })), name)
    end
  end)
end)
