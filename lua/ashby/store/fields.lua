--- fields: the views <entity>_fields, with one column for each custom field of
-- an entity under the field's title.
--
-- SPDX-License-Identifier: MIT

local entities = require "ashby.store.entities"

local fields = {}

local MAX_NAME = 40

-- Words of SQLite and PostgreSQL that cannot name a column without quotes.
local RESERVED = {}
for word in ([[abort action add after all alter always analyze and any array as asc asymmetric at
  attach authorization autoincrement before begin between binary both by cascade case cast check
  collate collation column commit concurrently conflict constraint create cross current
  current_catalog current_date current_role current_schema current_time current_timestamp
  current_user database default deferrable deferred delete desc detach distinct do drop each else
  end escape except exclude exclusive exists explain fail false fetch filter first following for
  foreign freeze from full generated glob grant group groups having if ignore ilike immediate in
  index indexed initially inner insert instead intersect into is isnull join key last lateral
  leading left like limit localtime localtimestamp match materialized natural no not nothing
  notnull null nulls of offset on only or order others outer over overlaps partition placing plan
  pragma preceding primary query raise range recursive references regexp reindex release rename
  replace restrict returning right rollback row rows savepoint select session_user set similar some
  symmetric table tablesample temp temporary then ties to trailing transaction trigger true
  unbounded union unique update user using vacuum values variadic verbose view virtual when where
  window with without]]):gmatch("%S+") do RESERVED[word] = true end

--- The column's name for a title: ASCII letters and digits in snake_case.
function fields.plain_name(title)
  local name = (title or ""):gsub("(%l)(%u)", "%1_%2"):lower():gsub("[^a-z0-9]+", "_")
  return (name:gsub("^_+", ""):gsub("_+$", ""))
end

local function is_usable(name)
  return name ~= "" and #name <= MAX_NAME and name ~= "id" and not RESERVED[name]
end

--- Names for { id, title } rows in their order: those that are empty, reserved,
-- too long or equal to another end in the first 8 of the field's id.
function fields.names(rows)
  local count, names = {}, {}
  for _, row in ipairs(rows) do
    local name = fields.plain_name(row.title)
    count[name] = (count[name] or 0) + 1
  end
  for i, row in ipairs(rows) do
    local name = fields.plain_name(row.title)
    if not is_usable(name) or count[name] > 1 then
      name = name:sub(1, MAX_NAME) .. "_" .. row.id:sub(1, 8):gsub("[^%w]", "_")
    end
    names[i] = name:find("^%d") and "_" .. name or name
  end
  return names
end

-- The fields that records of the entity have, with the title that the list of
-- custom fields gives, else the one on the records.
local FIELDS = [[
select v.field_id as id, coalesce(max(f.title), max(v.title)) as title
from %s_all e join custom_field_values_all v on v.key = e.key
  left join custom_fields_all f on f.id = v.field_id
where v.field_id is not null group by v.field_id order by v.field_id]]

-- An id as SQL, in which no NUL may stand.
local function text(value)
  if not value:find "%z" then return "'" .. value:gsub("'", "''") .. "'" end
  return "cast(x'" .. value:gsub(".", function(byte) return ("%02x"):format(byte:byte()) end)
    .. "' as text)"
end

local function view_of(name, rows)
  local names = fields.names(rows)
  local parts = { "e.id as id" }
  for i, row in ipairs(rows) do
    parts[#parts + 1] = ("(select coalesce(text, number, json) from custom_field_values_all v "
      .. "where v.key = e.key and v.field_id = %s limit 1) as \"%s\""):format(text(row.id),
        names[i])
  end
  return ("create view %s_fields as\nselect %s\nfrom %s_all e where e.gone_at is null"):format(name,
    table.concat(parts, ",\n  "), name)
end

-- SQLite takes about so many columns. A field that a record has twice counts
-- once.
local MAX_COLUMNS = 1900

local function refresh_one(connection, name)
  local rows, err = connection:rows(FIELDS:format(name))
  if not rows then return nil, err end
  for i = #rows, MAX_COLUMNS + 1, -1 do rows[i] = nil end
  local wanted = view_of(name, rows)
  local known, had = connection:run("select sql from sqlite_master where name = ?",
    name .. "_fields")
  if known == nil then return nil, had end
  if had == wanted then return true end
  return connection:run_all {
    ("drop view if exists %s_fields"):format(name), wanted,
  }
end

--- Makes the views again where titles have changed; inside a transaction.
function fields.refresh(connection)
  for _, name in ipairs(entities.names) do
    if entities.by_name[name].has_custom_fields then
      local ok, err = refresh_one(connection, name)
      if not ok then return nil, err end
    end
  end
  return true
end

return fields
