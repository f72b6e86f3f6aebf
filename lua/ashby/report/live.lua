--- live: what a report needs, from a client.
--
-- SPDX-License-Identifier: MIT

local catalogue = require "ashby.catalogue"
local columns = require "ashby.report.columns"
local cohort = require "ashby.report.cohort.live"
local errors = require "ashby.errors"
local pass = require "ashby.report.pass"
local period = require "ashby.report.period"
local tally = require "ashby.report.tally"
local tables = require "ashby.tables"

local live = {}

local HIDDEN = { "include_archived", "include_deactivated" }

-- Asks for what lists hide by default, so that no name is missing.
local function with_hidden(entity, params)
  local given = tables.copy(params)
  local method = catalogue.entities[entity].list
  for _, name in ipairs(HIDDEN) do
    if method.by_name[name] then given[name] = true end
  end
  return given
end

-- Those with one of the statuses, as the service may list others too.
local function only(records, status)
  local kept, is_one = {}, {}
  for _, one in ipairs(type(status) == "table" and status or { status }) do is_one[one] = true end
  for _, record in ipairs(records) do
    if is_one[record.status or ""] then kept[#kept + 1] = record end
  end
  return kept
end

function live.list(source, need)
  local given = with_hidden(need.list, need.params)
  given.fields = need.fields
  local records, err = source[need.list].all(given)
  if not records then return nil, err end
  return given.status and only(records, given.status) or records
end

function live.call(source, need)
  return need.call(source)
end

local STEP = { "stageId", "title", "stageNumber", "enteredStageAt", "leftStageAt" }

local function flat(record, names)
  local row = {}
  for _, name in ipairs(names) do
    local value = record[name]
    if name:find "At$" then value = period.read(value) end
    row[catalogue.snake(name)] = value
  end
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

function live.offers(source)
  return all_of(source, "offer.list", {}, function(record)
    local row = flat(record, { "applicationId", "acceptanceStatus", "decidedAt" })
    row.created_at = record.latestVersion and period.read(record.latestVersion.createdAt)
    return row
  end)
end

-- ---- what is counted over the list of applications ----

local FROM_LIST = {}

function FROM_LIST.rows(need)
  local rows = {}
  return columns.of(need.rows), function(row) rows[#rows + 1] = row end, function() return rows end
end

-- Sorts by all columns, missing values first, as a store does.
local function by_columns(list)
  return function(a, b)
    for _, column in ipairs(list) do
      local x, y = a[column.name], b[column.name]
      if x ~= y then return x == nil or y ~= nil and x < y end
    end
    return false
  end
end

local function key_of(list, row)
  local parts = {}
  for i, column in ipairs(list) do parts[i] = tostring(row[column.name]) end
  return table.concat(parts, "\0")
end

-- Adds a row to its group, which keeps the greatest value of each column in greatest.
local function add(groups, key, row, greatest)
  local group = groups[key]
  if not group then
    row.n, groups[key] = 1, row
    return row
  end
  group.n = group.n + 1
  for _, column in ipairs(greatest) do
    local name = column.name
    local value = row[name]
    if value ~= nil and (group[name] == nil or value > group[name]) then group[name] = value end
  end
end

function FROM_LIST.count(need)
  local counted, greatest = columns.of(need.count), columns.of(need.greatest or {})
  local groups, found, all = {}, {}, columns.of(need.count, need.greatest)
  return all, function(row)
    found[#found + 1] = add(groups, key_of(counted, row), row, greatest)
  end, function()
    local rows = {}
    for _, group in ipairs(found) do
      if group.n >= (need.least or 1) then rows[#rows + 1] = group end
    end
    table.sort(rows, by_columns(counted))
    return rows
  end
end

-- Applications whose offer was accepted, and when.
function FROM_LIST.hires(need, _, _, offers)
  local found, list = {}, columns.of({ "id" }, need.hires)
  return list, function(row) found[#found + 1] = row end, function()
    if offers.err then return nil, offers.err end
    local accepted, rows = tally.accepted(offers.value), {}
    for _, row in ipairs(found) do
      row.accepted_at = accepted[row.id]
      if row.accepted_at then rows[#rows + 1] = row end
    end
    return rows
  end
end

-- ---- cohorts ----

-- Each application costs a request, and the service allows 1,000 a minute: at most
-- this many without a job, and fewer if there is no period either.
local MOST_HISTORIES, NEWEST = 500, 250

local function too_many(count)
  return errors.new { code = "too_many_histories", kind = "too_large",
    message = ("%d applications have a history to fetch, a request each"):format(count),
    hint = "name a job or a shorter period, or ask a store: ashby pull --history" }
end

local function is_newer(a, b)
  if a.createdAt ~= b.createdAt then return (a.createdAt or "") > (b.createdAt or "") end
  return a.id < b.id
end

-- Only the newest applications, if no option says which.
local function cut(need, options, applications)
  if #applications <= MOST_HISTORIES or need.job then return applications end
  if need.whole or options.period.first or options.period.last then
    return nil, too_many(#applications)
  end
  table.sort(applications, is_newer)
  local newest = {}
  for i = 1, NEWEST do newest[i] = applications[i] end
  return newest
end

-- Fetches the steps of those applications whose steps are not yet known.
local function fetch(source, applications, known)
  local functions = {}
  for _, application in ipairs(applications) do
    functions[application.id] = not known[application.id] and function()
      return all_of(source, "application.listHistory", { applicationId = application.id },
        function(record) return flat(record, STEP) end)
    end or nil
  end
  local steps, err = source.gather(functions)
  if not steps then return nil, err end
  for id, list in pairs(steps) do known[id] = list end
  return true
end

function FROM_LIST.history(need, options, work)
  local list, visit, rows = FROM_LIST.rows { rows = need.history }
  return list, visit, function()
    local all = rows()
    local applications, err = cut(need, options, all)
    if not applications then return nil, err end
    local ok, failed = fetch(work.source, applications, work.steps)
    if not ok then return nil, failed end
    local found = cohort.new(applications, work.steps)
    if #applications < #all then
      found.note = ("Only the newest %d of %d applications, made since %s: a request each fetches "
        .. "the stages; a store (ashby pull --history) has all, and job, since and until name "
        .. "others."):format(#applications, #all, applications[#applications].createdAt:sub(1, 10))
    end
    return found
  end
end

-- ---- everything ----

local RUNS = { "list", "call" }

-- Offers are listed once, however many needs want them.
local function offers_of(work)
  if not work.offers then
    work.offers = { run = function() return live.offers(work.source) end }
    table.insert(work.tasks, work.offers)
  end
  return work.offers
end

-- Adds what one need asks of the source: a function to run beside the others,
-- or a reader of the list of applications, and where the result comes from.
local function add_task(work, need, options, request, name)
  local task = { request = request, name = name }
  table.insert(work.tasks, task)
  for kind, begin in pairs(FROM_LIST) do
    if need[kind] then
      local offers = kind == "hires" and offers_of(work) or nil
      local list, visit, finish = begin(need, options, work, offers)
      task.reader, task.finish = pass.reader(need, options, list, visit), finish
      table.insert(work.readers, task.reader)
      return
    end
  end
  if need.offers then
    local offers = offers_of(work)
    task.finish = function() return offers.value, offers.err end
    return
  end
  for _, kind in ipairs(RUNS) do
    if need[kind] then task.run = function() return live[kind](work.source, need) end end
  end
end

local function tasks_of(source, requests)
  local work = { source = source, tasks = {}, readers = {}, steps = {} }
  for i, request in ipairs(requests) do
    for name, need in pairs(request.needs) do
      add_task(work, need, request.options, i, name)
    end
  end
  return work.tasks, work.readers
end

-- Runs what can run side by side. A failure ends a report that is alone, but not
-- the others of several.
local function run(source, tasks, readers, is_alone)
  local functions = pass.functions(source, readers)
  for _, task in ipairs(tasks) do
    if task.run then
      functions[#functions + 1] = function()
        task.value, task.err = task.run()
        return task.value, task.err
      end
    end
  end
  return source.gather(functions, { settle = not is_alone })
end

local function result_of(task)
  local err = task.err or task.reader and task.reader.err
  if err then return nil, err end
  if task.finish then return task.finish() end
  return task.value
end

--- The results of several requests { needs, options }: for each a table by the
-- names of its needs, or false; and the errors by the places of the requests.
function live.pull(source, requests)
  local tasks, readers = tasks_of(source, requests)
  local ok, err = run(source, tasks, readers, #requests == 1)
  if not ok then return { false }, { err } end
  local found, failed = {}, {}
  for i in ipairs(requests) do found[i] = {} end
  for _, task in ipairs(tasks) do
    local pulled = found[task.request]
    if pulled then
      pulled[task.name], err = result_of(task)
      if err then found[task.request], failed[task.request] = false, err end
    end
  end
  return found, failed
end

return live
