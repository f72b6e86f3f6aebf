--- comparing: compares Lua values all the way down, and catches what misuse raises.
--
-- SPDX-License-Identifier: MIT

local cjson = require "cjson"

local comparing = {}

--- Calls what has to raise a message; returns that.
function comparing.misuse(fn, ...)
  local ok, message = pcall(fn, ...)
  assert(not ok, "nothing was raised")
  assert(type(message) == "string", "what was raised is not a string: " .. tostring(message))
  return message
end

--- A value of lua-cjson without the members that are null; arrays keep theirs.
function comparing.without_nulls(value)
  if type(value) ~= "table" then return value end
  local result = {}
  for k, v in pairs(value) do
    if v ~= cjson.null or type(k) == "number" then result[k] = comparing.without_nulls(v) end
  end
  return result
end

--- nil when two values are equal all the way down, else where they differ.
function comparing.difference(a, b, path)
  path = path or "value"
  if type(a) ~= "table" or type(b) ~= "table" then
    if a == b or (a ~= a and b ~= b) then return nil end
    return ("%s: %s against %s"):format(path, tostring(a), tostring(b))
  end
  for key, value in pairs(a) do
    local found = comparing.difference(value, b[key], path .. "." .. tostring(key))
    if found then return found end
  end
  for key in pairs(b) do
    if a[key] == nil then return ("%s.%s: only in the second"):format(path, tostring(key)) end
  end
end

--- One member of each record, in order.
function comparing.pluck(records, name)
  local values = {}
  for i, record in ipairs(records) do values[i] = record[name or "id"] end
  return values
end

return comparing
