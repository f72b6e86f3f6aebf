--- columns: what a need names: paths such as "job.id", "createdAt:month", and
-- "job.title job", which is named job.
--
-- SPDX-License-Identifier: MIT

local period = require "ashby.report.period"

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

-- "createdAt:month" is the month of createdAt; "job.title job" is job.title under
-- the name job.
local function column_of(text)
  local path, name = text:match "^(%S+) (%S+)$"
  path = path or text
  local whole, part = path:match "^(.-):(.*)$"
  path = whole or path
  return { name = name or text, path = path, names = columns.split(path), part = part,
    is_time = path:find "At$" ~= nil }
end

--- A record's value in a column as a store has it: times in one form, and none
-- where there is no time.
function columns.value(column, value)
  if value == nil or not column.is_time then return value end
  value = period.read(value)
  return value and column.part == "month" and value:sub(1, 7) or value
end

--- { name, path, names, part, is_time } of each text, and of those of a second
-- list.
function columns.of(texts, more)
  local list = {}
  for _, text in ipairs(texts) do list[#list + 1] = column_of(text) end
  for _, text in ipairs(more or {}) do list[#list + 1] = column_of(text) end
  return list
end

return columns
