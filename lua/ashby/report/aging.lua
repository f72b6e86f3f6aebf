--- aging: which active applications have waited longest.
--
-- Active applications by the days since the last change that the service reports
-- for them. By "stage": by the days since they entered their current stage, if
-- their history says when; otherwise since the last change, which is no earlier.
-- That needs the histories: from a store (pull --history), or by a request for
-- each application, for one job or at most 500 applications.
--
-- SPDX-License-Identifier: MIT

local job = require "ashby.report.job"
local misuse = require "ashby.misuse"
local period = require "ashby.report.period"

local aging = {
  name = "aging", title = "Who waits longest", question = "Who waits longest, and where?",
  options = { "job", "by", "since", "until" },
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

local BY = { "change", "stage" }

function aging.check(options)
  local by = options.by
  if by == nil or misuse.is_one_of(by, BY) then return end
  misuse.raise("report aging: bad argument 'by': change or stage expected%s",
    type(by) == "string" and misuse.nearest(by, BY) or "")
end

local WAITING = { "id application_id", "candidate.name candidate", "job.title job",
  "currentInterviewStage.title stage", "updatedAt waiting_since" }

function aging.needs(options)
  local by_stage = options.by == "stage"
  return {
    waiting = { rows = WAITING, status = "Active", job = options.job },
    cohort = by_stage and { history = { "id", "createdAt", "currentInterviewStage.id stage_id" },
      status = "Active", job = options.job, whole = true } or nil,
  }
end

-- Replaces the time of the last change by that at which the current stage was
-- entered. Returns how many have one.
local function enter(rows, entered)
  local count = 0
  for _, row in ipairs(rows) do
    local at = entered[row.application_id]
    if at then row.waiting_since, count = at, count + 1 end
  end
  return count
end

local function note_of(count, all)
  if not count then
    return "Days since the last change that the service reports (by stage: since it was entered)."
  end
  if count == all then return "Days since the current stage was entered." end
  return ("Days since the current stage was entered for %d; for %d since the last change that "
    .. "the service reports, which may be later."):format(count, all - count)
end

function aging.rows(pulled, options)
  local rows, count = pulled.waiting, nil
  if pulled.cohort then
    local entered, err = pulled.cohort:entered()
    if not entered then return nil, err end
    count = enter(rows, entered)
  end
  local days_since = period.counter(period.iso(options.now))
  for _, row in ipairs(rows) do
    row.days = row.waiting_since and days_since(row.waiting_since)
  end
  return rows, { note_of(count, #rows) }
end

return aging
