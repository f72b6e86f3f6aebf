-- SPDX-License-Identifier: MIT
-- The reading half of json.lua: recursive descent, exact about RFC 8259, to a depth of 200. Objects
-- remember the order of their members; arrays are marked, so that [] stays [].

local byte, char, find, sub = string.byte, string.char, string.find, string.sub
local concat = table.concat
local floor = math.floor

local array  -- json.array, which this half is given at the end

-- fail() carries a table, so that a bug of ours is not taken for bad input.
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
  if low then
    return utf8_bytes(0x10000 + (p - 0xd800) * 1024 + tonumber(low, 16) - 0xdc00), at + 6
  end
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
  local list = array()
  local item
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
  local object, keys = {}, {}
  local key, item
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

local WORDS = { ["true"] = true, ["false"] = false }

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
local function decode(text)
  local ok, value, at = pcall(read, text, skip(text, 1), 0)
  if not ok then
    if type(value) ~= "table" then error(value, 0) end
    return nil, value.message
  end
  if skip(text, at) <= #text then return nil, "more text after the value at byte " .. at end
  return value
end

return function(values)
  array, WORDS.null = values.array, values.null
  return decode
end
