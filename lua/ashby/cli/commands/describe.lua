--- describe: ashby describe [ENTITY]: the entities; or the fields of one with their
-- types. --from STORE: the tables of a store, or the columns of one.
--
-- SPDX-License-Identifier: MIT

local catalogue = require "ashby.catalogue"
local failure = require "ashby.cli.failure"
local misuse = require "ashby.misuse"
local rows = require "ashby.cli.rows"
local source = require "ashby.cli.source"

-- ---- the catalogue ----

local ENTITIES = rows.columns { "entity", "record", "permission", "get", "sync" }

local function entities()
  local list = {}
  for i, name in ipairs(catalogue.names) do
    local entity = catalogue.entities[name]
    list[i] = { entity = name:gsub("_", "-"), record = entity.list.record,
      permission = entity.list.permission, get = entity.get ~= nil,
      sync = entity.list.sync or false }
  end
  return list
end

local FIELDS = rows.columns { "field", "type", "may_be_absent", "may_be_null" }

local function row_of(field, prefix)
  return { field = prefix .. field.name,
    type = field.list and ("[%s]"):format(field.type) or field.type,
    may_be_absent = field.absent or false, may_be_null = field.null or false }
end

-- Fields of a record, and of the objects in it one level deep.
local function rows_of(record)
  local list = {}
  for _, field in ipairs(catalogue.records[record]) do
    list[#list + 1] = row_of(field, "")
    for _, inner in ipairs(catalogue.records[field.type] or {}) do
      list[#list + 1] = row_of(inner, field.name .. ".")
    end
  end
  return list
end

local function fields_of(word)
  local name = word:gsub("%-", "_")
  local entity = catalogue.entities[name]
  if not entity then
    failure.usage("unknown entity '%s'%s", word, misuse.nearest(name, catalogue.names))
  end
  return rows_of(entity.list.record)
end

-- ---- a store ----

local TABLES = rows.columns { "table", "kind", "columns" }

-- What the tables of docs/store.md are: not the bytes and the store's own notes.
local SQL_TABLES = [[select m.name as "table", m.type as kind, count(p.name) as columns
  from sqlite_master m join pragma_table_info(m.name) p
  where m.type in ('table', 'view') and m.name not in
    ('erased', 'history_pulled', 'kept', 'meta', 'passes') group by 1, 2 order by 1]]

local COLUMNS = rows.columns { "column", "type" }

local SQL_COLUMNS = 'select name as "column", type from pragma_table_info(?)'

local function query(store, text, ...)
  local list, it = {}, store.sql(text, ...)
  local row, err = it:next()
  while row do
    list[#list + 1] = row
    row, err = it:next()
  end
  if err then error(err, 0) end
  return list
end

local function columns_of(store, word)
  local name, names = word:gsub("%-", "_"), {}
  local list = query(store, SQL_COLUMNS, name)
  if #list > 0 then return list end
  for i, row in ipairs(query(store, SQL_TABLES)) do names[i] = row.table end
  failure.usage("the store has no table '%s'%s", word, misuse.nearest(name, names))
end

local function describe_store(options)
  local store, word = source.store(options.from), options.entity
  local list = word and columns_of(store, word) or query(store, SQL_TABLES)
  store.close()
  rows.show(options, word and COLUMNS or TABLES, list)
end

return function(options)
  if options.from then return describe_store(options) end
  if options.entity then return rows.show(options, FIELDS, fields_of(options.entity)) end
  rows.show(options, ENTITIES, entities())
end
