--- pass: reads a client's list of applications for several readers, as few times
-- as possible and with only the fields that they need.
--
-- SPDX-License-Identifier: MIT

local catalogue = require "ashby.catalogue"
local columns = require "ashby.report.columns"
local misuse = require "ashby.misuse"
local period = require "ashby.report.period"

local pass = {}

local at = columns.at
local MADE, JOB = { "createdAt" }, { "job", "id" }

local function names_of(by)
  return by and catalogue.names_of(by) or MADE
end

-- The filters that the service can apply itself.
local function filter_of(need, options)
  local given = { job_id = need.job }
  given.status = need.status
  local since = options.period.since
  -- A moment earlier: whether the service counts the instant itself is unknown.
  if since and not need.always and not need.by then
    given.created_after = math.floor(since * 1000) - 1
  end
  return given
end

local function key_of(filter)
  return ("%s\0%s\0%s"):format(tostring(filter.job_id), tostring(filter.status),
    tostring(filter.created_after))
end

--- A reader of the list: visit is called with a row of the columns for each
-- application that the need is about.
function pass.reader(need, options, list, visit)
  return { need = need, options = options, columns = list, visit = visit,
    by = names_of(need.by), filter = filter_of(need, options) }
end

-- The service may ignore a filter, so each record is tested again.
local function is_wanted(reader, record)
  local need = reader.need
  if need.status and record.status ~= need.status then return false end
  if need.statuses and not misuse.is_one_of(record.status, need.statuses) then return false end
  if need.job and at(record, JOB) ~= need.job then return false end
  return need.always or period.holds(reader.options.period, at(record, reader.by))
end

local function row_of(list, record)
  local row = {}
  for _, column in ipairs(list) do
    row[column.name] = columns.value(column, at(record, column.names))
  end
  return row
end

local function fields_of(readers)
  local seen, fields = {}, {}
  local function add(path)
    if not seen[path] then fields[#fields + 1] = path end
    seen[path] = true
  end
  for _, reader in ipairs(readers) do
    local need = reader.need
    for _, column in ipairs(reader.columns) do add(column.path) end
    if not need.always then add(need.by or "createdAt") end
    if need.status or need.statuses then add "status" end
    if need.job then add "job.id" end
  end
  return fields
end

-- Reads the list once for all these readers.
local function read(source, readers)
  local given = { fields = fields_of(readers) }
  for name, value in pairs(readers[1].filter) do given[name] = value end
  local it = source.applications.each(given)
  while true do
    local record, err = it:next()
    if err then return nil, err end
    if not record then return true end
    for _, reader in ipairs(readers) do
      if is_wanted(reader, record) then reader.visit(row_of(reader.columns, record)) end
    end
  end
end

-- Groups of readers that can share a pass; one over the whole list serves all.
local function shared(readers)
  local whole = false
  for _, reader in ipairs(readers) do whole = whole or next(reader.filter) == nil end
  local groups, by_key = {}, {}
  for _, reader in ipairs(readers) do
    if whole then reader.filter = {} end
    local key = key_of(reader.filter)
    if not by_key[key] then
      by_key[key] = {}
      groups[#groups + 1] = by_key[key]
    end
    table.insert(by_key[key], reader)
  end
  return groups
end

--- Functions, to be run side by side, that read the list for all readers; each
-- returns true or nil, err, and gives its readers the same err.
function pass.functions(source, readers)
  local list = {}
  for i, group in ipairs(shared(readers)) do
    list[i] = function()
      local ok, err = read(source, group)
      for _, reader in ipairs(group) do reader.err = err end
      return ok, err
    end
  end
  return list
end

return pass
