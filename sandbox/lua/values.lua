-- SPDX-License-Identifier: MIT
-- Small pieces that several records share: contact lines, file handles, the values of custom fields
-- in every documented shape.

local json = require "json"
local random = require "random"
local words = require "words"
local clock = require "clock"

local values = {}

local contact = json.shape{ "value", "type", "isPrimary" }
local file_handle = json.shape{ "id", "name", "handle" }
local field_value = json.shape{ "id", "isPrivate", "title", "value", "valueLabel",
  "referenceIdentifier" }
local currency = json.shape{ "value", "currencyCode" }
local number_range = json.shape{ "type", "minValue", "maxValue" }
local compensation_range = json.shape{ "type", "minValue", "maxValue", "currencyCode", "interval" }

function values.contact(value, kind, primary)
  return contact{ value = value, type = kind, isPrimary = primary }
end

-- A signed handle of about 270 characters, the way the real ones look.
function values.file(r, kind, index, owner, name)
  local id = random.id("file:" .. kind, index)
  local text = '{"handle":{"type":"' .. kind .. '","fileId":"' .. id .. '","ownerId":"' .. owner
    .. '"},"signature":"not-a-signature-' .. string.format("%08x%08x%08x", r:word(), r:word(),
    r:word()) .. '","version":"1"}'
  return file_handle{ id = id, name = name, handle = (ngx.encode_base64(text, true)) }
end

local MAKERS = {
  Boolean = function(r) return r:chance(0.5) end,
  Number = function(r)
    return r:pick{ 3, 0, -17, 2.75, 0.1, 1234567.89, 9007199254740991, 4294967296,
      json.raw("1.5e3"), json.raw("2E-7") }
  end,
  String = function(r) return r:pick(words.sentences) end,
  LongText = function(r)
    return r:pick(words.sentences) .. "\n\n\t" .. r:pick(words.sentences) .. "\1end"
  end,
  Date = function(r) return clock.iso(clock.PEOPLE_START + r:int(900) * clock.DAY) end,
  ValueSelect = function(r)
    local n = r:int(3) + 1
    return ({ "none", "one_month", "three_months" })[n],
      ({ "None", "One month", "Three months" })[n]
  end,
  MultiValueSelect = function(r)
    local list, labels = json.array(), json.array()
    for n = 1, r:int(4) do list[n] = "option_" .. n; labels[n] = "Option " .. n end
    return list, labels
  end,
  Currency = function(r)
    return currency{ value = r:range(20000, 190000) + (r:chance(0.3) and 0.5 or 0),
      currencyCode = r:pick{ "EUR", "USD", "JPY", "BRL" } }
  end,
  NumberRange = function(r)
    local low = r:int(10)
    return number_range{ type = "number-range", minValue = low, maxValue = low + r:int(90) }
  end,
  CompensationRange = function(r)
    local low = r:range(30, 90) * 1000
    return compensation_range{ type = "compensation-range", minValue = low,
      maxValue = low + r:range(1, 60) * 500, currencyCode = r:pick{ "EUR", "USD" },
      interval = r:pick{ "1 YEAR", "1 MONTH", "1 HOUR" } }
  end,
  Url = function(r) return "https://example.com/p/" .. r:int(1e6) .. "?a=1&b=2" end,
  UUID = function(r) return random.id("reference", r:int(1000) + 1) end,
  Location = function(r) return r:pick(words.places)[1] end,
}

values.field_types = { "ValueSelect", "Currency", "Number", "String", "Boolean", "Date",
  "MultiValueSelect", "NumberRange", "CompensationRange", "LongText", "Url", "UUID", "Location" }

values.definitions = {}  -- object type -> list of { index, title, type, private }; set by process

-- Up to `most` values of fields that are defined for this object type, each field at most once.
function values.custom_fields(r, object_type, most)
  local defined, list = values.definitions[object_type] or {}, json.array()
  if #defined == 0 then return list end
  local at, step = r:int(#defined), 1 + r:int(2)
  for n = 1, math.min(r:int(most + 1), math.floor(#defined / 2)) do
    local field = defined[(at + n * step) % #defined + 1]
    local value, label = MAKERS[field.type](r)
    list[n] = field_value{ id = random.id("custom_fields", field.index), isPrivate = field.private,
      title = field.title, value = value, valueLabel = label,
      referenceIdentifier = r:chance(0.1) and json.null or nil }
  end
  return list
end

-- Several kilobytes of prose, as plain text and as HTML.
function values.prose(r, paragraphs)
  local plain, html = {}, {}
  for n = 1, paragraphs do
    local text = r:pick(words.sentences) .. " " .. r:pick(words.sentences) .. " "
      .. r:pick(words.sentences)
    plain[n] = text
    html[n] = "<p>" .. text:gsub("[&<>]", { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;" })
      .. "</p>"
  end
  return table.concat(plain, "\n\n"), table.concat(html)
end

return values
