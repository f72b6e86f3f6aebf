--- time_in_stage: how long applications stay in a stage.
--
-- Like Ashby's time in process: the median days of completed stays; those that
-- have not ended are counted separately. Over several jobs, stages are grouped by
-- their type; one job has its own.
-- Source: docs.ashbyhq.com/understanding-the-time-in-process-report.
--
-- SPDX-License-Identifier: MIT

local job = require "ashby.report.job"
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

function time_in_stage.rows(pulled, options)
  local places, err = stages.places(pulled, options)
  if not places then return nil, err end
  local stays, failed = pulled.cohort:stays(places)
  if not stays then return nil, failed end
  local rows, waiting = {}, 0
  for place, stay in pairs(stays) do
    local row = { place = place, stage = places.names[place], stays = #stay.days,
      waiting = stay.waiting }
    row.median_days, row.p90_days = tally.spread(stay.days)
    rows[#rows + 1] = row
    waiting = waiting + stay.waiting
  end
  return rows, { ("%d stays still last and are in no median."):format(waiting) }
end

return time_in_stage
