--- describe: ashby describe [ENTITY]: the entities; or the fields of one with
-- their types.
--
-- SPDX-License-Identifier: MIT

local catalogue = require "ashby.catalogue"
local failure = require "ashby.cli.failure"
local misuse = require "ashby.misuse"
local output = require "ashby.cli.output"

local function columns(names)
  local result = {}
  for i, name in ipairs(names) do result[i] = { name = name } end
  return result
end

local function print_rows(options, names, rows)
  local writer = output.writer(options, columns(names))
  for _, row in ipairs(rows) do
    local kinds, texts = {}, {}
    for i = 1, #names do
      kinds[i], texts[i] = type(row[i]) == "boolean" and "boolean" or "string", tostring(row[i])
    end
    writer.row(kinds, texts)
  end
  writer.finish()
end

local function entities()
  local rows = {}
  for _, name in ipairs(catalogue.names) do
    local entity = catalogue.entities[name]
    rows[#rows + 1] = { name:gsub("_", "-"), entity.list.record, entity.list.permission,
      entity.get ~= nil, entity.list.sync or false }
  end
  return rows
end

-- Fields of a record, and of the objects in it one level deep.
local function add_fields(rows, record, prefix, is_inner)
  for _, field in ipairs(catalogue.records[record]) do
    local type = field.list and ("[%s]"):format(field.type) or field.type
    rows[#rows + 1] = { prefix .. field.name, type, field.absent or false, field.null or false }
    if catalogue.records[field.type] and not is_inner then
      add_fields(rows, field.type, prefix .. field.name .. ".", true)
    end
  end
end

return function(options)
  if not options.entity then
    return print_rows(options, { "entity", "record", "permission", "get", "sync" }, entities())
  end
  local name = options.entity:gsub("%-", "_")
  local entity = catalogue.entities[name]
  if not entity then
    failure.usage("unknown entity '%s'%s", options.entity, misuse.nearest(name, catalogue.names))
  end
  local rows = {}
  add_fields(rows, entity.list.record, "")
  print_rows(options, { "field", "type", "may_be_absent", "may_be_null" }, rows)
end
