--- cursor: where a search goes on: a place in its source, and how many records
-- there are done. It belongs to its query; using it with another is misuse.
--
-- SPDX-License-Identifier: MIT

local misuse = require "ashby.misuse"

local cursor = {}

local FORM = "^q1%-(%x%x%x%x%x%x%x%x)%-(%d+)%-(.*)$"

local function sorted_keys(t)
  local keys = {}
  for key in pairs(t) do keys[#keys + 1] = key end
  table.sort(keys, function(a, b)
    if type(a) == type(b) then return a < b end
    return type(a) == "number"
  end)
  return keys
end

-- The same text for the same query, whatever the order of its tables.
local function spell(value, out)
  if type(value) ~= "table" then
    local text = type(value) == "number" and ("%.17g"):format(value) or tostring(value)
    out[#out + 1] = ("%s:%d:%s"):format(type(value), #text, text)
    return
  end
  out[#out + 1] = "{"
  for _, key in ipairs(sorted_keys(value)) do
    spell(key, out)
    spell(value[key], out)
  end
  out[#out + 1] = "}"
end

--- A short name of a query over an entity: eight hex digits.
function cursor.name(entity, query)
  local out = { entity }
  spell(query, out)
  local hash = 5381
  for byte in table.concat(out):gmatch "." do
    hash = (hash * 33 + byte:byte()) % 4294967296
  end
  return ("%08x"):format(hash)
end

--- The text of { offset, place } for a named query.
function cursor.write(name, at)
  return ("q1-%s-%d-%s"):format(name, at.offset, at.place or "")
end

--- { offset, place } of a cursor; the start without one.
function cursor.read(title, name, text)
  if text == nil then return { offset = 0 } end
  local of, offset, place = text:match(FORM)
  if not of or #offset > 15 then
    misuse.raise("%s: bad argument 'cursor': it is not a cursor of a search", title)
  end
  if of ~= name then
    misuse.raise("%s: bad argument 'cursor': it belongs to another query", title)
  end
  return { offset = tonumber(offset), place = place ~= "" and place or nil }
end

return cursor
