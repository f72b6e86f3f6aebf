--- rows: plain tables from Lua as rows of an output: what a store's SQL, a pull
-- and a report give; and what --fields, --sort and --max leave of them.
--
-- SPDX-License-Identifier: MIT

local cjson = require "cjson"
local failure = require "ashby.cli.failure"
local given = require "ashby.cli.given"
local misuse = require "ashby.misuse"
local output = require "ashby.cli.output"

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

-- ---- what the options leave ----

local function column_of(columns, option, name)
  local names = {}
  for i, column in ipairs(columns) do
    if column.name == name then return column end
    names[i] = column.name
  end
  failure.usage("--%s: unknown field '%s'%s; --fields alone lists them", option, name,
    misuse.nearest(name, names))
end

--- The columns that --fields names, in its order.
function rows.chosen(options, columns)
  local names = given.names(options)
  if not names then return columns end
  local list = {}
  for i, name in ipairs(names) do list[i] = column_of(columns, "fields", name) end
  return list
end

--- The rows in the order of --sort.
function rows.sorted(options, columns, list)
  if not options.sort then return list end
  local name, way = given.sort(options.sort)
  column_of(columns, "sort", name)
  local keys = require "ashby.search.order".of { { value = way } }
  local entries, result = {}, {}
  for i, row in ipairs(list) do
    entries[i] = { keys = keys.of { value = row[name] }, place = i, row = row }
  end
  keys.sort(entries)
  for i, entry in ipairs(entries) do result[i] = entry.row end
  return result
end

--- Whether --fields was given without names: then the names of the columns are printed.
function rows.lists_fields(options, columns)
  if not options.fields or options.fields[1] then return false end
  local names = {}
  for i, column in ipairs(columns) do names[i] = column.name end
  output.lines(options, names)
  return true
end

local function all_of(next_row)
  local list = {}
  for row in next_row do list[#list + 1] = row end
  return list
end

local function each_of(list)
  local at = 0
  return function()
    at = at + 1
    return list[at]
  end
end

--- Prints what the options leave of rows: a list, or a function that gives one
-- after the other.
function rows.show(options, columns, source)
  if rows.lists_fields(options, columns) then return end
  local next_row, max = source, given.max(options)
  local shown = rows.chosen(options, columns)
  if options.sort and type(source) == "function" then source = all_of(source) end
  if type(source) == "table" then next_row = each_of(rows.sorted(options, columns, source)) end
  local row, count = next_row(), 0
  local writer = output.writer(options, shown)
  while row and count < max do
    rows.print(writer, shown, { row })
    row, count = next_row(), count + 1
  end
  writer.finish()
  if row then output.note_cut(max) end
end

return rows
