--- rows: plain tables from Lua as rows of an output: what a store's SQL, a pull
-- and a report give.
--
-- SPDX-License-Identifier: MIT

local cjson = require "cjson"

local rows = {}

-- The shortest text that reads back as the same number.
local function number_text(value)
  if value == math.floor(value) and math.abs(value) < 2 ^ 63 then
    local text = ("%d"):format(value)
    if tonumber(text) == value then return text end
  end
  for digits = 15, 17 do
    local text = ("%%.%dg"):format(digits):format(value)
    if tonumber(text) == value then return text end
  end
end

--- The kind and the text of a value.
function rows.cell(value)
  if value == nil or value == cjson.null then return nil end
  if type(value) == "string" then return "string", value end
  if type(value) == "number" then return "number", number_text(value) end
  if type(value) == "boolean" then return "boolean", tostring(value) end
  return "json", (cjson.encode(value):gsub("\\/", "/"))
end

--- Prints rows, each a table by the names of the columns.
function rows.print(writer, columns, list)
  for _, row in ipairs(list) do
    local kinds, texts = {}, {}
    for i, column in ipairs(columns) do kinds[i], texts[i] = rows.cell(row[column.name]) end
    writer.row(kinds, texts)
  end
end

--- Columns of these names.
function rows.columns(names)
  local columns = {}
  for i, name in ipairs(names) do columns[i] = { name = name, title = name:gsub("_", " ") } end
  return columns
end

return rows
