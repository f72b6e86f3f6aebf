-- SPDX-License-Identifier: MIT
-- The seven .info operations: which record is meant, whether the key may see it, and the code when
-- there is none.

local store = require "store"
local random = require "random"
local links = require "links"
local answer = require "answer"
local views = require "views"
local jobs = require "generate.jobs"

local records = {}

local function candidate_index(values)
  if values.id then return store.index("candidates", values.id) end
  local i = tonumber(values.externalMappingId:match("^hr%-(%d+)$"))
  return i and store.exists("candidates", i) and i or nil
end

local function application_index(values)
  if values.applicationId then return store.index("applications", values.applicationId) end
  local i = random.index("form_instance", values.submittedFormInstanceId:lower())
  return i and store.exists("applications", i) and i or nil
end

local function index_of(row, values)
  if row.entity == "candidates" then return candidate_index(values) end
  if row.entity == "applications" then return application_index(values) end
  return store.index(row.entity, values[row.id_parameter])
end

-- Confidential jobs and what belongs to them are not there for a key without
-- the switch.
local function invisible(entity, i, request)
  if request.key.private then return false end
  if entity == "jobs" then return jobs.confidential(i) end
  if entity == "job_postings" then return jobs.confidential(links.job_of_posting(i)) end
  if entity == "applications" then
    local _, job = store.application_facts(i)
    return jobs.confidential(job)
  end
  return false
end

function records.run(request, row, values)
  local i = index_of(row, values)
  if not i or invisible(row.entity, i, request) then
    return answer.fail(request, row.not_found, "No such record, or the key may not see it.")
  end
  if row.entity == "job_postings" then
    if values.jobBoardId and not views.board(values.jobBoardId) then
      return answer.fail(request, "job_board_not_found")
    end
    if store.record("job_postings", i).status ~= "Published"
      and not values.includeUnpublishedJobPostings then
      return answer.fail(request, "job_posting_not_published", "The job posting is not published.")
    end
  end
  return answer.record(views.info(row.entity, i, values, request))
end

return records
