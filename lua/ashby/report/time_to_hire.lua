--- time_to_hire: from the application to the accepted offer.
--
-- The median of days from createdAt of an application to decidedAt of its
-- accepted offer, by job. The application itself does not have that time.
--
-- SPDX-License-Identifier: MIT

local period = require "ashby.report.period"
local tally = require "ashby.report.tally"

local time_to_hire = {
  name = "time_to_hire", title = "Time to hire",
  question = "How long does it take from application to accepted offer?",
  options = { "since", "until" },
  columns = {
    { name = "job_id", title = "Job id", type = "id" },
    { name = "job", title = "Job", type = "text" },
    { name = "hires", title = "Hires", type = "integer" },
    { name = "median_days", title = "Median days", type = "days" },
    { name = "p90_days", title = "90th percentile", type = "days" },
  },
  order = { "-hires", "job", "job_id" },
  chart = { kind = "bars", label = "job", value = "median_days" },
}

function time_to_hire.needs()
  return { offers = { offers = true },
    applications = { rows = { "id", "createdAt", "job.id", "job.title" } } }
end

function time_to_hire.rows(pulled)
  local accepted, rows, by_job, all = tally.accepted(pulled.offers), {}, {}, {}
  for _, application in ipairs(pulled.applications) do
    local decided = accepted[application.id]
    local days = decided and period.days(application.createdAt, decided)
    if days then
      local id = application["job.id"]
      if not by_job[id] then
        by_job[id] = { job_id = id, job = application["job.title"], days = {} }
        rows[#rows + 1] = by_job[id]
      end
      table.insert(by_job[id].days, days)
      all[#all + 1] = days
    end
  end
  for _, row in ipairs(rows) do
    row.hires = #row.days
    row.median_days, row.p90_days = tally.quantile(row.days, 0.5), tally.quantile(row.days, 0.9)
  end
  local median = tally.quantile(all, 0.5)
  return rows, { median and ("All %d hires: median %.1f days."):format(#all, median)
    or "No accepted offer." }
end

return time_to_hire
