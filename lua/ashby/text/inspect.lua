--- inspect: a value as text that a person reads and Lua could read back: sorted
-- keys, quoted strings, null as null. It never fails: a table inside itself is
-- marked, and what is nested very deeply is left out. No metamethod is called.
--
-- SPDX-License-Identifier: MIT

local errors = require "ashby.errors"
local null = require "cjson".null

local inspect = {}

local DEEPEST = 100

-- A table this short stays on one line.
local WIDTH = 80

local KEYWORDS = {}
for word in ("and break do else elseif end false for function goto if in local nil not or repeat "
  .. "return then true until while"):gmatch "%a+" do
  KEYWORDS[word] = true
end

local ESCAPES = { ["\n"] = "\\n", ["\r"] = "\\r", ["\t"] = "\\t", ["\\"] = "\\\\", ['"'] = '\\"' }

-- Control characters never reach a terminal.
local function quoted(text)
  return '"' .. text:gsub('[%z\1-\31\127\\"]', function(char)
    return ESCAPES[char] or ("\\%03d"):format(char:byte())
  end) .. '"'
end

local function scalar(value)
  if value == null then return "null" end
  if type(value) == "string" then return quoted(value) end
  if errors.is(value) then return tostring(value) end
  if type(value) == "number" and value == math.floor(value) and math.abs(value) < 2 ^ 53 then
    return ("%.0f"):format(value)
  end
  return tostring(value)
end

local function key_text(key, write)
  local is_name = type(key) == "string" and key:find "^[A-Za-z_][A-Za-z0-9_]*$"
  if is_name and not KEYWORDS[key] then return key end
  return "[" .. (type(key) == "table" and "table" or write(key)) .. "]"
end

-- Numbers first and by value, then everything else by its text.
local function before(a, b)
  local x, y = type(a) == "number", type(b) == "number"
  if x ~= y then return x end
  if x then return a < b end
  return tostring(a) < tostring(b)
end

local function length(value)
  local n = 0
  while rawget(value, n + 1) ~= nil do n = n + 1 end
  return n
end

local function other_keys(value, count)
  local keys = {}
  for key in next, value do
    local is_item = type(key) == "number" and key >= 1 and key <= count and key % 1 == 0
    if not is_item then keys[#keys + 1] = key end
  end
  table.sort(keys, before)
  return keys
end

local write

local function parts_of(value, indent, above)
  local parts, count = {}, length(value)
  for i = 1, count do parts[i] = write(rawget(value, i), indent, above) end
  for _, key in ipairs(other_keys(value, count)) do
    parts[#parts + 1] = key_text(key, scalar) .. " = " .. write(rawget(value, key), indent, above)
  end
  return parts
end

local function joined(parts, indent)
  if #parts == 0 then return "{}" end
  local size, inner = #indent + 4, indent .. "  "
  for _, part in ipairs(parts) do
    size = size + #part + 2
    if part:find("\n", 1, true) then size = WIDTH + 1 end
  end
  if size <= WIDTH then return "{ " .. table.concat(parts, ", ") .. " }" end
  return "{\n" .. inner .. table.concat(parts, ",\n" .. inner) .. "\n" .. indent .. "}"
end

function write(value, indent, above)
  if type(value) ~= "table" or value == null or errors.is(value) then return scalar(value) end
  if above[value] then return "<the same table again>" end
  if #indent > DEEPEST * 2 then return "{ ... }" end
  above[value] = true
  local text = joined(parts_of(value, indent .. "  ", above), indent)
  above[value] = nil
  return text
end

--- A record, a page, an error, any value as text.
---@param value any
---@return string
function inspect.text(value)
  return write(value, "", {})
end

return inspect
