--- departments: the applications and open jobs of each department.
--
-- An application counts for the department of its job, whatever the status of the
-- job; one to a team's job counts for the team, not for the department above it.
-- Archived departments without applications and open jobs are left out.
--
-- SPDX-License-Identifier: MIT

local tally = require "ashby.report.tally"

local departments = {
  name = "departments", title = "Departments",
  question = "How many applications do our departments get?",
  options = { "since", "until" },
  columns = {
    { name = "department_id", title = "Department id", type = "id" },
    { name = "department", title = "Department", type = "text" },
    { name = "open_jobs", title = "Open jobs", type = "integer" },
    { name = "applications", title = "Applications", type = "integer" },
    { name = "active", title = "Active", type = "integer" },
    { name = "hired", title = "Hired", type = "integer" },
  },
  order = { "-applications", "department", "department_id" },
  chart = { kind = "bars", label = "department", value = "applications" },
}

function departments.needs()
  return {
    jobs = { list = "jobs", fields = { "id", "status", "departmentId" },
      params = { status = "Open" } },
    departments = { list = "departments", fields = { "id", "name", "isArchived" } },
    groups = { count = { "job.departmentId", "status" } },
  }
end

local function new_row(id, name)
  return tally.row { department_id = id, department = name, open_jobs = 0 }
end

function departments.rows(pulled)
  local by_id, none = {}, new_row(nil, "(no department)")
  for _, department in ipairs(pulled.departments) do
    by_id[department.id] = new_row(department.id, department.name)
    by_id[department.id].is_archived = department.isArchived
  end
  for _, job in ipairs(pulled.jobs) do
    local row = by_id[job.departmentId or ""] or none
    row.open_jobs = row.open_jobs + 1
  end
  for _, group in ipairs(pulled.groups) do
    tally.add(by_id[group["job.departmentId"] or ""] or none, group)
  end
  local rows = {}
  by_id[none] = none
  for _, row in pairs(by_id) do
    local is_shown = row ~= none and not row.is_archived
    if is_shown or row.applications + row.open_jobs > 0 then rows[#rows + 1] = row end
    row.is_archived = nil
  end
  return rows
end

return departments
