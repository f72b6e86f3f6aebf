-- SPDX-License-Identifier: MIT
-- How a record looks in an answer: the kept text where nothing special is asked for, else the
-- record with expansions, unpublished posting ids, or without private fields.

local json = require "json"
local store = require "store"
local jobs = require "generate.jobs"
local postings = require "generate.postings"
local applications = require "generate.applications"

local views = {}

local function copy(record)
  local result = {}
  for k, v in pairs(record) do result[k] = v end
  return setmetatable(result, getmetatable(record))
end

local function wants(values, name)
  for _, item in ipairs(values.expand or {}) do
    if item == name then return true end
  end
  return false
end

function views.board(id)
  local external, internal = postings.boards()
  return id:lower() == external or id:lower() == internal
end

local function expand_job(i, record, values)
  if wants(values, "location") then
    local place = record.locationId ~= json.null and store.index("locations", record.locationId)
    record.location = place and store.record("locations", place) or nil
  end
  if wants(values, "openings") then record.openings = jobs.openings(i) end
  if values.includeUnpublishedJobPostingsIds then
    record.jobPostingIds = store.posting_ids(i, true)
  end
end

local function expand_application(i, record, values)
  if wants(values, "openings") then record.openings = applications.openings(i) end
  if wants(values, "applicationFormSubmissions") then
    record.applicationFormSubmissions = applications.submissions(i)
  end
  if wants(values, "referrals") then record.referrals = applications.referrals(i) end
end

local EXPAND = { jobs = expand_job, applications = expand_application }

local function special(values, request)
  return values.expand or values.includeUnpublishedJobPostingsIds or not request.key.private
end

function views.decorate(entity, i, record, values, request)
  record = copy(record)
  -- an example record has the order of its own members: extra ones need a place there
  local meta = getmetatable(record)
  if EXPAND[entity] then EXPAND[entity](i, record, values) end
  if not request.key.private then record = store.public(record) end
  local keys, known = {}, {}
  for n, k in ipairs(meta.keys) do keys[n] = k; known[k] = true end
  for k in pairs(record) do
    if not known[k] then keys[#keys + 1] = k end
  end
  return json.shape(keys)(record)
end

-- The texts of a page of list records.
function views.texts(entity, found, values, request)
  local texts = {}
  if not special(values, request) then
    for n = 1, #found do texts[n] = store.text(entity, found[n]) end
    return texts
  end
  for n, i in ipairs(found) do
    texts[n] = store.render(views.decorate(entity, i, store.record(entity, i), values, request), i)
  end
  return texts
end

-- The text of one record as .info gives it.
function views.info(entity, i, values, request)
  local record = store.record(entity, i)
  if entity == "applications" then
    record = applications.info(i, record, store)
  elseif entity == "job_postings" then
    record = copy(postings.info(i, record))
    if wants(values, "job") then
      record.job = store.record("jobs", store.index("jobs", record.jobId))
    end
  elseif not special(values, request) then
    return store.text(entity, i)
  end
  return store.render(views.decorate(entity, i, record, values, request), i)
end

return views
