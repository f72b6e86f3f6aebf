--- aging: which active applications have waited longest.
--
-- Active applications by the days since they entered their current stage, where
-- a store knows that (from their history, or because a pull saw them enter); the
-- others by the days since the last change that the service reports, which is
-- no earlier. The note says how many are counted in which way. A client knows
-- only the last change: a history would cost a request each.
--
-- SPDX-License-Identifier: MIT

local job = require "ashby.report.job"
local period = require "ashby.report.period"

local aging = {
  name = "aging", title = "Who waits longest", question = "Who waits longest, and where?",
  options = { "job", "since", "until" },
  columns = {
    { name = "application_id", title = "Application id", type = "id" },
    { name = "candidate", title = "Candidate", type = "text" },
    { name = "job", title = "Job", type = "text" },
    { name = "stage", title = "Stage", type = "text" },
    { name = "waiting_since", title = "Waiting since", type = "time" },
    { name = "days", title = "Days", type = "days" },
  },
  order = { "-days", "candidate", "application_id" },
  chart = { kind = "bars", label = "candidate", value = "days" },
  before = job.resolve,
}

function aging.needs(options)
  return { waiting = { waiting = { "id application_id", "candidate.name candidate",
    "job.title job", "currentInterviewStage.title stage", "updatedAt changed_at" },
    status = "Active", job = options.job } }
end

local function note_of(entered, all)
  if entered == 0 then
    return "Days since the last change that the service reports: when a stage was entered "
      .. "is not known here."
  end
  if entered == all then return "Days since the current stage was entered." end
  return ("Days since the current stage was entered for %d; for %d since the last change that "
    .. "the service reports, which may be later."):format(entered, all - entered)
end

function aging.rows(pulled, options)
  local rows, entered = pulled.waiting, 0
  local days_since = period.counter(period.iso(options.now))
  for _, row in ipairs(rows) do
    if row.is_entered then entered = entered + 1 end
    row.days = row.waiting_since and days_since(row.waiting_since)
  end
  return rows, { note_of(entered, #rows) }
end

return aging
