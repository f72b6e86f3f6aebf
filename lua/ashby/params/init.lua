--- params: checks what a user passes to a method. Everything wrong is refused
-- here, before anything is sent.
--
-- SPDX-License-Identifier: MIT

local misuse = require "ashby.misuse"
local ours = require "ashby.params.ours"
local tables = require "ashby.tables"
local values = require "ashby.params.values"

local params = {}

-- Documented for every list; those that do not page take and ignore them.
local PAGING = {
  limit = { name = "limit", snake = "limit", type = "integer", minimum = 1, maximum = 100 },
  cursor = { name = "cursor", snake = "cursor", type = "string" },
}

local function valid_names(method, is_list)
  local names = {}
  for _, name in ipairs(method.names or {}) do names[#names + 1] = name end
  if is_list and not method.paged then
    names[#names + 1] = "limit"
    names[#names + 1] = "cursor"
  end
  for _, name in ipairs(ours.names(is_list)) do names[#names + 1] = name end
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
      values.fail(method, param.snake, "given twice, as %s and %s", param.snake, param.name)
    end
    given.wire[param.name] = values.check(method, param, value)
  elseif ours.takes(key, is_list) then
    given.own[key] = ours.check(method, key, value)
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

-- get(id), and get{ id = } under any of the documented names.
local function id_form(method, given)
  local id = method.params[1]
  if type(given) == "string" then return { [id.snake] = given } end
  if type(given) ~= "table" then
    misuse.raise("%s: an id or a table expected, got %s", method.title, values.shown(given))
  end
  if given.id == nil or method.by_name.id then return given end
  local copy = tables.copy(given)
  if copy[id.snake] ~= nil or copy[id.name] ~= nil then
    values.fail(method, id.snake, "given twice, as id and %s", id.snake)
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
    misuse.raise("%s: a table of parameters expected, got %s", method.title, values.shown(given))
  end
  local checked = { wire = {}, own = {} }
  for key, value in pairs(given) do sort_in(method, checked, key, value, is_list) end
  check_presence(method, checked.wire)
  ours.check_together(method, checked.own)
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

return params
