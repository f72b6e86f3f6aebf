-- SPDX-License-Identifier: MIT
-- Jobs with their interview plans, stages and openings. Status follows from the index: some jobs
-- are drafts (hidden unless asked for), some closed or archived, a few confidential.

local json = require "json"
local random = require "random"
local words = require "words"
local clock = require "clock"
local values = require "values"
local links = require "links"
local memo = require "memo"
local settings = require "settings"
local catalogue = require "catalogue"
local organization = require "generate.organization"

local jobs = {}

local job = json.shape{ "id", "title", "confidential", "status", "employmentType", "locationId",
  "departmentId", "defaultInterviewPlanId", "interviewPlanIds", "jobPostingIds", "customFields",
  "hiringTeam", "customRequisitionId", "brandId", "author", "createdAt", "updatedAt", "openedAt",
  "closedAt", "location", "openings", "compensation" }
local member = json.shape{ "email", "firstName", "lastName", "role", "userId" }
local stage = json.shape{ "id", "title", "type", "interviewPlanId", "orderInInterviewPlan",
  "interviewStageGroupId" }
local opening = json.shape{ "id", "openedAt", "closedAt", "isArchived", "archivedAt",
  "closeReasonId", "openingState", "latestVersion" }
local version = json.shape{ "id", "identifier", "description", "authorId", "createdAt", "teamId",
  "jobIds", "targetHireDate", "targetStartDate", "isBackfill", "employmentType", "locationIds",
  "hiringTeam", "customFields" }

jobs.stage_count = #words.stages

-- The number of a job's second plan; that of the first is the job's own.
function jobs.second_plan(i) return i + 100000 end

jobs.brand = "e2fd4f04-19ed-4e85-9610-ff877d829d68"

local ROLES = { "Hiring Manager", "Recruiter", "Coordinator", "Sourcer" }

function jobs.status(i)
  if i == settings.sizes.jobs then return "Open" end
  local d = i % 10
  return d == 3 and "Draft" or d == 7 and "Archived" or (d == 5 or d == 9) and "Closed" or "Open"
end

function jobs.confidential(i) return i ~= settings.sizes.jobs and i % 12 == 6 end

function jobs.title(i)
  if i == settings.sizes.jobs then return catalogue.examples["jobs.list"].title end
  return words.titles[(i * 5) % #words.titles + 1]
end

jobs.hiring_team = memo.of(function(i)
  local r, list = random.new("team", i), json.array()
  local first = r:int(settings.sizes.users - 2)
  for n = 1, r:int(4) do
    local u = organization.user((first + n * 7) % (settings.sizes.users - 2) + 1)
    list[n] = member{ email = u.email or "hidden@brightfen.example", firstName = u.firstName,
      lastName = u.lastName, role = ROLES[n], userId = u.id }
  end
  return list
end)

function jobs.place(i)
  local r = random.new("job_place", i)
  return 5 + r:int(settings.sizes.locations - 6), 1 + r:int(settings.sizes.departments - 2)
end

-- Stage k of the interview plan of a job.
local make_stage = memo.of(function(number)
  local k = number % 16
  local i = (number - k) / 16
  return stage{ id = random.id("stage", i * 16 + k), title = words.stages[k][1],
    type = words.stages[k][2], interviewPlanId = random.id("plan", i),
    orderInInterviewPlan = k - 1,
    interviewStageGroupId = k <= 4 and random.id("stage_group", i * 16 + k) or json.null }
end)

function jobs.stage(i, k) return make_stage(i * 16 + k) end

function jobs.opening(i, n)
  local r = random.new("opening", i * 8 + n)
  local opened = clock.JOBS_START + r:int(900) * clock.DAY
  local closed = r:chance(0.3) and opened + 40 * clock.DAY
  return opening{
    id = random.id("opening", i * 8 + n), openedAt = clock.iso(opened),
    closedAt = closed and clock.iso(closed) or nil, isArchived = false,
    openingState = closed and "Filled" or r:pick{ "Approved", "Open", "Draft" },
    latestVersion = version{
      id = random.id("opening_version", i * 8 + n), identifier = "OP-" .. i .. "-" .. n,
      description = r:pick(words.sentences), authorId = random.id("users", 1),
      createdAt = clock.iso(opened), jobIds = json.array{ random.id("jobs", i) },
      targetHireDate = r:chance(0.5) and clock.date(opened + 90 * clock.DAY) or nil,
      isBackfill = r:chance(0.3), employmentType = "FullTime", locationIds = json.array(),
      hiringTeam = jobs.hiring_team(i), customFields = values.custom_fields(r, "Opening", 1),
    },
  }
end

function jobs.openings(i)
  local list = json.array()
  for n = 1, i % 3 do list[n] = jobs.opening(i, n) end
  return list
end

function jobs.created_ms(i)
  local n = settings.sizes.jobs
  return math.floor(clock.JOBS_START + (clock.JOBS_END - clock.JOBS_START) * (i - 1) / n)
end

local function times(i, r, status)
  local created = jobs.created_ms(i)
  local opened = status ~= "Draft" and created + r:int(9 * clock.DAY)
  local over = status == "Closed" or status == "Archived"
  local closed = over and math.min(opened + r:range(20, 200) * clock.DAY,
    clock.LAST_UPDATE - 3600000)
  return created, opened, closed
end

jobs.make = memo.of(function(i)
  if i == settings.sizes.jobs then return catalogue.examples["jobs.list"] end
  local r, status = random.new("job", i), jobs.status(i)
  local created, opened, closed = times(i, r, status)
  local place, department = jobs.place(i)
  local plans = json.array{ random.id("plan", i) }
  if r:chance(0.2) then plans[2] = random.id("plan", jobs.second_plan(i)) end
  return job{
    id = random.id("jobs", i), title = jobs.title(i), confidential = jobs.confidential(i),
    status = status, employmentType = r:pick(words.employment),
    locationId = r:chance(0.95) and random.id("locations", place) or json.null,
    departmentId = r:chance(0.95) and random.id("departments", department) or json.null,
    defaultInterviewPlanId = r:chance(0.8) and plans[1] or nil,
    interviewPlanIds = r:chance(0.95) and plans or json.array(), jobPostingIds = json.array(),
    customFields = values.custom_fields(r, "Job", 2), hiringTeam = jobs.hiring_team(i),
    customRequisitionId = r:chance(0.3) and "REQ-" .. r:range(1, 9999) or json.null,
    brandId = r:chance(0.7) and jobs.brand or json.null,
    author = r:chance(0.9) and organization.user(1 + r:int(settings.sizes.users - 2)) or nil,
    createdAt = clock.iso(created), updatedAt = clock.iso((closed or opened or created) + 3600000),
    openedAt = opened and clock.iso(opened) or json.null,
    closedAt = closed and clock.iso(closed) or json.null,
  }
end)

-- The ids of a job's postings; without `unpublished` only of the published ones.
function jobs.posting_ids(i, count, is_published, unpublished)
  local list = json.array()
  for _, posting in ipairs(links.postings_of(i, count)) do
    if unpublished or is_published(posting) then
      list[#list + 1] = random.id("job_postings", posting)
    end
  end
  return list
end

-- The examples name their plan and two of its stages.
function jobs.pin()
  local n, examples = settings.sizes.jobs, catalogue.examples
  local current = examples["applications.list"].currentInterviewStage
  random.pin("plan", n, examples["jobs.list"].defaultInterviewPlanId)
  random.pin("stage", n * 16 + 1, examples["applications.get"].applicationHistory[1].stageId)
  random.pin("stage", n * 16 + current.orderInInterviewPlan + 1, current.id)
end

return jobs
