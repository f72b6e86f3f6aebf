--- values: checks of values by the catalogue: the type that a parameter has, and
-- what its values may be.
--
-- SPDX-License-Identifier: MIT

local encode = require "ashby.encode"
local misuse = require "ashby.misuse"
local time = require "ashby.time"

local values = {}

--- Raises what is wrong with a parameter.
function values.fail(method, name, problem, ...)
  misuse.raise("%s: bad argument '%s': " .. problem, method.title, name, ...)
end

--- What was given, for "expected, got": a scalar itself, else its type.
function values.shown(value)
  if type(value) == "string" then return ("'%s'"):format(value) end
  if type(value) == "number" or type(value) == "boolean" then return tostring(value) end
  return misuse.kind(value)
end

local fail, shown = values.fail, values.shown

local function check_text(method, param, value)
  if type(value) ~= "string" then
    fail(method, param.snake, "a string expected, got %s", shown(value))
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

function values.is_whole(value)
  return type(value) == "number" and value == math.floor(value) and math.abs(value) < 2 ^ 53
end

-- By the type of a parameter.
local checks = {}

function checks.string(method, param, value)
  check_text(method, param, value)
  return value
end

function checks.boolean(method, param, value)
  if type(value) ~= "boolean" then
    fail(method, param.snake, "true or false expected, got %s", shown(value))
  end
  return value
end

function checks.integer(method, param, value)
  if param.format == "unix-milliseconds" then
    local ms, problem = time.to_ms(value)
    if not ms then fail(method, param.snake, "%s", problem .. ", got " .. shown(value)) end
    return ms
  end
  if not values.is_whole(value) then
    fail(method, param.snake, "a whole number expected, got %s", shown(value))
  end
  if param.maximum and (value < param.minimum or value > param.maximum) then
    fail(method, param.snake, "%d to %d expected, got %.0f", param.minimum, param.maximum, value)
  end
  return value
end

-- A single string is taken for an array of one.
function checks.array(method, param, value)
  if type(value) == "string" then value = { value } end
  if type(value) ~= "table" then
    fail(method, param.snake, "an array of strings expected, got %s", shown(value))
  end
  local count = 0
  for key in pairs(value) do
    count = count + 1
    if type(key) ~= "number" then fail(method, param.snake, "an array of strings expected") end
  end
  if count == 0 then fail(method, param.snake, "it is empty") end
  local copy = {}
  for i = 1, count do
    copy[i] = value[i]
    check_text(method, param, copy[i])
  end
  return copy
end

--- Checks a value of a parameter of the catalogue; raises what is wrong. Returns
-- what is used from here on. Tables are copied: a program may use its own for
-- other things while a list is still being read.
function values.check(method, param, value)
  return checks[param.type](method, param, value)
end

return values
