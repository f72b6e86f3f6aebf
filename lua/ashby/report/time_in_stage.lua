--- time_in_stage: how long applications stay in a stage.
--
-- Like Ashby's time in process: the median days of completed stays; stays that
-- still last are counted apart. Stages of several jobs are joined by their
-- type; those of one job are its own.
--
-- SPDX-License-Identifier: MIT

local job = require "ashby.report.job"
local period = require "ashby.report.period"
local stages = require "ashby.report.stages"
local tally = require "ashby.report.tally"

local time_in_stage = {
  name = "time_in_stage", title = "Time in stage", question = "Where do candidates wait?",
  options = { "job", "since", "until" },
  columns = {
    { name = "stage", title = "Stage", type = "text" },
    { name = "stays", title = "Completed stays", type = "integer" },
    { name = "median_days", title = "Median days", type = "days" },
    { name = "p90_days", title = "90th percentile", type = "days" },
    { name = "waiting", title = "Still there", type = "integer" },
  },
  order = { "place" },
  chart = { kind = "bars", label = "stage", value = "median_days" },
  before = job.resolve,
}

function time_in_stage.needs(options) return stages.needs(options) end

local function add(row, application, step)
  if step.left_stage_at then
    local days = period.days(step.entered_stage_at, step.left_stage_at)
    if days and days >= 0 then row.days[#row.days + 1] = days end
  elseif application.status == "Active" or application.status == "Lead" then
    row.waiting = row.waiting + 1
  end
end

function time_in_stage.rows(pulled, options)
  local place_of, rows, by_place = stages.placer(pulled, options), {}, {}
  for _, application in ipairs(pulled.cohort.applications) do
    for _, step in ipairs(pulled.cohort.steps[application.id] or {}) do
      local place, name = place_of(step)
      if place and not by_place[place] then
        by_place[place] = { place = place, stage = name, days = {}, waiting = 0 }
        rows[#rows + 1] = by_place[place]
      end
      if place then add(by_place[place], application, step) end
    end
  end
  local waiting = 0
  for _, row in ipairs(rows) do
    row.stays, waiting = #row.days, waiting + row.waiting
    row.median_days, row.p90_days = tally.quantile(row.days, 0.5), tally.quantile(row.days, 0.9)
  end
  return rows, { ("%d stays still last and are in no median."):format(waiting) }
end

return time_in_stage
