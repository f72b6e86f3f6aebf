--- pipeline: the applications to one job by their stage.
--
-- Every application to the job, hired and archived ones too, by its current
-- stage.
--
-- SPDX-License-Identifier: MIT

local job = require "ashby.report.job"
local tally = require "ashby.report.tally"

local pipeline = {
  name = "pipeline", title = "Pipeline", question = "Where do the candidates for a job stand?",
  options = { "job", "since", "until" },
  columns = {
    { name = "stage", title = "Stage", type = "text" },
    { name = "applications", title = "Applications", type = "integer" },
  },
  order = { "-applications", "stage" },
  chart = { kind = "bars", label = "stage", value = "applications" },
  before = job.resolve_newest,
}

function pipeline.needs(options)
  return { groups = { job = options.job, count = { "currentInterviewStage.title" } } }
end

function pipeline.rows(pulled, options)
  local rows = tally.by(pulled.groups, "currentInterviewStage.title", function(_, title)
    return { stage = title or "(no stage)" }
  end)
  return rows, { ("Job: %s."):format(options.job_title) }
end

return pipeline
