--- differential: reads the same bytes with the core and with lua-cjson. What the
-- core accepts, lua-cjson accepts, with an equal value; what only lua-cjson
-- accepts, the core refuses for a listed reason. The differences are explained in
-- docs/internals/json.md.
--
-- SPDX-License-Identifier: MIT

local core = require "ashby.core"
local cjson = require("cjson").new()

cjson.decode_invalid_numbers(false)
cjson.decode_max_depth(300)

-- lua-cjson does not check these.
local STRICTER = {
  json_utf8 = true, json_string = true, json_number = true, json_range = true,
  json_depth = true,
}

-- Numbers by value, since lua-cjson has floats only.
local function same(a, b)
  if type(a) ~= type(b) then return false end
  if type(a) == "number" then return a + 0.0 == b end
  if type(a) ~= "table" then return a == b end
  for key, value in pairs(a) do
    if not same(value, b[key]) then return false end
  end
  for key in pairs(b) do
    if a[key] == nil then return false end
  end
  return true
end

-- The value without the members that are null.
local function without_nulls(value)
  if type(value) ~= "table" then return value end
  local copy, is_array = {}, #value > 0
  for key, item in pairs(value) do
    if item ~= cjson.null or is_array then copy[key] = without_nulls(item) end
  end
  return copy
end

local function decode(bytes, keep_nulls)
  local document, code = core.document(bytes, { null = cjson.null, keep_nulls = keep_nulls })
  if not document then return nil, code end
  local value = document:value()
  if value == nil then value = cjson.null end
  return value
end

return function(bytes)
  local value, code = decode(bytes, true)
  local ok, other = pcall(cjson.decode, bytes)
  if value == nil then
    -- lua-cjson takes a NUL after the value for the end, and reads "1." and "-.5"
    local cut = code == "json_trail" and bytes:find("\0", 1, true)
      or code == "json_end" and bytes:find "%.[%deE+-]*$"
    if ok and not STRICTER[code] and not cut then
      error("lua-cjson alone accepts this: " .. code)
    end
  elseif not ok then
    -- half a surrogate pair becomes U+FFFD here and is refused there
    if not bytes:find "\\u[dD][89a-fA-F]" then error("lua-cjson refuses this: " .. other) end
  else
    if not same(value, other) then error "the values differ" end
    if not same(decode(bytes, false), without_nulls(other)) then
      error "the values without null differ"
    end
  end
end
