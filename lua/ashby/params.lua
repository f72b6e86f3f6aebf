--- params: checks what a user passes to a method and writes the request body.
-- Everything wrong is refused here, before anything is sent.
--
-- SPDX-License-Identifier: MIT

local catalogue = require "ashby.catalogue"
local encode = require "ashby.encode"
local misuse = require "ashby.misuse"
local tables = require "ashby.tables"
local time = require "ashby.time"

local params = {}

-- The module's own, which are never sent. true: taken by lists only.
local OWN = { fields = false, raw = false, null = false, max = true, parallel = true,
  prefetch = true }
local OWN_NAMES = { "fields", "raw", "null", "max", "parallel", "prefetch" }

-- Documented for every list; those that do not page take and ignore them.
local PAGING = {
  limit = { name = "limit", snake = "limit", type = "integer", minimum = 1, maximum = 100 },
  cursor = { name = "cursor", snake = "cursor", type = "string" },
}

local function fail(method, name, problem, ...)
  misuse.raise("%s: bad argument '%s': " .. problem, method.title, name, ...)
end

local function type_name(value)
  if type(value) == "string" then return ("'%s'"):format(value) end
  if type(value) == "number" or type(value) == "boolean" then return tostring(value) end
  return misuse.kind(value)
end

local function check_text(method, param, value)
  if type(value) ~= "string" then
    fail(method, param.snake, "a string expected, got %s", type_name(value))
  end
  if value == "" then fail(method, param.snake, "it is empty") end
  if not encode.is_utf8(value) then
    fail(method, param.snake, "it is not UTF-8, which JSON has to be")
  end
  if param.values and not misuse.is_one_of(value, param.values) then
    fail(method, param.snake, "unknown value '%s'%s (one of %s)", value,
      misuse.nearest(value, param.values), table.concat(param.values, ", "))
  end
end

local function is_whole(value)
  return type(value) == "number" and value == math.floor(value) and math.abs(value) < 2 ^ 53
end

-- Each check returns what is used from here on. Tables are copied: a program may
-- use its own for other things while a list is still being read.
local checks = {}

function checks.string(method, param, value)
  check_text(method, param, value)
  return value
end

function checks.boolean(method, param, value)
  if type(value) ~= "boolean" then
    fail(method, param.snake, "true or false expected, got %s", type_name(value))
  end
  return value
end

function checks.integer(method, param, value)
  if param.format == "unix-milliseconds" then
    local ms, problem = time.to_ms(value)
    if not ms then fail(method, param.snake, "%s", problem .. ", got " .. type_name(value)) end
    return ms
  end
  if not is_whole(value) then
    fail(method, param.snake, "a whole number expected, got %s", type_name(value))
  end
  if param.maximum and (value < param.minimum or value > param.maximum) then
    fail(method, param.snake, "%d to %d expected, got %.0f", param.minimum, param.maximum, value)
  end
  return value
end

-- One string stands for an array of one.
function checks.array(method, param, value)
  if type(value) == "string" then value = { value } end
  if type(value) ~= "table" then
    fail(method, param.snake, "an array of strings expected, got %s", type_name(value))
  end
  local count = 0
  for key in pairs(value) do
    count = count + 1
    if type(key) ~= "number" then fail(method, param.snake, "an array of strings expected") end
  end
  local copy = {}
  for i = 1, count do
    copy[i] = value[i]
    check_text(method, param, copy[i])
  end
  return copy
end

local own_checks = {}

-- Raises for a field that the entity's get has and its list has not.
local function check_of_get(method, path)
  local entity = method.action == "list" and catalogue.entities[method.entity]
  local get = entity and entity.get
  if get and catalogue.check_path(get.record, path) then
    fail(method, "fields", "only %s has '%s', which takes an id", get.title, path)
  end
end

function own_checks.fields(method, value)
  if type(value) ~= "table" or #value == 0 then
    fail(method, "fields", "an array of paths such as 'source.title' expected")
  end
  local paths = {}
  for i = 1, #value do paths[i] = value[i] or false end
  for _, path in ipairs(paths) do
    if type(path) ~= "string" or path == "" or ("." .. path .. "."):find("..", 1, true) then
      fail(method, "fields", "a path such as 'source.title' expected, got %s", type_name(path))
    end
    local ok, name, right = true, nil, nil
    if method.record then ok, name, right = catalogue.check_path(method.record, path) end
    if not ok then
      check_of_get(method, path)
      fail(method, "fields", "unknown field '%s'%s%s", name,
        name ~= path and (" in '%s'"):format(path) or "", misuse.nearest(name, right))
    end
  end
  return paths
end

local function check_boolean(name)
  return function(method, value)
    if type(value) ~= "boolean" then fail(method, name, "true or false expected") end
    return value
  end
end

own_checks.raw = check_boolean("raw")
own_checks.parallel = check_boolean("parallel")
own_checks.prefetch = check_boolean("prefetch")

function own_checks.max(method, value)
  if not is_whole(value) or value < 1 then
    fail(method, "max", "a whole number of 1 or more expected, got %s", type_name(value))
  end
  return value
end

function own_checks.null(_, value) return value end

local function valid_names(method, is_list)
  local names = {}
  for _, name in ipairs(method.names or {}) do names[#names + 1] = name end
  if is_list and not method.paged then
    names[#names + 1] = "limit"
    names[#names + 1] = "cursor"
  end
  for _, name in ipairs(OWN_NAMES) do
    if is_list or not OWN[name] then names[#names + 1] = name end
  end
  return names
end

local function unknown(method, name, is_list)
  misuse.raise("unknown parameter '%s' for %s%s", tostring(name), method.title,
    misuse.nearest(tostring(name), valid_names(method, is_list)))
end

local function sort_in(method, given, key, value, is_list)
  local param = method.by_name[key] or (is_list and PAGING[key])
  if param then
    if given.wire[param.name] ~= nil then
      fail(method, param.snake, "given twice, as %s and %s", param.snake, param.name)
    end
    given.wire[param.name] = checks[param.type](method, param, value)
  elseif own_checks[key] and (is_list or not OWN[key]) then
    given.own[key] = own_checks[key](method, value)
  else
    unknown(method, key, is_list)
  end
end

local function check_presence(method, wire)
  local alternatives, found = {}, 0
  for _, param in ipairs(method.params) do
    if param.required and wire[param.name] == nil then
      misuse.raise("%s: '%s' is missing", method.title, param.snake)
    end
    if param.one_of then
      alternatives[#alternatives + 1] = param.snake
      if wire[param.name] ~= nil then found = found + 1 end
    end
  end
  if #alternatives > 0 and found ~= 1 then
    misuse.raise("%s: exactly one of %s expected", method.title, table.concat(alternatives, ", "))
  end
end

local function check_own(method, own)
  if own.fields and own.raw then
    misuse.raise("%s: fields and raw exclude each other", method.title)
  end
end

-- get(id), and get{ id = } under any of the documented names.
local function id_form(method, given)
  local id = method.params[1]
  if type(given) == "string" then return { [id.snake] = given } end
  if type(given) ~= "table" then
    misuse.raise("%s: an id or a table expected, got %s", method.title, type_name(given))
  end
  if given.id == nil or method.by_name.id then return given end
  local copy = tables.copy(given)
  if copy[id.snake] ~= nil or copy[id.name] ~= nil then
    fail(method, id.snake, "given twice, as id and %s", id.snake)
  end
  copy.id, copy[id.snake] = nil, given.id
  return copy
end

--- Checks what was given to a method of the catalogue; raises what is wrong.
---@param method table  row of the catalogue
---@param given any     a table, nil, or for get an id
---@return table  { wire = by the wire's names, own = fields, raw, max, ... }
function params.check(method, given)
  local is_list = method.action == "list"
  if given == nil and is_list then given = {} end
  if not is_list then given = id_form(method, given) end
  if type(given) ~= "table" then
    misuse.raise("%s: a table of parameters expected, got %s", method.title, type_name(given))
  end
  local checked = { wire = {}, own = {} }
  for key, value in pairs(given) do sort_in(method, checked, key, value, is_list) end
  check_presence(method, checked.wire)
  check_own(method, checked.own)
  return checked
end

--- A checked copy of the ids of get_many: the program may change its own while
-- the call waits.
function params.check_ids(method, ids)
  if type(ids) ~= "table" then
    misuse.raise("%s_many: an array of ids expected, got %s", method.title, misuse.kind(ids))
  end
  local checked = {}
  for i, id in ipairs(ids) do
    if type(id) ~= "string" or id == "" then
      misuse.raise("%s_many: id %d is not a string, or is empty", method.title, i)
    end
    checked[i] = id
  end
  return checked
end

--- A checked copy of the options of a call by the vendor's method name: fields,
-- raw, null, and those in further.
function params.check_options(title, options, further)
  local method, checked = { title = title }, {}
  if options == nil then return {} end
  if type(options) ~= "table" then misuse.raise("%s: a table of options expected", title) end
  for key, value in pairs(options) do
    if own_checks[key] and (not OWN[key] or further[key]) then
      checked[key] = own_checks[key](method, value)
    elseif further[key] then
      checked[key] = value
    else
      local names = { "fields", "raw", "null" }
      for name in pairs(further) do names[#names + 1] = name end
      table.sort(names)
      misuse.raise("unknown option '%s' for %s%s", tostring(key), title,
        misuse.nearest(tostring(key), names))
    end
  end
  check_own(method, checked)
  return checked
end

return params
