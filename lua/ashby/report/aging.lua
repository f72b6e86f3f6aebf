--- aging: which active applications have waited longest.
--
-- Active applications by the days since the service last changed them: the
-- nearest to the last step that every source knows.
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
    { name = "changed_at", title = "Last changed", type = "time" },
    { name = "days", title = "Days", type = "days" },
  },
  order = { "-days", "candidate", "application_id" },
  chart = { kind = "bars", label = "candidate", value = "days" },
  before = job.resolve,
}

function aging.needs(options)
  return { applications = { status = "Active", job = options.job, rows = { "id", "updatedAt",
    "candidate.name", "job.title", "currentInterviewStage.title" } } }
end

function aging.rows(pulled, options)
  local now, rows = period.iso(options.now), {}
  for i, found in ipairs(pulled.applications) do
    local days = period.days(found.updatedAt, now)
    rows[i] = { application_id = found.id, candidate = found["candidate.name"],
      job = found["job.title"], stage = found["currentInterviewStage.title"],
      changed_at = found.updatedAt, days = days and math.floor(days * 10 + 0.5) / 10 }
  end
  return rows
end

return aging
