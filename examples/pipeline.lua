--- pipeline: a hiring report. Open jobs with their applications by stage,
-- applications by department, the sources that bring hires, and the people who
-- applied more than once.
--
--   make demo                                             a made-up company
--   ASHBY_API_KEY=... lua examples/pipeline.lua [rows]    yours
--   ... lua examples/pipeline.lua [rows] hiring.db        from a local copy, which
--                                                         is brought up to date first
--
-- SPDX-License-Identifier: MIT

local ashby = require "ashby"

local ROWS = math.max(1, math.floor(tonumber(arg and arg[1]) or 12)) -- of each table

local function fail(problem) -- no half report: it would look like a whole one
  io.stderr:write(tostring(problem), "\n")
  os.exit(1, true)
end

-- ---- where from: the service, or a local copy of what it has ----

local from, began = ashby, os.time()

local function pull(store)
  local did, err = store.pull()
  if not did then fail(err) end
  local records, requests = 0, 0
  for _, entity in pairs(did) do
    records, requests = records + entity.records, requests + entity.requests
  end
  print(("Pulled %d records in %d requests and %d s"):format(records, requests,
    os.time() - began))
end

if arg and arg[2] then
  local store, err = ashby.store(arg[2])
  if not store then fail(err) end
  pull(store)
  from = store
end

-- ---- read: three lists side by side, and a line that counts along ----

local on_terminal = os.execute "test -t 2"
on_terminal = on_terminal == true or on_terminal == 0 -- Lua 5.1 gives the exit status

local pulled = 0

local function tick()
  pulled = pulled + 1
  if on_terminal and pulled % 100 == 0 then io.stderr:write("\r", pulled, " records") end
end

-- A function that pulls a list to its end: its records, or nil and an error.
local function list(entity, params)
  return function()
    local records, it = {}, from[entity].each(params)
    while true do
      local record, err = it:next()
      if err then return nil, err end
      if not record then return records end
      records[#records + 1] = record
      tick()
    end
  end
end

local data, err = from.gather {
  jobs = list("jobs", { status = "Open", fields = { "id", "title", "departmentId" } }),
  departments = list("departments", { include_archived = true,
    fields = { "id", "name", "parentId" } }),
  applications = list("applications", { fields = { "status", "job", "candidate.id",
    "candidate.name", "source.id", "source.title", "currentInterviewStage" } }),
}
if on_terminal then io.stderr:write "\r\27[K" end
if not data then fail(err) end

-- ---- count: groups of applications, by job, by department and so on ----

local COUNTS = { __index = function() return 0 end } -- what was never counted is 0

local function group(groups, id, title)
  id = id or "none"
  if not groups[id] then
    groups[id] = setmetatable({ title = title or "(none)", applied = {} }, COUNTS)
    groups[#groups + 1] = groups[id]
  end
  return groups[id]
end

local BY_TYPE = { PreInterviewScreen = "Review", Active = "Interview", Offer = "Offer" }

local function stage_of(application, step)
  if application.status ~= "Active" then return application.status end
  return step and BY_TYPE[step.type] or "Interview"
end

local jobs, departments, sources, people, steps, repeated = {}, {}, {}, {}, {}, {}

local names, titles = {}, { none = "(no department)" }
for _, department in ipairs(data.departments) do names[department.id] = department.name end
for _, department in ipairs(data.departments) do
  local parent = names[department.parentId or "none"]
  titles[department.id] = (parent and parent .. " / " or "") .. department.name
end

local function department_of(job)
  return group(departments, job.departmentId, titles[job.departmentId or "none"])
end

for _, job in ipairs(data.jobs) do
  local department = department_of(job)
  department["Open jobs"] = department["Open jobs"] + 1
  group(jobs, job.id, job.title).note = department.title
end

for _, application in ipairs(data.applications) do
  local job, source, step = application.job, application.source, application.currentInterviewStage
  local stage, active = stage_of(application, step), application.status == "Active"
  local person = group(people, application.candidate.id, application.candidate.name)
  person.applied[#person.applied + 1] = ("%s (%s)"):format(job.title, stage:lower())
  if #person.applied == 2 then repeated[#repeated + 1] = person end
  local counted = { person, department_of(job),
    source and group(sources, source.id, source.title) or group(sources, nil, "(no source)") }
  counted[4] = jobs[job.id] -- the open ones only
  if counted[4] and active and step then
    counted[5] = group(steps, step.title, step.title)
    counted[5].place = counted[5].place + step.orderInInterviewPlan
  end
  for _, g in ipairs(counted) do
    g.Total, g[stage], g.Active = g.Total + 1, g[stage] + 1, g.Active + (active and 1 or 0)
  end
end

for _, source in ipairs(sources) do
  source.note = ("%3.0f %% hired"):format(100 * source.Hired / source.Total)
end
for _, person in ipairs(repeated) do person.note = table.concat(person.applied, ", ") end

-- ---- print: tables whose columns hold in every script ----

-- Columns of a character, roughly: none for combining marks, 2 for CJK and emoji.
local function width_of(char)
  local lead = char:byte()
  if lead == 0xCC or lead == 0xCD or char:find "^\226\128[\139-\143]" then return 0 end
  return (lead >= 0xE3 and lead <= 0xED or lead >= 0xF0) and 2 or 1
end

-- Text in exactly so many columns. Control characters stay away from the terminal.
local function fit(text, columns)
  local chars, used = {}, 0
  for char in text:gsub("%c", " "):gsub("\194[\128-\159]", " "):gmatch "[^\128-\191][\128-\191]*" do
    local width = width_of(char)
    if used + width >= columns then
      chars[#chars + 1], used = "…", used + 1
      break
    end
    chars[#chars + 1], used = char, used + width
  end
  return table.concat(chars) .. (" "):rep(columns - used)
end

local function print_row(title, columns, cells, note)
  local line = { fit(title, 34) }
  for i, name in ipairs(columns) do line[i + 1] = ("%" .. #name + 2 .. "s"):format(cells[name]) end
  if note then line[#line + 1] = "  " .. fit(note, 50):gsub(" +$", "") end
  print(table.concat(line))
end

-- The groups from the n-th on in one.
local function sum(groups, n)
  local all = setmetatable({}, COUNTS)
  for i = n, #groups do
    for name, value in pairs(groups[i]) do
      if type(value) == "number" then all[name] = all[name] + value end
    end
  end
  return all
end

-- A table of groups, the highest rank first.
local function show(heading, groups, columns, rank)
  table.sort(groups, function(a, b)
    if rank(a) ~= rank(b) then return rank(a) > rank(b) end
    return a.Total > b.Total or a.Total == b.Total and a.title < b.title
  end)
  print()
  print_row(heading, columns, setmetatable({}, { __index = function(_, name) return name end }))
  for i = 1, math.min(ROWS, #groups) do
    print_row("  " .. groups[i].title, columns, groups[i], rawget(groups[i], "note"))
  end
  if #groups > ROWS then
    print_row(("  and %d more"):format(#groups - ROWS), columns, sum(groups, ROWS + 1))
  end
  print_row("  all " .. #groups, columns, sum(groups, 1))
end

local function by(name)
  return function(g) return g[name] end
end

print(("Hiring on %s: %d open jobs, %d applications by %d people"):format(
  os.date "%Y-%m-%d", #jobs, #data.applications, #people))
show("Open jobs, by stage", jobs,
  { "Lead", "Review", "Interview", "Offer", "Hired", "Archived", "Total" }, by "Active")
show("Where their active ones stand", steps, { "Active" },
  function(g) return -g.place / g.Total end)
show("Departments", departments, { "Open jobs", "Active", "Hired", "Total" }, by "Active")
show("Sources, by hires", sources, { "Active", "Hired", "Total" }, by "Hired")
show("Applied more than once", repeated, { "Active", "Hired", "Total" }, by "Total")
