-- SPDX-License-Identifier: MIT
-- The filter language of context_store_search: field operators, combinators and their check.
-- A filter is an object of operators that all must hold: {"eq":{"status":"Open"},"not":{...}}.

local json = require "json"

local match = {}

function match.get(row, path)
  local value = row
  for part in path:gmatch("[^.]+") do
    if not json.is_object(value) then return nil end
    value = value[part]
  end
  return value
end

local function comparable(a, b)
  return type(a) == type(b) and (type(a) == "number" or type(a) == "string")
end

local function words_of(text)
  local list = {}
  for word in tostring(text):lower():gmatch("%S+") do list[#list + 1] = word end
  return list
end

-- % stands for anything; the rest is taken as it is, in any case.
local function like(value, pattern)
  if type(value) ~= "string" then return false end
  local pieces = {}
  for piece in (pattern:lower() .. "%"):gmatch("([^%%]*)%%") do
    pieces[#pieces + 1] = piece:gsub("%p", "%%%0")
  end
  return value:lower():find("^" .. table.concat(pieces, ".*") .. "$") ~= nil
end

local OPERATORS = {
  eq = function(a, b) return a == b end,
  neq = function(a, b) return a ~= b end,
  gt = function(a, b) return comparable(a, b) and a > b end,
  gte = function(a, b) return comparable(a, b) and a >= b end,
  lt = function(a, b) return comparable(a, b) and a < b end,
  lte = function(a, b) return comparable(a, b) and a <= b end,
  like = like,
}

OPERATORS["in"] = function(a, list)
  for _, b in ipairs(list) do
    if a == b then return true end
  end
  return false
end

function OPERATORS.fuzzy(a, text)
  if type(a) ~= "string" then return false end
  for _, word in ipairs(words_of(text)) do
    if not a:lower():find(word, 1, true) then return false end
  end
  return true
end

function OPERATORS.keyword(a, text)
  if type(a) ~= "string" then return false end
  local present = {}
  for _, word in ipairs(words_of(a)) do present[word] = true end
  for _, word in ipairs(words_of(text)) do
    if present[word] then return true end
  end
  return false
end

function OPERATORS.contains(a, b)
  return json.is_array(a) and OPERATORS["in"](b, a)
end

function OPERATORS.any(a, filter)
  if not json.is_array(a) then return false end
  for _, item in ipairs(a) do
    if json.is_object(item) and match.holds(filter, item) then return true end
  end
  return false
end

local COMBINE = {}

COMBINE["not"] = function(filter, row) return not match.holds(filter, row) end

COMBINE["and"] = function(filters, row)
  for _, filter in ipairs(filters) do
    if not match.holds(filter, row) then return false end
  end
  return true
end

COMBINE["or"] = function(filters, row)
  for _, filter in ipairs(filters) do
    if match.holds(filter, row) then return true end
  end
  return false
end

function match.holds(filter, row)
  for name, operand in pairs(filter) do
    local combine = COMBINE[name]
    if combine then
      if not combine(operand, row) then return false end
    else
      for path, wanted in pairs(operand) do
        if not OPERATORS[name](match.get(row, path), wanted) then return false end
      end
    end
  end
  return true
end

local NEEDS = { like = "string", fuzzy = "string", keyword = "string" }

local function check_fields(name, operand, known)
  if not json.is_object(operand) then return name .. " needs an object of fields" end
  for path, value in pairs(operand) do
    if not known(path) then return "cannot search by " .. path end
    if NEEDS[name] and type(value) ~= NEEDS[name] then return name .. " needs a string" end
    if name == "in" and not json.is_array(value) then return "in needs an array" end
    if name == "any" and not json.is_object(value) then return "any needs a filter" end
  end
end

-- A message about the first thing wrong with a filter, or nil.
function match.check(filter, known)
  if not json.is_object(filter) then return "a filter is an object" end
  for name, operand in pairs(filter) do
    local problem
    if name == "not" then
      problem = match.check(operand, known)
    elseif COMBINE[name] then
      if not json.is_array(operand) then return name .. " needs an array" end
      for _, one in ipairs(operand) do problem = problem or match.check(one, known) end
    elseif OPERATORS[name] then
      problem = check_fields(name, operand, known)
    else
      problem = "unknown operator " .. name
    end
    if problem then return problem end
  end
end

return match
