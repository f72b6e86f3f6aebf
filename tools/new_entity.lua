--- new_entity: adds an entity, `projects`, step by step as CONTRIBUTING says:
-- its record, its row in the catalogue, the vendor's facts of its methods, its
-- row in the sandbox. Run in a copy of the tree.
--
-- SPDX-License-Identifier: MIT

local cjson = require "cjson"
local shell = require "tools.shell"

-- Puts a text before, or after, a place that has to be there.
local function insert(path, place, text, is_after)
  local old = shell.read(path)
  local from, to = old:find(place, 1, true)
  assert(from, ("%s: there is no '%s'"):format(path, place))
  local at = is_after and to or from - 1
  shell.write(path, old:sub(1, at) .. text .. old:sub(at + 1))
end

-- ---- src/engine/records ----

insert("src/engine/records.h", "extern const struct ash_record ASH_SOURCE;",
  "extern const struct ash_record ASH_PROJECT;\n")
insert("src/engine/records.c", "static const struct ash_field SOURCE_FIELDS[]", [[
static const struct ash_field PROJECT_FIELDS[] = {
    {"id",         "uuid",     ASH_REQUIRED},
    {"name",       "string",   ASH_REQUIRED},
    {"isArchived", "bool",     ASH_REQUIRED},
    {"updatedAt",  "datetime", ASH_REQUIRED},
    {NULL, NULL, 0},
};
const struct ash_record ASH_PROJECT = {"Project", PROJECT_FIELDS};

]])

insert("src/engine/records.c", "    &ASH_CANDIDATE,", "    &ASH_PROJECT,\n")

-- ---- src/engine/catalogue.c ----

insert("src/engine/catalogue.c", "static const struct ash_param SOURCE_LIST_PARAMS[]", [[
static const struct ash_param PROJECT_LIST_PARAMS[] = {
    INCLUDE_ARCHIVED,
    END,
};
static const struct ash_method PROJECT_LIST = {
    .name = "project.list", .permission = "jobsRead",
    .flags = ASH_PAGED | ASH_SYNC,
    .params = PROJECT_LIST_PARAMS, .record = &ASH_PROJECT};

static const struct ash_param PROJECT_GET_PARAMS[] = {
    {.name = "projectId", .type = ASH_STRING, .flags = ASH_NEEDED,
     .format = "uuid", .note = "project id"},
    END,
};
static const struct ash_method PROJECT_GET = {
    .name = "project.info", .permission = "jobsRead",
    .params = PROJECT_GET_PARAMS, .record = &ASH_PROJECT};

]])
insert("src/engine/catalogue.c", "{.name = \"sources\"", [[
{.name = "projects", .title = "Projects",
     .list = &PROJECT_LIST, .get = &PROJECT_GET},
    ]])

-- ---- sandbox/endpoints.json ----

local RECORD = { id = "uuid", name = "string", isArchived = "bool", updatedAt = "datetime" }
local EXAMPLE = { id = "0c5a4c11-6a0c-4b35-9d5e-6d1a3c1f5b11", name = "Apollo",
  isArchived = false, updatedAt = "2026-01-07T13:30:21.009Z" }

local archived = { type = "boolean", required = false, default = false,
  note = "also return archived records" }
local text = { type = "string", required = false }
local size = { type = "integer", required = false, default = 100, min = 1, max = 100 }
local id = { type = "string", required = true, format = "uuid", note = "project id" }

local OPERATIONS = {
  { action = "list", path = "/project.list", paginated = true, sync_token = true,
    params = { cursor = text, limit = size, syncToken = text, includeArchived = archived } },
  { action = "get", path = "/project.info", paginated = false, sync_token = false,
    params = { projectId = id } },
}

for _, operation in ipairs(OPERATIONS) do
  operation.entity, operation.method, operation.permission = "projects", "POST", "jobsRead"
  operation.record, operation.example = RECORD, EXAMPLE
  insert("sandbox/endpoints.json", "\"operations\": [", cjson.encode(operation) .. ",\n", true)
end

-- ---- sandbox/lua/entities.lua ----

insert("sandbox/lua/entities.lua", "{ name = \"sources\"", [[
{ name = "projects", singular = "project", id_parameter = "projectId", size = 20,
    shown = "name", hidden = ARCHIVED },
  ]])
