--- recruiters: the open jobs and applications of each recruiter.
--
-- Members of the hiring teams of open jobs with a role (Recruiter, unless another
-- is named): their open jobs, and the applications to those.
--
-- SPDX-License-Identifier: MIT

local ascii = require "ashby.text.ascii"
local tally = require "ashby.report.tally"

local recruiters = {
  name = "recruiters", title = "Recruiters' load",
  question = "How much work does each recruiter have?",
  options = { "role", "since", "until" },
  columns = {
    { name = "user_id", title = "User id", type = "id" },
    { name = "recruiter", title = "Recruiter", type = "text" },
    { name = "open_jobs", title = "Open jobs", type = "integer" },
    { name = "active", title = "Active", type = "integer" },
    { name = "applications", title = "Applications", type = "integer" },
  },
  order = { "-active", "recruiter", "user_id" },
  chart = { kind = "bars", label = "recruiter", value = "active" },
}

function recruiters.needs()
  return {
    jobs = { list = "jobs", fields = { "id", "status", "hiringTeam" },
      params = { status = "Open" } },
    groups = { count = { "job.id", "status" } },
  }
end

local function groups_by_job(groups)
  local found = {}
  for _, group in ipairs(groups) do
    local id = group["job.id"] or ""
    found[id] = found[id] or {}
    table.insert(found[id], group)
  end
  return found
end

-- A user may have several names, from before and after a change: the last by the
-- alphabet is shown, whatever the order of the teams.
local function name(row, member)
  local text = ("%s %s"):format(member.firstName or "", member.lastName or "")
  if not row.recruiter or text > row.recruiter then row.recruiter = text end
end

function recruiters.rows(pulled, options)
  local by_job, rows, by_id = groups_by_job(pulled.groups), {}, {}
  local role = ascii.lower(options.role or "Recruiter")
  for _, job in ipairs(pulled.jobs) do
    local seen = {}
    for _, member in ipairs(job.hiringTeam or {}) do
      local id = member.userId
      if id and ascii.lower(member.role or "") == role and not seen[id] then
        seen[id] = true
        if not by_id[id] then
          by_id[id] = tally.row { user_id = id, open_jobs = 0 }
          rows[#rows + 1] = by_id[id]
        end
        name(by_id[id], member)
        by_id[id].open_jobs = by_id[id].open_jobs + 1
        for _, group in ipairs(by_job[job.id] or {}) do tally.add(by_id[id], group) end
      end
    end
  end
  return rows, { "An application counts for each of its job's recruiters." }
end

return recruiters
