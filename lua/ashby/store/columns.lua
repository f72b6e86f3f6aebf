--- columns: which members of a record have columns of their own, from the
-- catalogue: its scalars, those of the objects in it, and its arrays as tables.
--
-- SPDX-License-Identifier: MIT

local catalogue = require "ashby.catalogue"

local columns = {}

local snake = catalogue.snake

-- Objects that are kept in the bytes alone.
local ONLY_BYTES = { openings = true, location = true, compensation = true }

-- The kind of column for a type of the catalogue, and its type in SQL.
local KINDS = {
  uuid = "text", string = "text", url = "text", date = "text", datetime = "time",
  int = "integer", number = "number", bool = "boolean", json = "nested",
  enum = "text", const = "text",
}
local SQL_TYPES = { text = "text", time = "text", integer = "integer", number = "numeric",
  boolean = "integer", kind = "text", if_text = "text", if_number = "numeric", if_nested = "text",
  nested = "text" }

-- "enum(a,b)" is an enum, whatever its values.
local function kind_of(type)
  return KINDS[type:match "^%w+"]
end

local function add(list, name, kind, member, group)
  list[#list + 1] = { name = name, kind = kind, type = SQL_TYPES[kind], member = member,
    group = group }
end

local function add_scalars(list, record, prefix, group)
  for _, field in ipairs(record) do
    local kind = not field.list and kind_of(field.type)
    if kind then add(list, prefix .. snake(field.name), kind, field.name, group) end
  end
end

--- The columns of a record type: { name, kind, type, member, group }.
function columns.of(record)
  local list = {}
  add_scalars(list, record, "")
  for _, field in ipairs(record) do
    local inner = catalogue.records[field.type] or field.fields
    if inner and not field.list and not ONLY_BYTES[field.name] then
      add_scalars(list, inner, snake(field.name) .. "_", field.name)
    end
  end
  return list
end

--- The rows of an engine's plan for columns.
function columns.plan(list)
  local rows = {}
  for i, column in ipairs(list) do rows[i] = { column.kind, column.member, column.group } end
  return rows
end

-- Arrays of an entity that are tables of their own: entity, table, member, and
-- what the ids in them are called.
local CHILDREN = {
  { "candidates", "candidate_emails", "emailAddresses" },
  { "candidates", "candidate_phones", "phoneNumbers" },
  { "candidates", "candidate_links", "socialLinks" },
  { "candidates", "candidate_tag_links", "tags", "tag_id" },
  { "candidates", "candidate_applications", "applicationIds", "application_id" },
  { "applications", "application_hiring_team", "hiringTeam" },
  { "jobs", "job_hiring_team", "hiringTeam" },
}

local PARENTS = { candidates = "candidate_id", applications = "application_id", jobs = "job_id" }

local function field_of(entity, member)
  for _, field in ipairs(catalogue.records[catalogue.entities[entity].list.record]) do
    if field.name == member then return field end
  end
end

local function child_columns(entity, member, id_name)
  local record = catalogue.records[field_of(entity, member).type]
  local list = {}
  if not record then
    add(list, id_name, "text")
    return list
  end
  add_scalars(list, record, "")
  for _, column in ipairs(list) do
    if column.name == "id" then column.name = id_name end
  end
  return list
end

--- The tables of arrays: { entity, name, member, parent, columns }.
columns.children = {}
for i, row in ipairs(CHILDREN) do
  columns.children[i] = { entity = row[1], name = row[2], member = row[3],
    parent = PARENTS[row[1]], columns = child_columns(row[1], row[3], row[4]) }
end

--- The columns of a custom field's value.
columns.custom_fields = {}
for _, row in ipairs { { "field_id", "text", "id" }, { "title", "text", "title" },
  { "type", "kind", "value" }, { "text", "if_text", "value" },
  { "number", "if_number", "value" }, { "json", "if_nested", "value" } } do
  add(columns.custom_fields, row[1], row[2], row[3])
end

--- Whether records of an entity have custom fields.
function columns.has_custom_fields(entity)
  return catalogue.entities[entity] ~= nil and field_of(entity, "customFields") ~= nil
end

return columns
