-- SPDX-License-Identifier: MIT
-- Applications: the list record (about 2.1 kB), the additions of application.info, and facts() for
-- filters, which costs far less than a record.

local json = require "json"
local random = require "random"
local words = require "words"
local clock = require "clock"
local values = require "values"
local links = require "links"
local memo = require "memo"
local settings = require "settings"
local catalogue = require "catalogue"
local jobs = require "generate.jobs"
local people = require "generate.people"
local process = require "generate.process"

local applications = {}

local application = json.shape{ "id", "createdAt", "updatedAt", "archivedAt", "candidate",
  "status", "resumeFileHandle", "customFields", "currentInterviewStage", "source",
  "creditedToUser", "archiveReason", "job", "hiringTeam", "appliedViaJobPostingId",
  "applicationHistory", "submitterClientIp", "submitterUserAgent", "openings",
  "applicationFormSubmissions", "referrals", "signals" }
local candidate_shape = json.shape{ "id", "name", "primaryEmailAddress", "primaryPhoneNumber" }
local job_shape = json.shape{ "id", "title", "locationId", "departmentId", "brandId" }
local reason_shape = json.shape{ "id", "text", "reasonType", "isArchived", "customFields" }
local history_shape = json.shape{ "id", "stageId", "title", "stageNumber", "enteredStageAt",
  "leftStageAt", "allowedActions", "actorId" }

local STATUS = { "Active", "Active", "Active", "Archived", "Archived", "Archived", "Archived",
  "Hired", "Lead", "Active" }

local open_jobs

-- Drafts have no applications.
local function job_of(i, r)
  if i == settings.sizes.applications then return settings.sizes.jobs end
  if not open_jobs then
    open_jobs = {}
    for j = 1, settings.sizes.jobs do
      if jobs.status(j) ~= "Draft" then open_jobs[#open_jobs + 1] = j end
    end
  end
  return r:pick(open_jobs)
end

-- Status, job index and time of creation.
function applications.facts(i)
  local r = random.new("application_facts", i)
  local job = job_of(i, r)
  if i == settings.sizes.applications then
    return "Archived", job, clock.ms(catalogue.examples["applications.list"].createdAt)
  end
  return r:pick(STATUS), job, people.application_ms(i)
end

local function stage_number(r, status)
  if status == "Hired" then return 8 end
  if status == "Lead" then return 9 end
  if status == "Archived" then return 10 end
  return r:range(1, 7)
end

function applications.reason(index)
  local reason = process.archive_reason(index)
  return reason_shape{ id = reason.id, text = reason.text, reasonType = reason.reasonType,
    isArchived = reason.isArchived, customFields = json.array() }
end

local job_part = memo.of(function(i)
  local job = jobs.make(i)
  return job_shape{ id = job.id, title = job.title, locationId = job.locationId,
    departmentId = job.departmentId, brandId = job.brandId }
end)

local function candidate_part(i)
  local name, email, phone = people.contact(i)
  return candidate_shape{ id = random.id("candidates", i), name = name,
    primaryEmailAddress = email, primaryPhoneNumber = phone }
end

local function via_posting(r, job)
  local list = links.postings_of(job, settings.sizes.job_postings)
  if #list == 0 or r:chance(0.4) then return json.null end
  return random.id("job_postings", r:pick(list))
end

function applications.make(i)
  if i == settings.sizes.applications then return catalogue.examples["applications.list"] end
  local r = random.new("application", i)
  local status, job, created = applications.facts(i)
  local updated = math.min(created + r:int(120 * clock.DAY), clock.LAST_UPDATE)
  local archived = status == "Archived"
  return application{
    id = random.id("applications", i), createdAt = clock.iso(created),
    updatedAt = clock.iso(updated), archivedAt = archived and clock.iso(updated) or nil,
    candidate = candidate_part(links.candidate_of(i)), status = status,
    customFields = values.custom_fields(r, "Application", 6),
    currentInterviewStage = jobs.stage(job, stage_number(r, status)),
    source = people.source(r), creditedToUser = people.credited(r),
    archiveReason = archived and applications.reason(1 + r:int(settings.sizes.archive_reasons))
      or json.null,
    job = job_part(job), hiringTeam = jobs.hiring_team(job),
    appliedViaJobPostingId = via_posting(r, job),
    submitterClientIp = r:chance(0.4) and "203.0.113." .. r:int(256) or json.null,
    submitterUserAgent = r:chance(0.4) and r:pick(words.agents) or json.null,
    signals = r:chance(0.08) and { weights = json.array{ json.raw("1e3"), 0.5, json.null } } or nil,
  }
end

function applications.openings(i)
  local _, job = applications.facts(i)
  return jobs.openings(job)
end

function applications.history(i, record)
  local r, list = random.new("history", i), json.array()
  local created, updated = clock.ms(record.createdAt), clock.ms(record.updatedAt)
  local _, job = applications.facts(i)
  local current = record.currentInterviewStage
  local steps = math.min(current.orderInInterviewPlan, r:range(1, 4))
  for n = 1, steps + 1 do
    local entered = created + math.floor((updated - created) * (n - 1) / (steps + 1))
    local left = created + math.floor((updated - created) * n / (steps + 1))
    local last = n == steps + 1
    local stage = last and current or jobs.stage(job, n)
    list[n] = history_shape{
      id = random.id("history", i * 16 + n), stageId = stage.id, title = stage.title,
      stageNumber = n - 1, enteredStageAt = clock.iso(entered),
      leftStageAt = not last and clock.iso(left) or nil,
      allowedActions = json.array{ "set_entered_at", not last and "delete" or nil },
      actorId = n > 1 and r:chance(0.7) and random.id("users", 1 + r:int(20)) or json.null,
    }
  end
  return list
end

-- The record of application.info, from the list record as it stands now.
function applications.info(i, record)
  if i == settings.sizes.applications then return catalogue.examples["applications.get"] end
  local info = {}
  for k, v in pairs(record) do info[k] = v end
  info.job = job_shape{ id = record.job.id, title = record.job.title,
    locationId = record.job.locationId, departmentId = record.job.departmentId }
  info.resumeFileHandle = people.candidate(links.candidate_of(i)).resumeFileHandle
  info.applicationHistory = applications.history(i, record)
  return application(info)
end

function applications.submissions(i)
  return json.array{ { id = random.id("form_instance", i),
    formDefinition = process.form_definition("apply", i, 1),
    submittedValues = { _systemfield_name = "as given", ["field_1"] = json.array{ "3+" } } } }
end

function applications.referrals(i)
  local r = random.new("referral", i)
  if r:chance(0.7) then return json.array() end
  local user = people.credited(r)
  if user == json.null then return json.array() end
  local _, _, created = applications.facts(i)
  return json.array{ { user = user, referredAt = clock.iso(created) } }
end

function applications.pin()
  open_jobs = nil
  random.pin("applications", settings.sizes.applications,
    catalogue.examples["applications.list"].id)
end

return applications
