-- SPDX-License-Identifier: MIT
-- Which records a list shows: the switches of entities.lua, and where an entity has filters of its
-- own a function, true when the record at this index belongs to the answer for these parameters and
-- this key. Applications are judged without their records.

local json = require "json"
local clock = require "clock"
local entities = require "entities"
local store = require "store"
local links = require "links"
local jobs = require "generate.jobs"
local offers = require "generate.offers"
local postings = require "generate.postings"

local filters = {}

local function after(bound, ms) return bound == nil or ms > bound end

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

local function wanted(list, value) return not list or #list == 0 or has(list, value) end

function filters.offers(i, values, request)
  if not request.key.private and offers.confidential(i, store) then return false end
  local record = store.record("offers", i)
  local version = record.latestVersion
  if values.applicationId and values.applicationId:lower() ~= record.applicationId then
    return false
  end
  return wanted(values.offerStatus, record.offerStatus)
    and wanted(values.acceptanceStatus, record.acceptanceStatus)
    and wanted(values.approvalStatus, version.approvalStatus)
    and after(values.createdAfter, clock.ms(version.createdAt))
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

function filters.custom_fields(i, values, request)
  local record = store.record("custom_fields", i)
  return request.key.private or not record.isPrivate
end

function filters.job_postings(i, values, request)
  local record = store.record("job_postings", i)
  if not request.key.private and jobs.confidential(links.job_of_posting(i)) then return false end
  if values.listedOnly and not record.isListed then return false end
  if values.location and record.locationName ~= values.location then return false end
  if values.department and record.departmentName ~= values.department then return false end
  return postings.on_board(i, values.jobBoardId and values.jobBoardId:lower())
end

-- Whether a switch that was not given hides this record.
local function is_hidden(entity, i, values)
  for switch, test in pairs(entities.by_name[entity].hidden) do
    if not values[switch] and test(store.record(entity, i)) then return true end
  end
  return false
end

function filters.shows(entity, i, values, request)
  if not store.exists(entity, i) or is_hidden(entity, i, values) then return false end
  return filters[entity] == nil or filters[entity](i, values, request)
end

-- The parameters that show everything, hidden records too.
filters.everything = { includeUnpublishedJobPostingsIds = true }
for _, row in ipairs(entities.all) do
  for switch in pairs(row.hidden) do filters.everything[switch] = true end
end

return filters
