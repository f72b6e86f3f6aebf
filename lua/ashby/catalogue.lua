--- catalogue: the core's table of entities, indexed for Lua, and the paths of
-- record fields.
--
-- SPDX-License-Identifier: MIT

local ascii = require "ashby.text.ascii"
local core = require "ashby.core"

local catalogue = {}

local entities, record_names = core.catalogue()

--- The names of all record types.
catalogue.record_names = record_names

-- Many kilobytes, of which most programs need little: made when asked for.
local records = setmetatable({}, { __index = function(made, record)
  local fields = type(record) == "string" and core.record_fields(record)
  if not fields then return nil end
  made[record] = fields
  return fields
end })

--- Record type -> its fields; nil for any other name. Not for pairs: see record_names.
catalogue.records = records

--- "createdAfter" -> "created_after"
catalogue.snake = ascii.snake

local function index_params(method)
  method.by_name = {}
  method.names = {}
  for i, param in ipairs(method.params) do
    param.snake = catalogue.snake(param.name)
    method.by_name[param.snake] = param
    method.by_name[param.name] = param
    method.names[i] = param.snake
  end
end

--- Entity names in the order of the documentation, and the rows by name.
catalogue.names = {}
catalogue.entities = {}

for i, entity in ipairs(entities) do
  catalogue.names[i] = entity.name
  catalogue.entities[entity.name] = entity
  for _, action in ipairs { "list", "get" } do
    local method = entity[action]
    if method then
      method.action = action
      method.entity = entity.name
      method.title = entity.name .. "." .. action
      index_params(method)
    end
  end
end

--- The parameters with which a list gives everything, including what it hides by
-- default: all that can be included, and all statuses where several can be named.
---@param method table  a row of the catalogue
function catalogue.everything(method)
  local given = {}
  for _, param in ipairs(method.params) do
    if param.type == "boolean" and param.name:find "^include" then
      given[param.snake] = true
    elseif param.name == "status" and param.type == "array" then
      given.status = param.values
    end
  end
  return given
end

-- Notes on the vendor's documents, which say nothing of the parameter itself.
local ON_DOCUMENTS = { "^schema ", "^changelog ", "^the response schema " }

--- What a person wants to know of a parameter, or nil.
---@param param table  of a row of the catalogue
---@return string?
function catalogue.note(param)
  if param.name == "limit" then
    return ("records in a page, %d to %d"):format(param.minimum, param.maximum)
  end
  for _, pattern in ipairs(ON_DOCUMENTS) do
    if param.note and param.note:find(pattern) then return nil end
  end
  return param.note
end

--- The names of a path: "source.title" -> { "source", "title" }.
function catalogue.names_of(path)
  local names = {}
  for name in path:gmatch "[^.]+" do names[#names + 1] = name end
  return names
end

--- A field of a record type by its name; nil if there is none, or no such type.
function catalogue.field(record, name)
  for _, field in ipairs(records[record] or {}) do
    if field.name == name then return field end
  end
end

--- The names of a record type's fields.
function catalogue.field_names(record)
  local names = {}
  for i, field in ipairs(records[record]) do names[i] = field.name end
  return names
end

-- The record types that a field's value may have; a type that no schema
-- describes further (object, map, oneof with records) is open.
local function inner(type)
  if records[type] then return type end
  return nil, type == "object" or type:find("^map%(") or type:find("^oneof%(.*ref:")
end

--- Checks a path such as "source.title" against a record type. Returns true,
-- or nil, the name that is wrong, and the names that would be right.
function catalogue.check_path(record, path)
  for name in path:gmatch("[^.]+") do
    if not record then return nil, name, {} end
    local field = catalogue.field(record, name)
    if not field then return nil, name, catalogue.field_names(record) end
    local open
    record, open = inner(field.type)
    if open then return true end
  end
  return true
end

local function copy(value)
  if type(value) ~= "table" then return value end
  local result = {}
  for k, v in pairs(value) do result[k] = copy(v) end
  return result
end

local function describe_method(method)
  if not method then return nil end
  local params = {}
  for i, param in ipairs(method.params) do
    params[i] = copy(param)
    params[i].wire_name, params[i].name, params[i].snake = param.name, param.snake, nil
  end
  return {
    method = method.name, permission = method.permission, params = params,
    paged = method.paged or false, sync = method.sync or false,
    record = method.record,
  }
end

-- Every record type below one, by name.
local function collect(record, into)
  if into[record] then return into end
  into[record] = copy(records[record])
  for _, field in ipairs(records[record]) do
    if records[field.type] then collect(field.type, into) end
    for type in field.type:gmatch("ref:(%w+)") do collect(type, into) end
  end
  return into
end

local function line_of(facts)
  return ("%s: %d fields, %d parameters%s"):format(facts.name, #facts.fields,
    #facts.list.params, facts.get and ", list and get" or ", list")
end

local Described = { __tostring = line_of }

--- An entity as a plain table, a fresh one each time: name, title, list and get
-- (method, permission, params, paged, sync, record), fields of the record, and
-- types, the record types below it.
function catalogue.describe(name)
  local entity = catalogue.entities[name]
  local types = collect(entity.list.record, {})
  if entity.get then collect(entity.get.record, types) end
  return setmetatable({
    name = name, title = entity.title, fields = copy(records[entity.list.record]),
    list = describe_method(entity.list), get = describe_method(entity.get), types = types,
  }, Described)
end

return catalogue
