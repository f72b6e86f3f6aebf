-- SPDX-License-Identifier: MIT
-- JSON, written and read. Own code because the lua-cjson of distributions cannot tell [] from {}
-- and does not keep the order of members. Arrays carry ARRAY or have a first element; objects may
-- carry a shape, which fixes the order of their members. null is a value of its own, json.null.
-- encode(value, true) writes ASCII only: \u00e9, surrogate pairs, \/.

local byte, find, format, gsub = string.byte, string.find, string.format, string.gsub
local concat, sort = table.concat, table.sort
local floor = math.floor

local json = {}

local NULL = setmetatable({}, { __tostring = function() return "null" end })
local ARRAY = { array = true }
local RAW = { raw = true }
local KEPT = {}

json.null = NULL

function json.array(t) return setmetatable(t or {}, ARRAY) end

-- A literal that is written as it is, for instance 1.5e3.
function json.raw(text) return setmetatable({ text = text }, RAW) end

-- The value will not change: its text is made once. Many records repeat the same few.
function json.keep(v)
  KEPT[v] = {}
  return v
end

function json.forget() KEPT = {} end

-- shape{"id", "name"} gives a constructor: its records are written in that order.
function json.shape(keys)
  local meta = { keys = keys }
  return function(t) return setmetatable(t, meta) end
end

function json.is_array(v)
  return type(v) == "table" and v ~= NULL and (getmetatable(v) == ARRAY or v[1] ~= nil)
end

function json.is_object(v)
  return type(v) == "table" and v ~= NULL and not json.is_array(v)
end

-- The members of an object in the order of its shape, else in the order of their names.
function json.keys(v)
  local meta = getmetatable(v)
  if meta and meta.keys then return meta.keys end
  local keys = {}
  for k in pairs(v) do keys[#keys + 1] = k end
  sort(keys)
  return keys
end

local SHORT = {
  ['"'] = '\\"', ["\\"] = "\\\\", ["\b"] = "\\b", ["\f"] = "\\f", ["\n"] = "\\n",
  ["\r"] = "\\r", ["\t"] = "\\t",
}

local function escape(c) return SHORT[c] or format("\\u%04x", byte(c)) end

local function code_point(s)
  local a, b, c, d = byte(s, 1, 4)
  if a >= 0xf0 then return (a - 0xf0) * 0x40000 + (b - 128) * 4096 + (c - 128) * 64 + d - 128 end
  if a >= 0xe0 then return (a - 0xe0) * 4096 + (b - 128) * 64 + c - 128 end
  return (a - 0xc0) * 64 + b - 128
end

local function escape_wide(s)
  local p = code_point(s)
  if p < 0x10000 then return format("\\u%04x", p) end
  p = p - 0x10000
  return format("\\u%04x\\u%04x", 0xd800 + floor(p / 1024), 0xdc00 + p % 1024)
end

local function quote(s, ascii)
  if find(s, '[%z\1-\31\\"]') then s = gsub(s, '[%z\1-\31\\"]', escape) end
  if ascii then
    s = gsub(s, "/", "\\/")
    s = gsub(s, "[\194-\244][\128-\191]+", escape_wide)
  end
  return '"' .. s .. '"'
end

local function number(v)
  if v == floor(v) and v > -2 ^ 53 and v < 2 ^ 53 then return format("%d", v) end
  for digits = 15, 17 do
    local text = format("%." .. digits .. "g", v)
    if tonumber(text) == v then return text end
  end
end

local write

local function write_array(v, out, n, ascii)
  n = n + 1; out[n] = "["
  for i = 1, #v do
    if i > 1 then n = n + 1; out[n] = "," end
    n = write(v[i], out, n, ascii)
  end
  n = n + 1; out[n] = "]"
  return n
end

local function write_object(v, out, n, ascii)
  local keys, first = json.keys(v), true
  n = n + 1; out[n] = "{"
  for i = 1, #keys do
    local item = v[keys[i]]
    if item ~= nil then
      n = n + 1; out[n] = (first and "" or ",") .. quote(keys[i], ascii) .. ":"
      n = write(item, out, n, ascii)
      first = false
    end
  end
  n = n + 1; out[n] = "}"
  return n
end

local function write_kept(v, out, n, ascii)
  local texts, name = KEPT[v], ascii and "ascii" or "plain"
  if not texts[name] then
    local parts = {}
    write_object(v, parts, 0, ascii)
    texts[name] = concat(parts)
  end
  out[n + 1] = texts[name]
  return n + 1
end

function write(v, out, n, ascii)
  local kind = type(v)
  if kind == "table" and v ~= NULL then
    if KEPT[v] then return write_kept(v, out, n, ascii) end
    local meta = getmetatable(v)
    if meta == RAW then out[n + 1] = v.text; return n + 1 end
    if meta == ARRAY or v[1] ~= nil then return write_array(v, out, n, ascii) end
    return write_object(v, out, n, ascii)
  end
  if kind == "string" then out[n + 1] = quote(v, ascii)
  elseif kind == "number" then out[n + 1] = number(v)
  else out[n + 1] = tostring(v) end
  return n + 1
end

function json.encode(v, ascii)
  local out = {}
  write(v, out, 0, ascii)
  return concat(out)
end

json.decode = require("json_reader")(json)

return json
