--- match: a filter as a function of a record, whatever fields it has. A test
-- on a missing field is false; not is the plain opposite. Filters have been
-- checked by grammar; records are plain tables in which null is absent or
-- cjson.null.
--
-- SPDX-License-Identifier: MIT

local catalogue = require "ashby.catalogue"
local compare = require "ashby.search.compare"
local fold = require "ashby.search.fold"
local like = require "ashby.search.like"

local match = {}

local is_missing = compare.is_missing

--- A function of a record that gives the value at a path. It gives nothing for
-- a path through an array, whose elements have no names.
function match.getter(path)
  local names = catalogue.names_of(path)
  local first = names[1]
  if #names == 1 then return function(record) return record[first] end end
  return function(record)
    local value = record
    for n = 1, #names do
      if type(value) ~= "table" then return nil end
      value = value[names[n]]
    end
    return value
  end
end

-- ---- operators: from what is wanted, a function of a value ----

local operators = {}

function operators.eq(wanted)
  if is_missing(wanted) then return is_missing end
  return function(value) return value == wanted end
end

function operators.neq(wanted)
  local equal = operators.eq(wanted)
  return function(value) return not equal(value) end
end

for _, word in ipairs { "gt", "gte", "lt", "lte" } do
  operators[word] = function(wanted)
    local test = compare.tests()[word]
    return function(value) return test(value, wanted) end
  end
end

operators["in"] = function(list)
  local wanted, with_missing = {}, false
  for _, item in ipairs(list) do
    if is_missing(item) then with_missing = true else wanted[item] = true end
  end
  return function(value)
    if is_missing(value) then return with_missing end
    return wanted[value] == true
  end
end

-- An operator on text alone.
local function textual(make)
  return function(wanted)
    local test = make(wanted)
    return function(value) return type(value) == "string" and test(value) end
  end
end

operators.like = textual(like)

operators.fuzzy = textual(function(wanted)
  local words = fold.words(wanted)
  return function(value)
    local text = fold.text(value)
    for _, word in ipairs(words) do
      if not text:find(word, 1, true) then return false end
    end
    return true
  end
end)

operators.keyword = textual(function(wanted)
  local words = {}
  for _, word in ipairs(fold.words(wanted)) do words[word] = true end
  return function(value)
    for _, word in ipairs(fold.words(value)) do
      if words[word] then return true end
    end
    return false
  end
end)

-- Whether one of an array's elements passes; nothing else has elements.
local function some(test)
  return function(value)
    if type(value) ~= "table" then return false end
    for n = 1, #value do
      if test(value[n]) then return true end
    end
    return false
  end
end

-- An array is no object; an empty one looks like one where lua-cjson does not mark
-- it.
local function is_object(item)
  return type(item) == "table" and item[1] == nil and getmetatable(item) == nil
end

function operators.contains(wanted) return some(operators.eq(wanted)) end

function operators.any(filter)
  local holds = match.of(filter)
  return some(function(item) return is_object(item) and holds(item) end)
end

-- ---- filters ----

local function all_of(tests)
  if #tests == 1 then return tests[1] end
  return function(record)
    for n = 1, #tests do
      if not tests[n](record) then return false end
    end
    return true
  end
end

local function each(filters)
  local tests = {}
  for n, filter in ipairs(filters) do tests[n] = match.of(filter) end
  return tests
end

local combine = {}

combine["and"] = function(filters) return all_of(each(filters)) end

combine["or"] = function(filters)
  local tests = each(filters)
  return function(record)
    for n = 1, #tests do
      if tests[n](record) then return true end
    end
    return false
  end
end

combine["not"] = function(filter)
  local holds = match.of(filter)
  return function(record) return not holds(record) end
end

local function on_fields(word, operands)
  local tests = {}
  for path, wanted in pairs(operands) do
    local get, test = match.getter(path), operators[word](wanted)
    tests[#tests + 1] = function(record) return test(get(record)) end
  end
  return all_of(tests)
end

--- A function of a record that says whether a checked filter holds.
---@param filter table
---@return fun(record: table): boolean
function match.of(filter)
  local tests = {}
  for word, operand in pairs(filter) do
    tests[#tests + 1] = combine[word] and combine[word](operand) or on_fields(word, operand)
  end
  return all_of(tests)
end

--- Adds to a set the paths that a filter looks at.
function match.paths(filter, into)
  for word, operand in pairs(filter) do
    if word == "not" then
      match.paths(operand, into)
    elseif combine[word] then
      for _, one in ipairs(operand) do match.paths(one, into) end
    else
      for path in pairs(operand) do into[path] = true end
    end
  end
  return into
end

return match
