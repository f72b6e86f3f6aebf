--- time_to_hire: from the application to the accepted offer.
--
-- The median of days from createdAt of an application to decidedAt of its
-- accepted offer, by job. The application itself does not have that time.
-- Applications that are still active are in no median; the note has their number.
-- Source: the API, which has no other time of a hire than an offer's decidedAt.
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
  return { hires = { hires = { "createdAt", "job.id", "job.title" } },
    open = { count = { "status" }, status = "Active" } }
end

local NONE = "" -- the key of those without a job

function time_to_hire.rows(pulled)
  local rows, by_job, all = {}, {}, {}
  for _, hire in ipairs(pulled.hires) do
    local days = period.days(hire.createdAt, hire.accepted_at)
    if days then
      local id, title = hire["job.id"], hire["job.title"]
      local row = by_job[id or NONE] or { job_id = id, days = {} }
      if not by_job[id or NONE] then by_job[id or NONE], rows[#rows + 1] = row, row end
      if title and (not row.job or title > row.job) then row.job = title end
      table.insert(row.days, days)
      all[#all + 1] = days
    end
  end
  for _, row in ipairs(rows) do
    row.hires = #row.days
    row.median_days, row.p90_days = tally.spread(row.days)
  end
  local median = tally.spread(all)
  local open = pulled.open[1] and pulled.open[1].n or 0
  return rows, { median and ("All %d hires: median %.1f days."):format(#all, median)
    or "No accepted offer.", ("%d applications are still active and in no median."):format(open) }
end

return time_to_hire
