--- ours: the parameters of this module, which are never sent: fields, raw, null,
-- max, parallel, prefetch.
--
-- SPDX-License-Identifier: MIT

local catalogue = require "ashby.catalogue"
local misuse = require "ashby.misuse"
local values = require "ashby.params.values"

local ours = {}

local unpack = rawget(table, "unpack") or rawget(_G, "unpack")

local fail = values.fail

local NAMES = { "fields", "raw", "null" }
local NAMES_OF_LISTS = { "fields", "raw", "null", "max", "parallel", "prefetch" }

local OF_LISTS_ONLY = { max = true, parallel = true, prefetch = true }

-- By the name of a parameter.
local checks = {}

-- Raises for a field that the entity's get has and its list has not.
local function check_of_get(method, path)
  local entity = method.action == "list" and catalogue.entities[method.entity]
  local get = entity and entity.get
  if get and catalogue.check_path(get.record, path) then
    fail(method, "fields", "only %s has '%s', which takes an id", get.title, path)
  end
end

function checks.fields(method, value)
  if type(value) ~= "table" or #value == 0 then
    fail(method, "fields", "an array of paths such as 'source.title' expected")
  end
  local paths = {}
  for i = 1, #value do paths[i] = value[i] or false end
  for _, path in ipairs(paths) do
    if type(path) ~= "string" or path == "" or ("." .. path .. "."):find("..", 1, true) then
      fail(method, "fields", "a path such as 'source.title' expected, got %s", values.shown(path))
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

checks.raw = check_boolean("raw")
checks.parallel = check_boolean("parallel")
checks.prefetch = check_boolean("prefetch")

function checks.max(method, value)
  if not values.is_whole(value) or value < 1 then
    fail(method, "max", "a whole number of 1 or more expected, got %s", values.shown(value))
  end
  return value
end

function checks.null(_, value) return value end

--- The names that a list takes, or another method.
function ours.names(is_list)
  return is_list and NAMES_OF_LISTS or NAMES
end

--- Whether a list, or another method, takes a parameter of ours of that name.
function ours.takes(name, is_list)
  return checks[name] ~= nil and (is_list or not OF_LISTS_ONLY[name])
end

--- Checks the value of a parameter of ours; raises what is wrong. Returns what is
-- used from here on.
function ours.check(method, name, value)
  return checks[name](method, value)
end

--- Raises for those that exclude each other.
function ours.check_together(method, given)
  if given.fields and given.raw then
    misuse.raise("%s: fields and raw exclude each other", method.title)
  end
end

local function unknown(title, key, further)
  local names = { unpack(NAMES) }
  for name in pairs(further) do names[#names + 1] = name end
  table.sort(names)
  misuse.raise("unknown option '%s' for %s%s", tostring(key), title,
    misuse.nearest(tostring(key), names))
end

--- A checked copy of the options of a call by the vendor's method name: fields,
-- raw, null, and those in further. record: the type that the fields are of, if it
-- is known.
function ours.options(title, options, further, record)
  local method, checked = { title = title, record = record }, {}
  if options == nil then return {} end
  if type(options) ~= "table" then misuse.raise("%s: a table of options expected", title) end
  for key, value in pairs(options) do
    if ours.takes(key, further[key]) then
      checked[key] = ours.check(method, key, value)
    elseif further[key] then
      checked[key] = value
    else
      unknown(title, key, further)
    end
  end
  ours.check_together(method, checked)
  return checked
end

return ours
