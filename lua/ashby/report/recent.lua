--- recent: the newest applications.
--
-- Applications by the time they were made; the last 30 days where no period is
-- given.
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
  return { applications = { rows = { "id", "createdAt", "candidate.name", "job.title", "status",
    "currentInterviewStage.title", "source.title" } } }
end

function recent.rows(pulled)
  local rows = {}
  for i, found in ipairs(pulled.applications) do
    rows[i] = { application_id = found.id, created_at = found.createdAt,
      candidate = found["candidate.name"], job = found["job.title"], status = found.status,
      stage = found["currentInterviewStage.title"], source = found["source.title"] }
  end
  return rows
end

return recent
