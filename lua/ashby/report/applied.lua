--- applied: the candidates who applied in a month.
--
-- The candidates with an application made in the month, each once, with the number
-- of their applications and the latest of these. Without a month, the last full
-- one.
--
-- SPDX-License-Identifier: MIT

local misuse = require "ashby.misuse"
local period = require "ashby.report.period"
local time = require "ashby.time"

local applied = {
  name = "applied", title = "Candidates of a month", question = "Who applied last month?",
  options = { "since", "until", "month" },
  columns = {
    { name = "candidate_id", title = "Candidate id", type = "id" },
    { name = "candidate", title = "Candidate", type = "text" },
    { name = "applications", title = "Applications", type = "integer" },
    { name = "last_applied_at", title = "Last applied", type = "time" },
    { name = "job", title = "Job", type = "text" },
  },
  order = { "-applications", "candidate", "candidate_id" },
}

local function month_before(now)
  local year, month = os.date("!%Y-%m", math.floor(now)):match "^(%d+)-(%d+)$"
  year, month = tonumber(year), tonumber(month) - 1
  if month == 0 then year, month = year - 1, 12 end
  return ("%04d-%02d"):format(year, month)
end

function applied.check(options)
  if options.month and (options.since or options["until"]) then
    misuse.raise "report applied: month cannot be combined with since and until"
  end
  if options.since or options["until"] then return end
  local month = options.month or month_before(options.now)
  local first = type(month) == "string" and month:find "^%d%d%d%d%-%d%d$"
    and time.parse(month .. "-01")
  if not first then
    misuse.raise "report applied: bad argument 'month': a month such as '2026-05' expected"
  end
  local last = time.parse(period.next_month(month) .. "-01") - 0.001
  options.period = { since = first, first = period.iso(first), last = period.iso(last) }
end

function applied.needs()
  return { applications = { rows = { "id", "createdAt", "candidate.id", "candidate.name",
    "job.title" } } }
end

local function is_later(found, row)
  local last = row.last
  if not last or found.createdAt ~= last.createdAt then
    return not last or found.createdAt > last.createdAt
  end
  return found.id > last.id
end

-- A candidate has the name that the latest application gives.
function applied.rows(pulled)
  local rows, by_id = {}, {}
  for _, found in ipairs(pulled.applications) do
    local id = found["candidate.id"] or ""
    local row = by_id[id]
    if not row then
      row = { candidate_id = found["candidate.id"], applications = 0 }
      by_id[id], rows[#rows + 1] = row, row
    end
    row.applications = row.applications + 1
    if is_later(found, row) then row.last = found end
  end
  for _, row in ipairs(rows) do
    row.last_applied_at, row.job = row.last.createdAt, row.last["job.title"]
    row.candidate = row.last["candidate.name"]
  end
  return rows
end

return applied
