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

local LOWER = {}
for byte = 65, 90 do LOWER[string.char(byte)] = string.char(byte + 32) end

--- The column's name for a title: ASCII letters and digits in snake_case,
-- whatever the locale.
function fields.plain_name(title)
  local name = (title or ""):gsub("([a-z])([A-Z])", "%1_%2"):gsub("[A-Z]", LOWER)
    :gsub("[^a-z0-9]+", "_")
  name = name:gsub("^_+", ""):gsub("_+$", "")
  return name:find "^[0-9]" and "_" .. name or name
end

local function is_usable(name)
  return name ~= "" and #name <= MAX_NAME and name ~= "id" and not RESERVED[name]
end

-- The first of these names that no other column has: with the first 8 of the
-- field's id, with all of it, and with a number.
local function with_id(name, id, taken)
  id = id:gsub("[^a-zA-Z0-9]", "_")
  local start = name:sub(1, MAX_NAME) .. "_"
  local short, long = start .. id:sub(1, 8), start .. id
  if not taken[fields.plain_name(short)] then return short end
  local result, n = long, 1
  while taken[fields.plain_name(result)] do
    n = n + 1
    result = long .. "_" .. n
  end
  return result
end

--- Names for { id, title } rows in their order: those that are empty, reserved,
-- too long or equal to another end in the first 8 of the field's id, or in all
-- of it where that is another's, too.
function fields.names(rows)
  local count, names, taken = {}, {}, {}
  for _, row in ipairs(rows) do
    local name = fields.plain_name(row.title)
    count[name] = (count[name] or 0) + 1
  end
  for i, row in ipairs(rows) do
    local name = fields.plain_name(row.title)
    if is_usable(name) and count[name] == 1 then names[i], taken[name] = name, true end
  end
  for i, row in ipairs(rows) do
    if not names[i] then
      names[i] = with_id(fields.plain_name(row.title), row.id, taken)
      taken[fields.plain_name(names[i])] = true
    end
  end
  return names
end

-- What the list of custom fields calls the records of an entity.
local OBJECT_TYPES = { applications = "Application", candidates = "Candidate", jobs = "Job",
  job_postings = "JobPosting" }

-- The fields that are defined for the entity or that its records have, with the
-- title of the definition, else the one on the records. A name that is longer
-- than any id is left out.
local FIELDS = [[
select id, coalesce(max(defined), max(own)) as title from (
  select used.id as id, f.title as defined, used.title as own
  from (select distinct v.field_id as id, v.title as title
    from %s_all e join custom_field_values_all v on v.key = e.key) used
  left join custom_fields_all f on f.id = used.id
  union all
  select id, title, null from custom_fields_all
  where object_type = '%s' and gone_at is null and is_archived is not 1
) where length(cast(id as blob)) <= 100 group by id order by id]]

-- An id as SQL, which takes no NUL.
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

-- SQLite takes about this many columns. A field that a record has twice counts
-- once.
local MAX_COLUMNS = 1900

local function refresh_one(connection, name)
  local rows, err = connection:rows(FIELDS:format(name, OBJECT_TYPES[name] or ""))
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
