--- recent: the newest applications.
--
-- Applications by the time at which they were made; those of the last 30 days if
-- no period is given.
--
-- SPDX-License-Identifier: MIT

local recent = {
  name = "recent", title = "Recent applications", question = "Who applied recently?",
  options = { "since", "until" }, default = 30 * 86400,
  columns = {
    { name = "application_id", title = "Application id", type = "id" },
    { name = "created_at", title = "Applied", type = "time" },
    { name = "candidate", title = "Candidate", type = "text" },
    { name = "job", title = "Job", type = "text" },
    { name = "status", title = "Status", type = "text" },
    { name = "stage", title = "Stage", type = "text" },
    { name = "source", title = "Source", type = "text" },
  },
  order = { "-created_at", "candidate", "application_id" },
}

function recent.needs()
  return { applications = { rows = { "id application_id", "createdAt created_at",
    "candidate.name candidate", "job.title job", "status", "currentInterviewStage.title stage",
    "source.title source" } } }
end

function recent.rows(pulled) return pulled.applications end

return recent
