--- order: rows in the order of a report. Comparing two rows at a time by
-- several columns is slow in Lua: rows are put together by the first column,
-- its distinct values sorted, and only rows that share one are looked at again.
--
-- SPDX-License-Identifier: MIT

local NONE = {} -- what is missing comes last

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

local sort

-- The rows of a group follow; result is where they go.
local function put(result, group, keys, place)
  if #group > 1 and keys[place] then group = sort(group, keys, place) end
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

--- The rows sorted: an array of column names, "-" before those that fall.
return function(rows, order)
  local keys = {}
  for i, name in ipairs(order) do
    keys[i] = { name = name:gsub("^%-", ""), falls = name:sub(1, 1) == "-" }
  end
  return keys[1] and sort(rows, keys, 1) or rows
end
