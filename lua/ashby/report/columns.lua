--- columns: what a need names: paths such as "job.id", and "createdAt:month".
--
-- SPDX-License-Identifier: MIT

local columns = {}

--- The value at a path of a record, its names split.
function columns.at(record, names)
  local value = record
  for _, name in ipairs(names) do
    if type(value) ~= "table" then return nil end
    value = value[name]
  end
  return value
end

--- The names of a path.
function columns.split(path)
  local names = {}
  for name in path:gmatch "[^.]+" do names[#names + 1] = name end
  return names
end

-- "createdAt:month" is the month of createdAt.
local function column_of(text)
  local path, part = text:match "^(.-):(.*)$"
  path = path or text
  return { name = text, path = path, names = columns.split(path), part = part }
end

--- { name, path, names, part } of each.
function columns.of(texts)
  local list = {}
  for i, text in ipairs(texts) do list[i] = column_of(text) end
  return list
end

return columns
