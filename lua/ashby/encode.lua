--- encode: request bodies. lua-cjson writes the strings and the nested values;
-- what it cannot write exactly is written here or refused.
--
-- SPDX-License-Identifier: MIT

local cjson = require "cjson"

local misuse = require "ashby.misuse"

local encode = {}

-- An instance of our own: the settings of the shared one belong to others.
local json = cjson.new()
json.encode_sparse_array(false, 1, 0) -- an array with a hole is refused
json.encode_invalid_numbers(false)
json.encode_number_precision(14)

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

-- lua-cjson writes numbers with 14 digits: what needs more would change.
local function check(title, value, depth)
  if type(value) == "number" then
    if value ~= value or value == math.huge or value == -math.huge then
      misuse.raise("%s: JSON has no number for %s", title, tostring(value))
    end
    if tonumber(("%.14g"):format(value)) ~= value then
      misuse.raise("%s: the number %.17g has too many digits to be sent exactly; "
        .. "pass it as a string", title, value)
    end
  elseif type(value) == "table" then
    if depth > 100 then misuse.raise("%s: the body is nested too deeply", title) end
    for key, item in pairs(value) do
      check(title, key, depth + 1)
      check(title, item, depth + 1)
    end
  elseif type(value) == "function" or type(value) == "thread" then
    misuse.raise("%s: a %s cannot be sent", title, type(value))
  end
end

--- The body of a raw call.
---@param title string
---@param body table|nil
---@return string
function encode.body(title, body)
  if body == nil then return "{}" end
  if type(body) ~= "table" then misuse.raise("%s: the body has to be a table", title) end
  for key in pairs(body) do
    if type(key) ~= "string" then
      misuse.raise("%s: the body has to be an object, not an array", title)
    end
  end
  check(title, body, 0)
  if next(body) == nil then return "{}" end
  local ok, text = pcall(json.encode, body)
  if not ok then misuse.raise("%s: the body cannot be sent: %s", title, tostring(text)) end
  return text
end

--- An array of strings as JSON writes it.
encode.strings = array

--- A string as JSON writes it.
function encode.string(text)
  return json.encode(text)
end

return encode
