--- columns: what a need asks for: a path such as "job.id", part of a time as in
-- "createdAt:month", or a path with a name of its own as in "job.title job".
--
-- SPDX-License-Identifier: MIT

local catalogue = require "ashby.catalogue"
local period = require "ashby.report.period"

local columns = {}

--- The value of a record at a path, given as its names.
function columns.at(record, names)
  local value = record
  for _, name in ipairs(names) do
    if type(value) ~= "table" then return nil end
    value = value[name]
  end
  return value
end

-- "createdAt:month" is the month of createdAt; "job.title job" is job.title under
-- the name job.
local function column_of(text)
  local path, name = text:match "^(%S+) (%S+)$"
  path = path or text
  local whole, part = path:match "^(.-):(.*)$"
  path = whole or path
  return { name = name or text, path = path, names = catalogue.names_of(path), part = part,
    is_time = path:find "At$" ~= nil }
end

--- A record's value in a column as a store has it: times in one form, and nil for a
-- text that is not a time.
function columns.value(column, value)
  if value == nil or not column.is_time then return value end
  value = period.read(value)
  return value and column.part == "month" and value:sub(1, 7) or value
end

--- The columns { name, path, names, part, is_time } of the texts of one list, or of
-- two.
function columns.of(texts, more)
  local list = {}
  for _, text in ipairs(texts) do list[#list + 1] = column_of(text) end
  for _, text in ipairs(more or {}) do list[#list + 1] = column_of(text) end
  return list
end

return columns
