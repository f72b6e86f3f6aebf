-- SPDX-License-Identifier: MIT
-- JSON, written and read. Own code because the lua-cjson of distributions cannot tell [] from {}
-- and does not keep the order of members. Arrays carry ARRAY or have a first element; objects may
-- carry a shape, which fixes the order of their members. null is a value of its own, json.null.
-- encode(value, true) writes ASCII only: \u00e9, surrogate pairs, \/.

local byte, char, find, format, gsub, sub =
  string.byte, string.char, string.find, string.format, string.gsub, string.sub
local concat, sort = table.concat, table.sort
local floor = math.floor

local json = {}

local NULL = setmetatable({}, { __tostring = function() return "null" end })
local ARRAY = { array = true }
local RAW = { raw = true }

json.null = NULL

function json.array(t) return setmetatable(t or {}, ARRAY) end

-- A literal that goes out as it stands, for instance 1.5e3.
function json.raw(text) return setmetatable({ text = text }, RAW) end

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

function write(v, out, n, ascii)
  local kind = type(v)
  if kind == "table" and v ~= NULL then
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

-- The reader. fail() carries a table, so that a bug of ours is not taken for bad input.
local function fail(at, what) error({ message = what .. " at byte " .. at }, 0) end

local function utf8_bytes(p)
  if p < 0x80 then return char(p) end
  if p < 0x800 then return char(0xc0 + floor(p / 64), 128 + p % 64) end
  if p < 0x10000 then
    return char(0xe0 + floor(p / 4096), 128 + floor(p / 64) % 64, 128 + p % 64)
  end
  return char(0xf0 + floor(p / 0x40000), 128 + floor(p / 4096) % 64, 128 + floor(p / 64) % 64,
    128 + p % 64)
end

local BACK = { b = "\b", f = "\f", n = "\n", r = "\r", t = "\t" }

local function unescape_one(s, at)
  local c = sub(s, at + 1, at + 1)
  if c ~= "u" then
    if not find(c, '["\\/bfnrt]') then fail(at, "bad escape") end
    return BACK[c] or c, at + 2
  end
  local hex = sub(s, at + 2, at + 5)
  if not find(hex, "^%x%x%x%x$") then fail(at, "bad \\u escape") end
  local p, low = tonumber(hex, 16), nil
  at = at + 6
  if p >= 0xd800 and p < 0xdc00 then low = s:match("^\\u([dD][c-fC-F]%x%x)", at) end
  if low then return utf8_bytes(0x10000 + (p - 0xd800) * 1024 + tonumber(low, 16) - 0xdc00), at + 6 end
  return utf8_bytes(p), at
end

local function read_string(s, at)
  local out = {}
  at = at + 1
  while true do
    local stop = find(s, '[%z\1-\31"\\]', at)
    if not stop then fail(at, "unfinished string") end
    out[#out + 1] = sub(s, at, stop - 1)
    local c = sub(s, stop, stop)
    if c == '"' then return concat(out), stop + 1 end
    if c ~= "\\" then fail(stop, "control character in a string") end
    out[#out + 1], at = unescape_one(s, stop)
  end
end

local function skip(s, at) return find(s, "[^ \t\r\n]", at) or #s + 1 end

local read

local function read_array(s, at, depth)
  local list, item = json.array(), nil
  at = skip(s, at + 1)
  if byte(s, at) == 93 then return list, at + 1 end
  while true do
    item, at = read(s, at, depth)
    list[#list + 1] = item
    at = skip(s, at)
    local c = byte(s, at)
    if c == 93 then return list, at + 1 end
    if c ~= 44 then fail(at, "',' or ']' expected") end
    at = skip(s, at + 1)
  end
end

local function read_object(s, at, depth)
  local object, keys, key, item = {}, {}, nil, nil
  setmetatable(object, { keys = keys })
  at = skip(s, at + 1)
  if byte(s, at) == 125 then return object, at + 1 end
  while true do
    if byte(s, at) ~= 34 then fail(at, "member name expected") end
    key, at = read_string(s, at)
    at = skip(s, at)
    if byte(s, at) ~= 58 then fail(at, "':' expected") end
    item, at = read(s, skip(s, at + 1), depth)
    if object[key] == nil then keys[#keys + 1] = key end
    object[key] = item
    at = skip(s, at)
    local c = byte(s, at)
    if c == 125 then return object, at + 1 end
    if c ~= 44 then fail(at, "',' or '}' expected") end
    at = skip(s, at + 1)
  end
end

local WORDS = { ["true"] = true, ["false"] = false, null = NULL }

function read(s, at, depth)
  if depth > 200 then fail(at, "too deep") end
  local c = byte(s, at)
  if c == 123 then return read_object(s, at, depth + 1) end
  if c == 91 then return read_array(s, at, depth + 1) end
  if c == 34 then return read_string(s, at) end
  local word = s:match("^%a+", at)
  if word and WORDS[word] ~= nil then return WORDS[word], at + #word end
  local text = s:match("^-?%d+%.?%d*[eE]?[+-]?%d*", at)
  local value = text and not find(text, "^-?0%d") and not find(text, "[.eE+-]$") and tonumber(text)
  if not value then fail(at, "value expected") end
  return value, at + #text
end

-- The value, or nil and a message.
function json.decode(text)
  local ok, value, at = pcall(read, text, skip(text, 1), 0)
  if not ok then
    if type(value) ~= "table" then error(value, 0) end
    return nil, value.message
  end
  if skip(text, at) <= #text then return nil, "more text after the value at byte " .. at end
  return value
end

return json
