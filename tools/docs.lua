--- docs: the parts of the documentation that are tables of the module's own
-- facts. A part stands between <!-- generated: NAME --> and <!-- end -->.
--
-- SPDX-License-Identifier: MIT

local ashby = require "ashby"
local errors = require "ashby.errors"
local shell = require "tools.shell"

local PARTS = {
  ["README.md"] = { "entities", "errors" },
  ["docs/usage.md"] = { "parameters" },
  ["docs/errors.md"] = { "kinds" },
  ["docs/store.md"] = { "tables" },
}

-- Taken by every list and explained once.
local COMMON = { cursor = true, limit = true, sync_token = true }

-- ---- text ----

local function code(text) return "`" .. text .. "`" end

local function table_of(heading, rows)
  local lines = { "| " .. table.concat(heading, " | ") .. " |",
    "|" .. ("---|"):rep(#heading) }
  for _, row in ipairs(rows) do lines[#lines + 1] = "| " .. table.concat(row, " | ") .. " |" end
  return table.concat(lines, "\n")
end

-- ---- entities ----

local parts = {}

function parts.entities()
  local rows = {}
  for i, name in ipairs(ashby.entities()) do
    local entity = ashby.describe(name)
    rows[i] = { code(name), code(entity.list.method), entity.get and code(entity.get.method) or "",
      entity.list.paged and "yes" or "no", entity.list.sync and "yes" or "no",
      code(entity.list.permission) }
  end
  return table_of({ "entity", "list", "get", "pages", "sync", "permission of the key" }, rows)
end

local function type_of(param)
  if param.format == "unix-milliseconds" then return "time" end
  if param.type == "array" then return "string or array of strings" end
  return param.type
end

local function meaning(param)
  local said = {}
  if param.values then
    local values = {}
    for i, value in ipairs(param.values) do values[i] = code(value) end
    said[#said + 1] = "of " .. table.concat(values, ", ")
  end
  if param.default then said[#said + 1] = "default " .. code(param.default) end
  if param.note and not param.note:find "^changelog" then said[#said + 1] = param.note end
  if param.required then said[#said + 1] = "needed" end
  return table.concat(said, "; ")
end

local function param_rows(method)
  local rows = {}
  for _, param in ipairs(method.params) do
    if not COMMON[param.name] then
      rows[#rows + 1] = { code(param.name), type_of(param), meaning(param) }
    end
  end
  return rows
end

local function param_text(title, method)
  local rows = param_rows(method)
  local common = method.paged and "`limit`, `cursor`, `sync_token`" or "nothing"
  if #rows == 0 then return ("`%s` takes %s of its own."):format(title, common) end
  return ("`%s`%s:\n\n%s"):format(title,
    method.paged and " takes " .. common .. " and" or " takes",
    table_of({ "parameter", "type", "meaning" }, rows))
end

local function field_text(entity)
  local names = {}
  for i, field in ipairs(entity.fields) do names[i] = code(field.name) end
  return "Members of a record: " .. table.concat(names, ", ") .. "."
end

-- What a record of get has and one of the list has not.
local function further_text(entity)
  if not entity.get or entity.get.record == entity.list.record then return nil end
  local known, names = {}, {}
  for _, field in ipairs(entity.fields) do known[field.name] = true end
  for _, field in ipairs(entity.types[entity.get.record]) do
    if not known[field.name] then names[#names + 1] = code(field.name) end
  end
  return "With `get` also: " .. table.concat(names, ", ") .. "."
end

function parts.parameters()
  local blocks = {}
  local function add(text) blocks[#blocks + 1] = text end
  for _, name in ipairs(ashby.entities()) do
    local entity = ashby.describe(name)
    add("### " .. name)
    add(param_text(name .. ".list", entity.list))
    if entity.get then add(param_text(name .. ".get", entity.get)) end
    add(field_text(entity))
    add(further_text(entity))
  end
  return table.concat(blocks, "\n\n")
end

-- ---- errors ----

local function each_kind(row_of)
  local rows = {}
  for i, kind in ipairs(errors.KINDS) do rows[i] = row_of(kind) end
  return rows
end

function parts.errors()
  return table_of({ "`err.kind`", "what it says" }, each_kind(function(kind)
    return { code(kind.name), kind.says }
  end))
end

-- Codes that stand for many.
local FAMILIES = { protocol = "`json_…`", not_found = "`…_not_found`" }

local function codes_of(kind)
  local names = {}
  for _, row in ipairs(errors.CODES) do
    if row.kind == kind and not row.name:find "^json_" then names[#names + 1] = code(row.name) end
  end
  names[#names + 1] = FAMILIES[kind]
  return table.concat(names, ", ")
end

local function retryable_of(kind)
  local names = {}
  for _, row in ipairs(errors.CODES) do
    local exception = row.again ~= nil and row.again ~= (kind.again or false)
    if row.kind == kind.name and exception then names[#names + 1] = code(row.name) end
  end
  local word = kind.again and "yes" or "no"
  return #names == 0 and word or word .. ", but " .. table.concat(names, " and ")
end

function parts.kinds()
  return table_of({ "kind", "what it says", "`retryable`", "codes" }, each_kind(function(kind)
    return { code(kind.name), kind.says, retryable_of(kind), codes_of(kind.name) }
  end))
end

-- ---- the store's tables ----

local function table_names(sql)
  local name, body = sql:match "^create table ([%w_]+) %((.*)%)"
  local view, first = sql:match "^create view ([%w_]+) as\nselect (.-) from"
  if view and sql:find "join" and view ~= "records" then
    local columns = {}
    for column in first:gmatch ' as "?([%w_]+)"?' do columns[#columns + 1] = code(column) end
    return view .. "`, `" .. view .. "_all", columns
  end
  if name and sql:find "position integer" then return nil end
  if not name then return nil end
  local columns = {}
  for line in body:gmatch "[^\n]+" do
    local column, type = line:match '^  "?([%w_]+)"? (%a+)'
    if column and column ~= "primary" then columns[#columns + 1] = code(column) .. " " .. type end
  end
  return name, columns
end

function parts.tables()
  local schema, rows = require "ashby.store.schema", {}
  for _, list in ipairs { schema.derived(), schema.fixed() } do
    for _, sql in ipairs(list) do
      local name, columns = table_names(sql)
      if name then rows[#rows + 1] = { code(name), table.concat(columns, ", ") } end
    end
  end
  return table_of({ "table", "columns" }, rows)
end

-- ---- files ----

local function fill(path, text, name)
  local open, close = ("<!-- generated: %s -->\n"):format(name), "\n<!-- end -->"
  local _, from = text:find(open, 1, true)
  local to = from and text:find(close, from, true)
  assert(to, path .. " lacks the markers of " .. name)
  return text:sub(1, from) .. "\n" .. parts[name]() .. "\n" .. text:sub(to)
end

local stale = {}
for path, names in pairs(PARTS) do
  local old = assert(shell.read(path), path)
  local new = old
  for _, name in ipairs(names) do new = fill(path, new, name) end
  if new ~= old then
    stale[#stale + 1] = path
    if arg[1] ~= "--check" then shell.write(path, new) end
  end
end

if arg[1] == "--check" and #stale > 0 then
  io.stderr:write(table.concat(stale, ", "), ": generated parts are stale: make docs\n")
  os.exit(1)
end
