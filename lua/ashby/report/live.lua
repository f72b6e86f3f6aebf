--- live: what a report needs, from a client.
--
-- SPDX-License-Identifier: MIT

local catalogue = require "ashby.catalogue"
local columns = require "ashby.report.columns"
local errors = require "ashby.errors"
local period = require "ashby.report.period"

local at, split = columns.at, columns.split

local live = {}

local HIDDEN = { "include_archived", "include_deactivated", "include_unpublished" }

-- Asks for what lists hide by default, so that no name is missing.
local function with_hidden(entity, params)
  local given = {}
  for name, value in pairs(params or {}) do given[name] = value end
  local method = catalogue.entities[entity].list
  for _, name in ipairs(HIDDEN) do
    if method.by_name[name] then given[name] = true end
  end
  return given
end

local function fields_of(list, need)
  local seen, fields = {}, {}
  local function add(path)
    if not seen[path] then fields[#fields + 1] = path end
    seen[path] = true
  end
  for _, column in ipairs(list) do add(column.path) end
  add(need.by or "createdAt")
  add "status"
  if need.job then add "job.id" end
  return fields
end

local function filter_of(need, options)
  local given = { status = need.status, job_id = need.job }
  local since = options.period.since
  -- A moment earlier: whether the service counts the instant itself is unknown.
  if since and not need.always and (need.by or "createdAt") == "createdAt" then
    given.created_after = math.floor(since * 1000) - 1
  end
  return given
end

local function wanted(need, options, record)
  if need.status and record.status ~= need.status then return false end
  if need.job and at(record, { "job", "id" }) ~= need.job then return false end
  return need.always or period.holds(options.period, at(record, split(need.by or "createdAt")))
end

local function row_of(list, record)
  local row = {}
  for _, column in ipairs(list) do
    local value = at(record, column.names)
    if column.part == "month" and value then value = period.month(value) end
    row[column.name] = value
  end
  return row
end

local function key_of(list, row)
  local parts = {}
  for i, column in ipairs(list) do parts[i] = tostring(row[column.name]) end
  return table.concat(parts, "\0")
end

function live.list(source, need)
  local given = with_hidden(need.list, need.params)
  given.fields = need.fields
  return source[need.list].all(given)
end

local function each_application(source, need, options, list, visit)
  local given = filter_of(need, options)
  given.fields = fields_of(list, need)
  local it = source.applications.each(given)
  while true do
    local record, err = it:next()
    if err then return nil, err end
    if not record then return true end
    if wanted(need, options, record) then visit(row_of(list, record)) end
  end
end

function live.rows(source, need, options)
  local rows = {}
  local ok, err = each_application(source, need, options, columns.of(need.rows),
    function(row) rows[#rows + 1] = row end)
  if not ok then return nil, err end
  return rows
end

function live.count(source, need, options)
  local list, groups, found = columns.of(need.count), {}, {}
  local ok, err = each_application(source, need, options, list, function(row)
    local key = key_of(list, row)
    if not groups[key] then
      row.n = 0
      groups[key], found[#found + 1] = row, row
    end
    groups[key].n = groups[key].n + 1
  end)
  if not ok then return nil, err end
  return found
end

function live.call(source, need)
  return need.call(source)
end

-- ---- histories and offers of a client ----

-- A request for each application: no more than this without a job.
local MOST_HISTORIES = 500

local STEP = { "stageId", "title", "stageNumber", "enteredStageAt", "leftStageAt" }

local function flat(record, names)
  local row = {}
  for _, name in ipairs(names) do row[catalogue.snake(name)] = record[name] end
  return row
end

-- All records of a method that pages, each made flat.
local function all_of(source, method, body, make)
  local rows = {}
  local it = source.call_pages(method, body)
  while true do
    local page, err = it:next()
    if err then return nil, err end
    if not page then return rows end
    for _, record in ipairs(page.records) do rows[#rows + 1] = make(record) end
  end
end

local function too_many(count)
  return errors.new { code = "too_many_histories", kind = "too_large",
    message = ("%d applications have a history to fetch, a request each"):format(count),
    hint = "name a job or a shorter period, or ask a store: ashby pull --history" }
end

function live.history(source, need, options)
  local applications, err = live.rows(source, { rows = need.history, job = need.job,
    status = need.status }, options)
  if not applications then return nil, err end
  if #applications > MOST_HISTORIES and not need.job then return nil, too_many(#applications) end
  local functions = {}
  for _, application in ipairs(applications) do
    functions[application.id] = function()
      return all_of(source, "application.listHistory", { applicationId = application.id },
        function(record) return flat(record, STEP) end)
    end
  end
  local steps, failed = source.gather(functions)
  if not steps then return nil, failed end
  return { applications = applications, steps = steps }
end

function live.offers(source)
  return all_of(source, "offer.list", {}, function(record)
    local row = flat(record, { "applicationId", "acceptanceStatus", "decidedAt" })
    row.created_at = record.latestVersion and record.latestVersion.createdAt
    return row
  end)
end

return live
