-- SPDX-License-Identifier: MIT
-- report.synchronous: a handful of saved reports, counted from the applications as they stand; one
-- always fails, one is never ready. The limit of reports is a count of its own.

local answer = require "answer"
local json = require "json"
local options = require "options"
local random = require "random"
local clock = require "clock"
local store = require "store"
local jobs = require "generate.jobs"

local reports = {}

local envelope = json.shape{ "requestId", "status", "reportData", "failureReason" }
local content = json.shape{ "data", "columnNames", "metadata" }
local metadata = json.shape{ "updatedAt", "title", "reportGeneratedAt", "cacheExpiresAt" }

-- When those that run now are ready: a report that nobody waits for any longer still runs.
local running, AT_ONCE = {}, 3

-- Lets a report take its time: the refusal where three run already, or nil.
function reports.begin(request)
  local now = ngx.now()
  for i = #running, 1, -1 do
    if running[i] <= now then table.remove(running, i) end
  end
  if #running >= AT_ONCE then
    return answer.fail(request, "concurrent_limit_exceeded", "Three reports are running.", 429)
  end
  if options.report_ms > 0 then
    running[#running + 1] = now + options.report_ms / 1000
    ngx.sleep(options.report_ms / 1000)
  end
end

-- Counts applications by what `key` makes of one; rows in the order of their first column.
local function tally(key)
  local counts, names, rows = {}, {}, json.array()
  for i = 1, store.count("applications") do
    if store.exists("applications", i) then
      local name, status = key(i)
      local row = counts[name]
      if not row then
        row = json.array{ name, 0, 0 }
        counts[name], names[#names + 1] = row, name
      end
      row[2] = row[2] + 1
      if status == "Hired" then row[3] = row[3] + 1 end
    end
  end
  table.sort(names)
  for n, name in ipairs(names) do rows[n] = counts[name] end
  return rows
end

local function by_job(i)
  local status, job = store.application_facts(i)
  return jobs.title(job), status
end

local function by_month(i)
  local status, _, created = store.application_facts(i)
  return clock.date(created):sub(1, 7), status
end

local SAVED = {
  { title = "Applications by job", columns = { "Job", "Applications", "Hired" }, key = by_job },
  { title = "Applications by month", columns = { "Month", "Applications", "Hired" },
    key = by_month },
  { title = "A report that fails", status = "failed", reason = "QueryTimeout" },
  { title = "A report that is never ready", status = "in_progress" },
}

local function id_of(n) return random.id("report", n) end

-- { id, title } of each saved report.
function reports.list()
  local list = json.array()
  for n, report in ipairs(SAVED) do list[n] = { id = id_of(n), title = report.title } end
  return list
end

local function find(id)
  for n, report in ipairs(SAVED) do
    if id_of(n) == id:lower() then return report, n end
  end
end

local function data_of(report, with_head)
  local rows, columns = tally(report.key), json.array(report.columns)
  if with_head then table.insert(rows, 1, columns) end
  local now = ngx.now() * 1000
  return content{ data = rows, columnNames = columns, metadata = metadata{
    updatedAt = clock.iso(clock.LAST_UPDATE), title = report.title,
    reportGeneratedAt = clock.iso(math.floor(now)),
    cacheExpiresAt = clock.iso(math.floor(now) + 3600000) } }
end

-- The text of the results, or nil where there is no such report.
function reports.run(id, with_head)
  local report, n = find(id)
  if not report then return nil end
  return json.encode(envelope{ requestId = "rep_result:" .. random.id("report_run", n):sub(1, 8),
    status = report.status or "complete",
    reportData = report.key and data_of(report, with_head) or json.null,
    failureReason = report.reason or json.null })
end

return reports
