--- schema: the tables and views of a store, made from the catalogue.
-- docs/store.md shows the result.
--
-- SPDX-License-Identifier: MIT

local columns = require "ashby.store.columns"
local entities = require "ashby.store.entities"

local schema = {}

--- Counted up when the tables that are written by hand here change.
schema.VERSION = 1

-- What the store itself knows of each record.
local OWN = { { name = "gone_at", type = "text" }, { name = "first_seen_at", type = "text" },
  { name = "pulled_at", type = "text" } }

local function quoted(name) return '"' .. name .. '"' end

local function names_of(...)
  local names = {}
  for _, list in ipairs { ... } do
    for _, column in ipairs(list) do names[#names + 1] = quoted(column.name) end
  end
  return table.concat(names, ", ")
end

local function definitions(...)
  local lines = {}
  for _, list in ipairs { ... } do
    for _, column in ipairs(list) do
      local rest = column.name == "id" and " not null unique" or ""
      lines[#lines + 1] = ("  %s %s%s"):format(quoted(column.name), column.type, rest)
    end
  end
  return table.concat(lines, ",\n")
end

--- The statements for an entity: its table, and the view of what is listed.
function schema.of_entity(name)
  local row = entities.by_name[name]
  return {
    ("create table %s_all (\n  key integer primary key,\n%s\n)"):format(name,
      definitions(row.columns, OWN)),
    ("create view %s as\nselect %s\nfrom %s_all where gone_at is null"):format(name,
      names_of(row.columns, OWN), name),
  }
end

-- For what people join by. Made at the end of a first pass: adding to indexes
-- in random order costs more than the rest of a pull.
local INDEXES = {
  { "applications", "applications_all", "candidate_id" },
  { "applications", "applications_all", "job_id" },
  { "offers", "offers_all", "application_id" },
}

local function index(name, of)
  return ("create index if not exists %s_by_%s on %s (%s)"):format(name, of:match("[%w_]+$"), name,
    of)
end

--- The indexes that go with an entity.
function schema.indexes(entity)
  local list = {}
  for _, row in ipairs(INDEXES) do
    if row[1] == entity then list[#list + 1] = index(row[2], row[3]) end
  end
  return list
end

-- Elements of arrays are stored by the key of their record; the view names the
-- record by its id.
local function of_array(name, list)
  return ("create table %s_all (\n  key integer not null,\n  position integer not null,\n%s,\n"
    .. "  primary key (key, position)\n) without rowid"):format(name, definitions(list))
end

local function array_view(entity, name, list, first)
  local names = {}
  for i, column in ipairs(list) do
    names[i] = ('v."%s" as "%s"'):format(column.name, column.name)
  end
  return ("select %s, v.position as position, %s from %s_all v join %s_all e on e.key = v.key "
    .. "where e.gone_at is null"):format(first, table.concat(names, ", "), name, entity)
end

local function custom_fields_view()
  local parts = {}
  for _, name in ipairs(entities.names) do
    if entities.by_name[name].has_custom_fields then
      parts[#parts + 1] = array_view(name, "custom_field_values", columns.custom_fields,
        ("'%s' as entity, e.id as record_id"):format(name))
    end
  end
  return "create view custom_field_values as\n" .. table.concat(parts, "\nunion all ")
end

local function add_arrays(list)
  for _, child in ipairs(columns.children) do
    list[#list + 1] = of_array(child.name, child.columns)
    list[#list + 1] = ("create view %s as\n%s"):format(child.name, array_view(child.entity,
      child.name, child.columns, "e.id as " .. child.parent))
  end
  list[#list + 1] = of_array("custom_field_values", columns.custom_fields)
  list[#list + 1] = custom_fields_view()
end

local function records_view()
  local parts = {}
  for i, name in ipairs(entities.names) do
    parts[i] = ("select '%s' as entity, e.id as id, k.bytes as bytes "
      .. "from %s_all e join kept k on k.key = e.key"):format(name, name)
  end
  return "create view records as\n" .. table.concat(parts, "\nunion all ")
end

-- Tables that are not derived: the bytes, what changed, what pulls remember.
local FIXED = {
  "create table kept (\n  key integer primary key,\n  entity text not null,\n"
    .. "  bytes blob not null\n)",
  "create table stage_changes (\n  id integer primary key,\n  application_id text not null,\n"
    .. "  seen_at text not null,\n  updated_at text,\n  from_stage_id text,\n"
    .. "  from_stage_title text,\n  from_status text,\n  to_stage_id text,\n"
    .. "  to_stage_title text,\n  to_status text\n)",
  "create table stage_history (\n  application_id text not null,\n  id text not null,\n"
    .. "  stage_id text,\n  title text,\n  stage_number integer,\n  entered_stage_at text,\n"
    .. "  left_stage_at text,\n  actor_id text,\n  primary key (application_id, id)\n"
    .. ") without rowid",
  "create table history_pulled (\n  application_id text primary key,\n  updated_at text\n"
    .. ") without rowid",
  "create table pulls (\n  id integer primary key,\n  pull integer not null,\n"
    .. "  started_at text not null,\n  ended_at text not null,\n  entity text not null,\n"
    .. "  mode text not null,\n  reason text,\n  records integer,\n  new integer,\n"
    .. "  changed integer,\n  gone integer,\n  requests integer,\n  seconds real,\n"
    .. "  unfit text,\n  error text,\n  message text\n)",
  "create table passes (\n  entity text primary key,\n  token text,\n  parameters text,\n"
    .. "  pulled_at text,\n  full_at text,\n  suspect_at text,\n  stale_since text,\n"
    .. "  stale_code text\n) without rowid",
  "create table erased (\n  entity text not null,\n  id text not null,\n  at text not null,\n"
    .. "  primary key (entity, id)\n) without rowid",
  "create table meta (\n  name text primary key,\n  value text\n) without rowid",
}

--- The tables and views that are rebuilt when their definitions differ.
function schema.derived()
  local list = {}
  for _, name in ipairs(entities.names) do
    for _, sql in ipairs(schema.of_entity(name)) do list[#list + 1] = sql end
  end
  add_arrays(list)
  list[#list + 1] = records_view()
  return list
end

--- The tables that are kept as they are.
function schema.fixed()
  local list = {}
  for i, sql in ipairs(FIXED) do list[i] = sql end
  list[#list + 1] = index("stage_changes", "application_id")
  return list
end

--- A text that differs when the columns do.
function schema.fingerprint()
  return table.concat(schema.derived(), ";\n")
end

return schema
