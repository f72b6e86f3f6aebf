--- time_to_fill: from the opening of a job to its first accepted offer.
--
-- Days from openedAt of a job to the first decidedAt of an accepted offer after
-- it; jobs that are open and not filled are counted in the note. The period
-- selects by the time at which the job was made.
-- Source: the API's openedAt and decidedAt.
--
-- SPDX-License-Identifier: MIT

local period = require "ashby.report.period"
local tally = require "ashby.report.tally"

local time_to_fill = {
  name = "time_to_fill", title = "Time to fill", question = "How long does it take to fill a job?",
  options = { "since", "until" }, about = "Jobs",
  columns = {
    { name = "job_id", title = "Job id", type = "id" },
    { name = "job", title = "Job", type = "text" },
    { name = "opened_at", title = "Opened", type = "time" },
    { name = "filled_at", title = "Filled", type = "time" },
    { name = "days", title = "Days", type = "days" },
  },
  order = { "-days", "job", "job_id" },
  chart = { kind = "bars", label = "job", value = "days" },
}

function time_to_fill.needs()
  return { hires = { hires = { "job.id" }, always = true },
    jobs = { list = "jobs", fields = { "id", "title", "status", "openedAt", "createdAt" },
      params = { status = { "Open", "Closed", "Archived" } } } }
end

-- When the first offer for each job was accepted after the job opened.
local function first_filled(pulled)
  local opened, filled = {}, {}
  for _, job in ipairs(pulled.jobs) do
    job.openedAt = period.read(job.openedAt)
    opened[job.id] = job.openedAt
  end
  for _, hire in ipairs(pulled.hires) do
    local id, at = hire["job.id"] or "", hire.accepted_at
    if opened[id] and at >= opened[id] and (not filled[id] or at < filled[id]) then
      filled[id] = at
    end
  end
  return filled
end

function time_to_fill.rows(pulled, options)
  local filled, rows, open, all = first_filled(pulled), {}, 0, {}
  for _, job in ipairs(pulled.jobs) do
    local at = filled[job.id]
    local is_meant = period.holds(options.period, job.createdAt)
    if is_meant and at then
      local days = period.days(job.openedAt, at)
      rows[#rows + 1] = { job_id = job.id, job = job.title, opened_at = job.openedAt,
        filled_at = at, days = math.floor(days * 10 + 0.5) / 10 }
      all[#all + 1] = days
    elseif is_meant and job.status == "Open" then
      open = open + 1
    end
  end
  local median = tally.spread(all)
  return rows, { ("%d jobs filled%s; %d open ones are not yet."):format(#rows,
    median and (", median %.1f days"):format(median) or "", open) }
end

return time_to_fill
