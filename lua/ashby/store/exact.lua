--- exact: whether a query can be answered from the store's columns alone, and
-- records made of just these. A text column has every string exactly and is
-- null for all else; so tests for a string, which are true for no other type,
-- give the same there as on the bytes. Tests for null do not, nor do tests for
-- numbers and times, which a column may not hold or holds in its own form.
--
-- SPDX-License-Identifier: MIT

local narrow = require "ashby.store.narrow"

local exact = {}

local TEXTUAL = { eq = true, neq = true, gt = true, gte = true, lt = true, lte = true,
  like = true, fuzzy = true, keyword = true }
local TRUTH = { eq = true, neq = true }

-- Whether a test gives the same on its column as on the bytes.
local function is_exact(column, word, value)
  if column.kind == "boolean" then return TRUTH[word] and type(value) == "boolean" end
  if column.kind ~= "text" then return false end
  if word ~= "in" then return TEXTUAL[word] and type(value) == "string" end
  for _, item in ipairs(value) do
    if type(item) ~= "string" then return false end
  end
  return true
end

local add_filter

local function add_all(used, name, filters)
  for _, filter in ipairs(filters) do
    if not add_filter(used, name, filter) then return false end
  end
  return true
end

local function add_tests(used, name, word, operands)
  for path, value in pairs(operands) do
    local column = narrow.column(name, path)
    if not column or not is_exact(column, word, value) then return false end
    used[path] = column
  end
  return true
end

-- Adds the columns of a filter to used; false where one is not exact.
add_filter = function(used, name, filter)
  for word, operand in pairs(filter) do
    local ok
    if word == "not" then ok = add_filter(used, name, operand)
    elseif word == "and" or word == "or" then ok = add_all(used, name, operand)
    else ok = add_tests(used, name, word, operand) end
    if not ok then return false end
  end
  return true
end

-- An id is a string. Another member may hold other types, and its column does
-- not say where those sort.
local function sorts_by_id(sort)
  for _, rule in ipairs(sort) do
    if next(rule) ~= "id" then return false end
  end
  return true
end

--- The columns that answer a checked query, an array; nil where the bytes have to.
function exact.columns(name, query)
  local used, list = {}, {}
  if query.filter and not add_filter(used, name, query.filter) then return nil end
  if query.sort and not sorts_by_id(query.sort) then return nil end
  if next(used) == nil then return nil end
  if query.sort then used.id = narrow.column(name, "id") end
  for _, column in pairs(used) do list[#list + 1] = column end
  table.sort(list, function(a, b) return a.name < b.name end)
  return list
end

local function value_of(column, value)
  if value == nil or column.kind ~= "boolean" then return value end
  return value ~= 0
end

--- A record of just these columns, from a row of them.
function exact.record(list, row)
  local record = {}
  for n = 1, #list do
    local column = list[n]
    local value = value_of(column, row[column.name])
    if not column.group then
      record[column.member] = value
    elseif value ~= nil then
      local group = record[column.group]
      if not group then
        group = {}
        record[column.group] = group
      end
      group[column.member] = value
    end
  end
  return record
end

return exact
