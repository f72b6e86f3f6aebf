--- given: what the options of ENTITY list and get say, as a client takes it.
--
-- SPDX-License-Identifier: MIT

local catalogue = require "ashby.catalogue"
local failure = require "ashby.cli.failure"
local misuse = require "ashby.misuse"
local time = require "ashby.time"

local given = {}

-- ---- parameters ----

local function pick_value(param, text)
  local value = misuse.same_word(text, param.values)
  if value then return value end
  failure.usage("--%s: unknown value '%s'%s (one of %s)", param.snake:gsub("_", "-"), text,
    misuse.nearest(text, param.values), table.concat(param.values, ", "))
end

local function read_value(param, text)
  if param.values then return pick_value(param, text) end
  if param.type ~= "integer" then return text end
  if param.format then
    local seconds, problem = time.parse(text)
    if not seconds then failure.usage("--%s: %s", param.snake:gsub("_", "-"), problem) end
    return math.floor(seconds * 1000)
  end
  return tonumber(text) or failure.usage("--%s: a number expected, got '%s'", param.snake, text)
end

local function read_values(param, texts)
  local values = {}
  for _, text in ipairs(texts) do
    for part in text:gmatch "[^,]+" do values[#values + 1] = read_value(param, part) end
  end
  return #values > 0 and values or nil
end

local function values_of(method, options)
  local params = {}
  for _, param in ipairs(method.params) do
    local value = options[param.snake]
    if type(value) == "table" then
      params[param.snake] = read_values(param, value)
    elseif value == true then
      params[param.snake] = true
    elseif value then
      params[param.snake] = read_value(param, value)
    end
  end
  return params
end

-- ---- fields ----

local function check_path(record, path)
  local ok, name, right = catalogue.check_path(record, path)
  if not ok then
    failure.usage("--fields: unknown field '%s'%s; --fields alone lists them", name,
      misuse.nearest(name, right))
  end
end

--- The names in --fields, or nil.
function given.names(options)
  local text = options.fields and options.fields[1]
  if not text then return nil end
  local names = {}
  for name in text:gmatch "[^,%s]+" do names[#names + 1] = name end
  if #names == 0 then failure.usage "--fields: no field is named" end
  return names
end

--- The paths of --fields, checked, or nil.
function given.paths(options, record)
  local paths = given.names(options)
  for _, path in ipairs(paths or {}) do check_path(record, path) end
  return paths
end

--- The field of --sort, and its direction.
function given.sort(text)
  local path, way = text:match "^(.-):(%a+)$"
  path = path or text
  if path:sub(1, 1) == "-" then path, way = path:sub(2), "desc" end
  return path, way or "asc"
end

-- Adds to expand what the named fields need.
local function expand_for(method, params, paths)
  local param = method.by_name.expand
  if not param or params.expand then return end
  local wanted = {}
  for _, path in ipairs(paths or {}) do
    local name = path:match "^[^.]+"
    if misuse.is_one_of(name, param.values) and not misuse.is_one_of(name, wanted) then
      wanted[#wanted + 1] = name
    end
  end
  if #wanted > 0 then params.expand = wanted end
end

--- The parameters of a method that the options name.
function given.params(method, options)
  local params = values_of(method, options)
  expand_for(method, params, given.paths(options, method.record))
  return params
end

--- --max, or infinity.
function given.max(options)
  if not options.max then return math.huge end
  local max = tonumber(options.max)
  if not max or max < 1 or max ~= math.floor(max) then
    failure.usage("--max: a whole number of 1 or more expected, got '%s'", options.max)
  end
  return max
end

return given
