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
}

-- From what the user did to what the world did.
local KINDS = { "auth", "permission", "invalid", "not_found", "expired", "rate_limited", "server",
  "network", "timeout", "tls", "protocol", "too_large", "closed" }

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
  local rows, known = {}, {}
  for i, kind in ipairs(KINDS) do
    assert(errors.KINDS[kind], "no such kind: " .. kind)
    rows[i], known[kind] = row_of(kind), true
  end
  for kind in pairs(errors.KINDS) do assert(known[kind], "tools/docs.lua lacks kind " .. kind) end
  return rows
end

function parts.errors()
  return table_of({ "`err.kind`", "what it says" }, each_kind(function(kind)
    return { code(kind), errors.KINDS[kind] }
  end))
end

-- The codes of each kind, in the order of the tables that have them.
local function codes_by_kind()
  local found = {}
  local source = shell.read "lua/ashby/errors.lua"
  local ours, vendor = source:match "\nlocal CODES = (%b{})", source:match "\nlocal VENDOR = (%b{})"
  for name in (ours .. vendor):gmatch "([%w_]+) = \"" do
    local kind = errors.new({ code = name }).kind
    found[kind] = found[kind] or {}
    table.insert(found[kind], code(name))
  end
  table.insert(found.protocol, "`json_…`")
  found.not_found = { "`…_not_found`" }
  return found
end

local function retryable_of(kind)
  if errors.new({ kind = kind }).retryable then return "yes" end
  if kind ~= "protocol" then return "no" end
  local names = {}
  for name in pairs(errors.BROKEN_OFF) do names[#names + 1] = code(name) end
  table.sort(names)
  return "no, but " .. table.concat(names, " and ")
end

function parts.kinds()
  local codes = codes_by_kind()
  return table_of({ "kind", "what it says", "`retryable`", "codes" }, each_kind(function(kind)
    return { code(kind), errors.KINDS[kind], retryable_of(kind),
      table.concat(codes[kind] or {}, ", ") }
  end))
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
