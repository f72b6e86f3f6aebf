--- funnel: how far completed applications got.
--
-- Like Ashby's funnel: a cohort of completed applications (hired or archived
-- now) by the time they were made; each stage as a share of the one before. An
-- application has reached a stage that it entered, and all before it. Stages of
-- several jobs are joined by their type; those of one job are its own.
--
-- SPDX-License-Identifier: MIT

local job = require "ashby.report.job"
local stages = require "ashby.report.stages"
local tally = require "ashby.report.tally"

local funnel = {
  name = "funnel", title = "Funnel", question = "At which stage do we lose candidates?",
  options = { "job", "since", "until" },
  columns = {
    { name = "stage", title = "Stage", type = "text" },
    { name = "applications", title = "Reached", type = "integer" },
    { name = "lost", title = "Went no further", type = "integer" },
    { name = "share", title = "Of the stage before", type = "percent" },
  },
  order = { "place" },
  chart = { kind = "bars", label = "stage", value = "applications" },
  before = job.resolve,
}

function funnel.needs(options) return stages.needs(options) end

local function is_completed(application)
  return application.status == "Hired" or application.status == "Archived"
end

-- The furthest place of an application.
local function furthest(steps, place_of, names)
  local best = nil
  for _, step in ipairs(steps) do
    local place, name = place_of(step)
    if place then
      names[place] = name
      if not best or place > best then best = place end
    end
  end
  return best
end

function funnel.rows(pulled, options)
  local place_of, names, ended = stages.placer(pulled, options), {}, {}
  local completed = 0
  for _, application in ipairs(pulled.cohort.applications) do
    if is_completed(application) then
      completed = completed + 1
      local last = furthest(pulled.cohort.steps[application.id] or {}, place_of, names)
      if last then ended[last] = (ended[last] or 0) + 1 end
    end
  end
  local rows = {}
  for place, name in pairs(names) do rows[#rows + 1] = { place = place, stage = name } end
  table.sort(rows, function(a, b) return a.place > b.place end)
  local reached = 0
  for i, row in ipairs(rows) do
    row.lost = i > 1 and ended[row.place] or 0
    reached = reached + (ended[row.place] or 0)
    row.applications = reached
  end
  for i, row in ipairs(rows) do
    local before = rows[i + 1]
    row.share = before and tally.percent(row.applications, before.applications) or nil
  end
  return rows, { ("%d completed applications (hired or archived)%s."):format(completed,
    options.job_title and " for " .. options.job_title or "") }
end

return funnel
