--- jobs: the open jobs with their applications.
--
-- Every open job that the key may see has a row, even without applications. An
-- application counts for the job that it was made for; those of merged
-- candidates all count.
--
-- SPDX-License-Identifier: MIT

local tally = require "ashby.report.tally"

local jobs = {
  name = "jobs", title = "Open jobs", question = "What are our open jobs, and who applied?",
  options = { "since", "until" },
  columns = {
    { name = "job_id", title = "Job id", type = "id" },
    { name = "job", title = "Job", type = "text" },
    { name = "department", title = "Department", type = "text" },
    { name = "applications", title = "Applications", type = "integer" },
    { name = "active", title = "Active", type = "integer" },
    { name = "hired", title = "Hired", type = "integer" },
    { name = "archived", title = "Archived", type = "integer" },
    { name = "leads", title = "Leads", type = "integer" },
  },
  order = { "-applications", "job", "job_id" },
  chart = { kind = "bars", label = "job", value = "applications" },
}

function jobs.needs()
  return {
    jobs = { list = "jobs", fields = { "id", "title", "status", "departmentId" },
      params = { status = "Open" } },
    departments = { list = "departments", fields = { "id", "name" } },
    groups = { count = { "job.id", "status" } },
  }
end

function jobs.rows(pulled)
  local departments = tally.index(pulled.departments)
  local rows, by_id = {}, {}
  for _, job in ipairs(pulled.jobs) do
    local department = departments[job.departmentId or ""]
    local row = tally.row { job_id = job.id, job = job.title,
      department = department and department.name }
    rows[#rows + 1], by_id[job.id] = row, row
  end
  for _, group in ipairs(pulled.groups) do
    local row = by_id[group["job.id"] or ""]
    if row then tally.add(row, group) end
  end
  return rows
end

return jobs
