-- SPDX-License-Identifier: MIT
-- select_fields and exclude_fields of the hosted API: dot paths into a record; a path through an
-- array applies to its elements; select wins over exclude.

local json = require "json"

-- { a = { b = true } } for "a.b"
local function tree_of(paths)
  local tree = {}
  for _, path in ipairs(paths) do
    local node, parts = tree, {}
    for part in tostring(path):gmatch("[^.]+") do parts[#parts + 1] = part end
    for n, part in ipairs(parts) do
      if n == #parts then
        node[part] = true
      elseif node[part] ~= true then
        node[part] = node[part] or {}
        node = node[part]
      else break end
    end
  end
  return tree
end

local function each(list, tree, walk)
  local result = json.array()
  for n, item in ipairs(list) do result[n] = walk(item, tree) end
  return result
end

local function pick(value, tree)
  if tree == true then return value end
  if json.is_array(value) then return each(value, tree, pick) end
  if not json.is_object(value) then return value end
  local result = {}
  for _, name in ipairs(json.keys(value)) do
    if tree[name] and value[name] ~= nil then result[name] = pick(value[name], tree[name]) end
  end
  return setmetatable(result, getmetatable(value))
end

local function drop(value, tree)
  if json.is_array(value) then return each(value, tree, drop) end
  if not json.is_object(value) then return value end
  local result = {}
  for _, name in ipairs(json.keys(value)) do
    local item, branch = value[name], tree[name]
    if branch and branch ~= true then item = drop(item, branch) end
    if branch ~= true then result[name] = item end
  end
  return setmetatable(result, getmetatable(value))
end

return function(record, selected, excluded)
  if json.is_array(selected) and #selected > 0 then return pick(record, tree_of(selected)) end
  if json.is_array(excluded) then return drop(record, tree_of(excluded)) end
  return record
end
