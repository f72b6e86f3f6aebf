--- order: rows in the order of a report. A store gives many rows in that order
-- already. Sorting others by comparing all columns would be slow in Lua: rows
-- are grouped by the first column, its distinct values are sorted, and only rows
-- that share one are compared further.
--
-- SPDX-License-Identifier: MIT

local NONE = {} -- missing values come last

-- Rows by the value of a column, and its distinct values by their type.
local function grouped(rows, name)
  local groups, values = {}, { number = {}, string = {} }
  for _, row in ipairs(rows) do
    local value = row[name]
    if value == nil then value = NONE end
    local group = groups[value]
    if group then
      group[#group + 1] = row
    else
      groups[value] = { row }
      local list = values[type(value)]
      if list then list[#list + 1] = value end
    end
  end
  return groups, values
end

-- Whether a row may follow another.
local function follows(a, b, keys, place)
  for i = place, #keys do
    local key = keys[i]
    local x, y = a[key.name], b[key.name]
    if x ~= y then
      if x == nil or y == nil then return y == nil end
      if type(x) ~= type(y) then return type(x) == "number" end
      if key.falls then return x > y end
      return x < y
    end
  end
  return true
end

local FEW = 24 -- rows that are put in order one by one

local function insert_each(rows, keys, place)
  for i = 2, #rows do
    local row, at = rows[i], i
    while at > 1 and not follows(rows[at - 1], row, keys, place) do
      rows[at] = rows[at - 1]
      at = at - 1
    end
    rows[at] = row
  end
  return rows
end

local sort

-- Appends the rows of a group to result.
local function put(result, group, keys, place)
  if #group > 1 and keys[place] then
    group = (#group > FEW and sort or insert_each)(group, keys, place)
  end
  for _, row in ipairs(group) do result[#result + 1] = row end
end

function sort(rows, keys, place)
  local key, result = keys[place], {}
  local groups, values = grouped(rows, key.name)
  for _, kind in ipairs { "number", "string" } do
    local list = values[kind]
    table.sort(list)
    for i = 1, #list do
      put(result, groups[list[key.falls and #list + 1 - i or i]], keys, place + 1)
    end
  end
  if groups[NONE] then put(result, groups[NONE], keys, place + 1) end
  return result
end

local function is_sorted(rows, keys)
  for i = 2, #rows do
    if not follows(rows[i - 1], rows[i], keys, 1) then return false end
  end
  return true
end

--- Sorts rows by an array of column names, "-" before those in descending
-- order.
return function(rows, order)
  local keys = {}
  for i, name in ipairs(order) do
    keys[i] = { name = name:gsub("^%-", ""), falls = name:sub(1, 1) == "-" }
  end
  return is_sorted(rows, keys) and rows or sort(rows, keys, 1)
end
