-- SPDX-License-Identifier: MIT
-- Checks a request body against the parameters of endpoints.json and turns strings into the
-- booleans and integers that the schema wants ("true", "25"). A message names the parameter.

local json = require "json"
local options = require "options"

local parameters = {}

local UUID = "^%x%x%x%x%x%x%x%x%-%x%x%x%x%-%x%x%x%x%-%x%x%x%x%-%x%x%x%x%x%x%x%x%x%x%x%x$"

local function allowed(list, value)
  for _, one in ipairs(list) do
    if one == value then return true end
  end
  return false
end

local READ = {}

function READ.string(value, rule)
  if type(value) ~= "string" then return nil, "must be a string" end
  if rule.format == "uuid" and not value:find(UUID) then return nil, "must be a valid UUID" end
  if rule.enum and not allowed(rule.enum, value) then
    return nil, "must be one of " .. table.concat(rule.enum, ", ")
  end
  return value
end

function READ.integer(value, rule)
  if type(value) == "string" and value:find("^%-?%d+$") then value = tonumber(value) end
  if type(value) ~= "number" or value ~= math.floor(value) then
    return nil, "must be an integer"
  end
  if rule.min and value < rule.min then return nil, "must be at least " .. rule.min end
  if rule.max and value > options.max_limit then
    if options.over_limit == "cap" then return options.max_limit end
    return nil, "must be at most " .. options.max_limit
  end
  return value
end

function READ.boolean(value)
  if value == "true" then return true end
  if value == "false" then return false end
  if type(value) ~= "boolean" then return nil, "must be a boolean" end
  return value
end

function READ.array(value, rule)
  if not json.is_array(value) then return nil, "must be an array" end
  for i, item in ipairs(value) do
    if type(item) ~= rule.items then return nil, "must contain only " .. rule.items .. "s" end
    if rule.enum and not allowed(rule.enum, item) then
      return nil, "[" .. i - 1 .. "] must be one of " .. table.concat(rule.enum, ", ")
    end
  end
  return value
end

local function one(row, name, rule, value)
  if value == nil then
    if rule.required then return nil, name .. " is required" end
    return nil
  end
  if value == json.null and row.method == "user.list"
    and (name == "cursor" or name == "syncToken") then
    return nil
  end
  local read, problem = READ[rule.type](value, rule)
  if problem then return nil, name .. " " .. problem end
  return read
end

local function exactly_one(row, values)
  if not row.exactly_one_of then return end
  local found = 0
  for _, name in ipairs(row.exactly_one_of) do
    if values[name] ~= nil then found = found + 1 end
  end
  local names = table.concat(row.exactly_one_of, " and ")
  if found == 0 then return "one of " .. names .. " is required" end
  if found > 1 and row.method ~= "application.info" then
    return "only one of " .. names .. " may be given"
  end
end

-- The values, or nil and a message. Unknown members are ignored, except by
-- location.list.
function parameters.check(row, body)
  local values = {}
  for _, name in ipairs(json.keys(row.params)) do
    local value, problem = one(row, name, row.params[name], body[name])
    if problem then return nil, problem end
    values[name] = value
  end
  if row.strict then
    for name in pairs(body) do
      if not row.params[name] then return nil, "unknown parameter " .. name end
    end
  end
  local problem = exactly_one(row, values)
  if problem then return nil, problem end
  return values
end

return parameters
