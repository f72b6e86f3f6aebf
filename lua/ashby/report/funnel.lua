--- funnel: how far completed applications got.
--
-- Like Ashby's funnel: a cohort of completed applications (now hired or
-- archived) by the time at which they were made; each stage as a share of the
-- one before. An application has reached each stage that it entered, and all
-- stages before. Over several jobs, stages are grouped by their type; one job
-- has its own.
-- Source: docs.ashbyhq.com/understanding-funnel-metrics.
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
  chart = { kind = "bars", label = "stage", value = "applications", part = "lost", word = "lost" },
  before = job.resolve,
}

function funnel.needs(options)
  return stages.needs(options, { "Hired", "Archived" })
end

-- How many ended at each place, which places occur, and how many have any place.
local function count(paths)
  local ended, seen, known = {}, {}, 0
  for _, path in ipairs(paths) do
    local last
    for _, place in ipairs(path.places) do
      seen[place] = true
      last = math.max(last or place, place)
    end
    if last then ended[last], known = (ended[last] or 0) + path.n, known + path.n end
  end
  return ended, seen, known
end

-- From the last place backwards: an application that ended there has reached all
-- places before it, and went no further unless it was hired there.
local function rows_of(places, ended, seen)
  local rows, reached, names = {}, 0, places.names
  for place = #names, 1, -1 do
    if seen[place] then
      local is_lost = place < (places.hired or #names + 1)
      reached = reached + (ended[place] or 0)
      table.insert(rows, 1, { place = place, stage = names[place], applications = reached,
        lost = is_lost and ended[place] or 0 })
    end
  end
  for i = 2, #rows do
    rows[i].share = tally.percent(rows[i].applications, rows[i - 1].applications)
  end
  return rows
end

function funnel.rows(pulled, options)
  local places, err = stages.places(pulled, options)
  if not places then return nil, err end
  local paths, failed = pulled.cohort:paths(places)
  if not paths then return nil, failed end
  local completed, problem = pulled.cohort:size()
  if not completed then return nil, problem end
  local ended, seen, known = count(paths)
  return rows_of(places, ended, seen), {
    ("%d completed applications (hired or archived)%s%s."):format(completed,
      options.job_title and " for " .. options.job_title or "",
      known < completed and ("; of %d no stage is known"):format(completed - known) or "") }
end

return funnel
