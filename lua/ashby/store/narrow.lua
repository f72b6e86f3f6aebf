--- narrow: the part of a search's filter that the store's columns can answer,
-- as conditions that leave out only what the filter leaves out. The matcher
-- checks the bytes again: a column is null where it cannot hold a value.
--
-- SPDX-License-Identifier: MIT

local clock = require "ashby.store.clock"
local entities = require "ashby.store.entities"
local fold = require "ashby.search.fold"
local like = require "ashby.store.like"
local tests = require "ashby.search.narrow"

local narrow = {}

-- More values than this are left to the matcher.
local MOST, MOST_WORDS = 200, 8

local function path_of(column)
  return column.group and column.group .. "." .. column.member or column.member
end

--- The column that holds what is at a path of an entity's record, or nil.
function narrow.column(name, path)
  for _, column in ipairs(entities.by_name[name].columns) do
    if path_of(column) == path then return column end
  end
end

local function add(where, condition, value)
  where.conditions[#where.conditions + 1] = condition
  where.values[#where.values + 1] = value
end

local function all_strings(list)
  for _, value in ipairs(list) do
    if type(value) ~= "string" then return false end
  end
  return true
end

-- By the kind of a column and the operator.
local TAKES = { text = {}, boolean = {}, time = {} }

function TAKES.text.eq(where, column, value)
  if type(value) == "string" then add(where, ("e.%s = ?"):format(column), value) end
end

TAKES.text["in"] = function(where, column, list)
  if #list == 0 or #list > MOST or not all_strings(list) then return end
  add(where, ("e.%s in (?%s)"):format(column, (", ?"):rep(#list - 1)), list[1])
  for n = 2, #list do where.values[#where.values + 1] = list[n] end
end

local function add_pattern(where, column, pattern)
  if pattern then add(where, like.condition(column), pattern) end
end

function TAKES.text.like(where, column, value)
  add_pattern(where, column, like.pattern(value))
end

function TAKES.text.fuzzy(where, column, value)
  local words = fold.words(value)
  if #words > MOST_WORDS then return end
  for _, word in ipairs(words) do add_pattern(where, column, like.part(word)) end
end

function TAKES.boolean.eq(where, column, value)
  if type(value) == "boolean" then
    add(where, ("e.%s = ?"):format(column), value and 1 or 0)
  end
end

-- The column has every time in one form, and is null for what is not a time.
local function bound(operator, of)
  return function(where, column, value)
    local ms = of(value)
    if ms then
      add(where, ("(e.%s is null or e.%s %s ?)"):format(column, column, operator), clock.text(ms))
    end
  end
end

TAKES.time.gt, TAKES.time.gte = bound(">=", tests.before_it), bound(">=", tests.before_it)
TAKES.time.lt, TAKES.time.lte = bound("<=", tests.after_it), bound("<=", tests.after_it)

--- Adds the conditions of a checked filter to where = { conditions, values }.
function narrow.add(where, name, filter)
  tests.each_test(filter or {}, function(word, path, value)
    local column = narrow.column(name, path)
    local take = column and TAKES[column.kind] and TAKES[column.kind][word]
    if take then take(where, column.name, value) end
  end)
  return where
end

return narrow
