--- pipeline: a hiring report. Open jobs with their applications by stage,
-- applications by department, the sources that bring hires, and the people who
-- applied more than once.
--
--   make demo                                             a made-up company
--   ASHBY_API_KEY=... lua examples/pipeline.lua [rows]    yours
--
-- SPDX-License-Identifier: MIT

local ashby = require "ashby"

local ROWS = math.max(1, math.floor(tonumber(arg and arg[1]) or 12)) -- shown of each table

-- ---- pull: three lists side by side, and a line that counts along ----

local on_terminal = os.execute "test -t 2"
on_terminal = on_terminal == true or on_terminal == 0 -- Lua 5.1 answers with the status

local pulled = { applications = 0, jobs = 0, departments = 0 }

local function show_progress()
  if not on_terminal then return end
  io.stderr:write(("\r%d applications, %d jobs, %d departments"):format(
    pulled.applications, pulled.jobs, pulled.departments))
end

-- A function that pulls a list to its end: its records, or nil and an error.
local function list(entity, params)
  return function()
    local records, it = {}, ashby[entity].each(params)
    while true do
      local record, err = it:next()
      if err then return nil, err end
      if not record then return records end
      records[#records + 1] = record
      pulled[entity] = #records
      if #records % 100 == 1 then show_progress() end
    end
  end
end

local data, err = ashby.gather {
  jobs = list("jobs", { status = "Open", fields = { "id", "title", "departmentId" } }),
  departments = list("departments", { include_archived = true,
    fields = { "id", "name", "parentId" } }),
  applications = list("applications", { fields = { "status", "candidate.id", "candidate.name",
    "job.id", "job.title", "job.departmentId", "source.id", "source.title",
    "currentInterviewStage.title", "currentInterviewStage.type",
    "currentInterviewStage.orderInInterviewPlan" } }),
}
if on_terminal then io.stderr:write "\r\27[K" end
if not data then -- no half report: it would look like a whole one
  io.stderr:write(tostring(err), "\n")
  os.exit(1)
end

-- ---- count: groups of applications, by job, by department and so on ----

local COUNTS = { __index = function() return 0 end } -- what was never counted is 0

local function group(groups, id, title)
  id = id or "none"
  if not groups[id] then
    groups[id] = setmetatable({ title = title or "(none)", jobs = {} }, COUNTS)
    groups[#groups + 1] = groups[id]
  end
  return groups[id]
end

local BY_TYPE = { PreInterviewScreen = "Review", Active = "Interview", Offer = "Offer" }

local function stage_of(application)
  if application.status ~= "Active" then return application.status end
  local stage = application.currentInterviewStage
  return stage and BY_TYPE[stage.type] or "Interview"
end

local jobs, departments, sources, people, steps = {}, {}, {}, {}, {}

local names = {}
for _, department in ipairs(data.departments) do names[department.id] = department.name end
for _, department in ipairs(data.departments) do
  local parent = names[department.parentId or ""]
  group(departments, department.id, (parent and parent .. " / " or "") .. department.name)
end
for _, job in ipairs(data.jobs) do
  local department = group(departments, job.departmentId)
  department.jobs[#department.jobs + 1] = group(jobs, job.id, job.title).title
end

for _, application in ipairs(data.applications) do
  local job, source, person = application.job, application.source or {}, application.candidate
  local stage, step = stage_of(application), application.currentInterviewStage
  local groups = { group(sources, source.id, source.title), group(people, person.id, person.name),
    group(departments, job.departmentId), jobs[job.id] } -- jobs has only the open ones
  if application.status == "Active" and step then
    groups[#groups + 1] = group(steps, step.title, step.title)
    steps[step.title].order = step.orderInInterviewPlan
  end
  for _, counts in ipairs(groups) do
    counts[stage], counts.Total = counts[stage] + 1, counts.Total + 1
  end
  local list = people[person.id].jobs
  list[#list + 1] = ("%s (%s)"):format(job.title, stage:lower())
end

