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
local course = require "generate.course"

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
  local status, created = r:pick(STATUS), people.application_ms(i)
  local hired_at = created + course.HIRED_AFTER
  if status == "Hired" and hired_at > clock.LAST_UPDATE then status = "Active" end
  return status, job, created
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
  local status, job, created, updated, stages = course.of(i, applications.facts(i))
  local archived = status == "Archived"
  return application{
    id = random.id("applications", i), createdAt = clock.iso(created),
    updatedAt = clock.iso(updated), archivedAt = archived and clock.iso(updated) or nil,
    candidate = candidate_part(links.candidate_of(i)), status = status,
    customFields = values.custom_fields(r, "Application", 6),
    currentInterviewStage = jobs.stage(job, stages[#stages]),
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

local function example_stays(job)
  local current, list = catalogue.examples["applications.list"].currentInterviewStage, {}
  for n, step in ipairs(catalogue.examples["applications.get"].applicationHistory) do
    local stage = step.stageId == current.id and current or jobs.stage(job, n)
    list[n] = { stage = stage, at = clock.ms(step.enteredStageAt) }
  end
  return list
end

local function generated_stays(i)
  if i > settings.sizes.applications then return {} end
  if i == settings.sizes.applications then return example_stays(settings.sizes.jobs) end
  local _, job, _, _, stages, times = course.of(i, applications.facts(i))
  local list = {}
  for n, k in ipairs(stages) do list[n] = { stage = jobs.stage(job, k), at = times[n] } end
  return list
end

-- The stages that an application has been in: { stage, at (milliseconds) }, oldest first; what
-- was changed since the start comes after what was generated.
function applications.stays(i, store)
  local list = generated_stays(i)
  for _, move in ipairs(store.moves(i)) do list[#list + 1] = move end
  return list
end

function applications.history(i, store)
  local r, list = random.new("history", i), json.array()
  local stays = applications.stays(i, store)
  for n, stay in ipairs(stays) do
    local after = stays[n + 1]
    list[n] = history_shape{
      id = random.id("history", i * 64 + n), stageId = stay.stage.id, title = stay.stage.title,
      stageNumber = n - 1, enteredStageAt = clock.iso(stay.at),
      leftStageAt = after and clock.iso(after.at) or nil,
      allowedActions = json.array{ "set_entered_at", after and "delete" or nil },
      actorId = n > 1 and r:chance(0.7) and random.id("users", 1 + r:int(20)) or json.null,
    }
  end
  return list
end

-- The record of application.info, from the list record as it stands now.
function applications.info(i, record, store)
  if i == settings.sizes.applications and #store.moves(i) == 0 then
    return catalogue.examples["applications.get"]
  end
  local info = {}
  for k, v in pairs(record) do info[k] = v end
  info.job = job_shape{ id = record.job.id, title = record.job.title,
    locationId = record.job.locationId, departmentId = record.job.departmentId }
  info.resumeFileHandle = people.candidate(links.candidate_of(i)).resumeFileHandle
  info.applicationHistory = applications.history(i, store)
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

function applications.forget() open_jobs = nil end

return applications
