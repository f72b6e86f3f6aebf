-- SPDX-License-Identifier: MIT
-- Which records a list shows: one function per entity, true when the record at this index belongs
-- to the answer for these parameters and this key. Applications are judged without their records.

local json = require "json"
local clock = require "clock"
local store = require "store"
local links = require "links"
local jobs = require "generate.jobs"
local postings = require "generate.postings"

local filters = {}

local function after(bound, ms) return bound == nil or ms > bound end

local function unless_archived(entity)
  return function(i, values)
    return values.includeArchived or not store.record(entity, i).isArchived
  end
end

function filters.candidates(i, values)
  return values.createdAfter == nil or store.created_ms("candidates", i) > values.createdAfter
end

function filters.applications(i, values, request)
  local hidden = not request.key.private
  if not (values.status or values.jobId or values.createdAfter or hidden) then return true end
  local status, job, created = store.application_facts(i)
  if hidden and jobs.confidential(job) then return false end
  if values.status and values.status ~= status then return false end
  if values.jobId and store.index("jobs", values.jobId) ~= job then return false end
  return after(values.createdAfter, created)
end

local function between(iso, from, to)
  if from == nil and to == nil then return true end
  if iso == json.null or iso == nil then return false end
  local ms = clock.ms(iso)
  return (from == nil or ms > from) and (to == nil or ms < to)
end

local function has(list, value)
  for _, one in ipairs(list) do
    if one == value then return true end
  end
  return false
end

function filters.jobs(i, values, request)
  local record = store.record("jobs", i)
  if record.confidential and not request.key.private then return false end
  if values.status and #values.status > 0 then
    if not has(values.status, record.status) then return false end
  elseif record.status == "Draft" then return false end
  return after(values.createdAfter, clock.ms(record.createdAt))
    and between(record.openedAt, values.openedAfter, values.openedBefore)
    and between(record.closedAt, values.closedAfter, values.closedBefore)
end

filters.departments = unless_archived("departments")
filters.sources = unless_archived("sources")
filters.archive_reasons = unless_archived("archive_reasons")
filters.candidate_tags = unless_archived("candidate_tags")
filters.feedback_form_definitions = unless_archived("feedback_form_definitions")

function filters.locations(i, values)
  local record = store.record("locations", i)
  local region = record.type == "LocationHierarchy"
  if region and not values.includeLocationHierarchy then return false end
  return values.includeArchived or not record.isArchived
end

function filters.users(i, values)
  return values.includeDeactivated or store.record("users", i).isEnabled
end

function filters.custom_fields(i, values, request)
  local record = store.record("custom_fields", i)
  if record.isPrivate and not request.key.private then return false end
  return values.includeArchived or not record.isArchived
end

function filters.job_postings(i, values, request)
  local record = store.record("job_postings", i)
  if record.status ~= "Published" and not values.includeUnpublishedJobPostings then return false end
  if not request.key.private and jobs.confidential(links.job_of_posting(i)) then return false end
  if values.listedOnly and not record.isListed then return false end
  if values.location and record.locationName ~= values.location then return false end
  if values.department and record.departmentName ~= values.department then return false end
  return postings.on_board(i, values.jobBoardId and values.jobBoardId:lower())
end

function filters.shows(entity, i, values, request)
  return store.exists(entity, i) and filters[entity](i, values, request)
end

-- The parameters that show everything, hidden records too.
filters.everything = {
  includeArchived = true, includeDeactivated = true, includeLocationHierarchy = true,
  includeUnpublishedJobPostings = true, includeUnpublishedJobPostingsIds = true,
}

return filters
