--- entities: each entity with its methods, its parameters and its record's
-- members.
--
-- SPDX-License-Identifier: MIT

local ashby = require "ashby"
local catalogue = require "ashby.catalogue"
local markdown = require "tools.generate.markdown"
local code, paragraph, table_of = markdown.code, markdown.paragraph, markdown.table

-- Taken by every list and explained once.
local COMMON = { cursor = true, limit = true, sync_token = true }

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
    said[#said + 1] = "one of " .. table.concat(values, ", ")
  end
  if param.default then said[#said + 1] = "default " .. code(param.default) end
  said[#said + 1] = catalogue.note(param)
  if param.required then said[#said + 1] = "required" end
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
  return paragraph("Members of a record: " .. table.concat(names, ", ") .. ".")
end

-- The members that only get gives.
local function further_text(entity)
  if not entity.get or entity.get.record == entity.list.record then return nil end
  local known, names = {}, {}
  for _, field in ipairs(entity.fields) do known[field.name] = true end
  for _, field in ipairs(entity.types[entity.get.record]) do
    if not known[field.name] then names[#names + 1] = code(field.name) end
  end
  return paragraph("With `get` also: " .. table.concat(names, ", ") .. ".")
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

return parts
