--- encode: request bodies. What is sent is JSON, exact to the digit and the
-- byte, whatever the program's locale, or refused. lua-cjson writes the strings.
--
-- SPDX-License-Identifier: MIT

local cjson = require "cjson"

local core = require "ashby.core"
local misuse = require "ashby.misuse"

local encode = {}

-- An instance of our own: others may change the settings of the shared one.
local json = cjson.new()

local MAX_DEPTH = 100

--- Whether a text is UTF-8: the reader of answers decides.
function encode.is_utf8(text)
  return not text:find "[\128-\255]" or core.document(json.encode(text)) ~= nil
end

-- The locale may have another decimal point than JSON.
local function in_digits(format, value)
  local text = format:format(value)
  local point = ("%.1f"):format(0.5):sub(2, -2)
  if point == "." then return text end
  return (text:gsub(point:gsub("%p", "%%%0"), "."))
end

-- ---- the bodies of the catalogue's methods ----

local function scalar(value)
  if type(value) == "number" then return ("%.0f"):format(value) end
  return json.encode(value)
end

-- lua-cjson writes an empty table as an object.
local function array(values)
  local parts = {}
  for i, value in ipairs(values) do parts[i] = scalar(value) end
  return "[" .. table.concat(parts, ",") .. "]"
end

--- The body for a method of the catalogue: its parameters in the catalogue's
-- order, so that the same call always sends the same bytes.
---@param method table  row of the catalogue
---@param wire table    checked values by wire name
---@return string
function encode.params(method, wire)
  local parts = {}
  for _, param in ipairs(method.params) do
    local value = wire[param.name]
    if value ~= nil then
      local text = type(value) == "table" and array(value) or scalar(value)
      parts[#parts + 1] = ('"%s":%s'):format(param.name, text)
    end
  end
  return "{" .. table.concat(parts, ",") .. "}"
end

-- ---- bodies of any kind ----

local writers = {}

local function write(title, value, depth)
  if value == cjson.null then return "null" end
  if value == cjson.empty_array and value ~= nil then return "[]" end
  local writer = writers[type(value)]
  if not writer then misuse.raise("%s: a %s cannot be sent", title, type(value)) end
  return writer(title, value, depth)
end

function writers.boolean(_, value)
  return tostring(value)
end

function writers.string(title, value)
  if not encode.is_utf8(value) then
    misuse.raise("%s: '%s' is not UTF-8, which JSON has to be", title,
      require "ashby.text.line".of(value, 60))
  end
  return json.encode(value)
end

-- 14 digits are exact on every Lua: what needs more would change on the way.
function writers.number(title, value)
  if value ~= value or value == math.huge or value == -math.huge then
    misuse.raise("%s: JSON has no number for %s", title, tostring(value))
  end
  if tonumber(("%.14g"):format(value)) ~= value then
    misuse.raise("%s: the number %.17g has too many digits to be sent exactly; "
      .. "pass it as a string", title, value)
  end
  return in_digits("%.14g", value)
end

local function key_of(title, key)
  if type(key) == "number" then return json.encode(writers.number(title, key)) end
  if type(key) == "string" then return writers.string(title, key) end
  misuse.raise("%s: a table with a %s as key cannot be sent", title, type(key))
end

local function write_array(title, list, length, depth)
  local parts = {}
  for i = 1, length do parts[i] = write(title, rawget(list, i), depth) end
  return "[" .. table.concat(parts, ",") .. "]"
end

-- Sorted, so that the same table always gives the same bytes.
local function write_object(title, object, depth)
  local keys, values = {}, {}
  for key, value in next, object do
    local text = key_of(title, key)
    if values[text] then misuse.raise("%s: the key %s is there twice", title, text) end
    keys[#keys + 1], values[text] = text, write(title, value, depth)
  end
  table.sort(keys)
  for i, key in ipairs(keys) do keys[i] = key .. ":" .. values[key] end
  return "{" .. table.concat(keys, ",") .. "}"
end

-- The length of an array; nil for an object. One with a hole is refused.
local function length_of(title, t)
  local count, greatest = 0, 0
  for key in next, t do
    if type(key) ~= "number" or key < 1 or key ~= math.floor(key) then return nil end
    count, greatest = count + 1, math.max(greatest, key)
  end
  if greatest > count then misuse.raise("%s: an array with a hole cannot be sent", title) end
  return count
end

local function is_marked(t)
  local metatable = getmetatable(t)
  return metatable ~= nil and (metatable == cjson.array_mt or metatable == cjson.empty_array_mt)
end

function writers.table(title, t, depth)
  if depth >= MAX_DEPTH then misuse.raise("%s: the body is nested too deeply", title) end
  local length = length_of(title, t)
  if length and (length > 0 or is_marked(t)) then
    return write_array(title, t, length, depth + 1)
  end
  return write_object(title, t, depth + 1)
end

--- The body of a raw call.
---@param title string
---@param body table|nil
---@return string
function encode.body(title, body)
  if body == nil then return "{}" end
  if type(body) ~= "table" then misuse.raise("%s: the body has to be a table", title) end
  for key in next, body do
    if type(key) ~= "string" then
      misuse.raise("%s: the body has to be an object, not an array", title)
    end
  end
  return write_object(title, body, 0)
end

--- The same body, without a cursor so far, for the page at one.
function encode.at_cursor(body, cursor)
  local member = '{"cursor":' .. json.encode(cursor)
  return member .. (body == "{}" and "}" or "," .. body:sub(2))
end

--- An array of strings as JSON writes it.
encode.strings = array

--- A string as JSON writes it.
function encode.string(text)
  return json.encode(text)
end

return encode
