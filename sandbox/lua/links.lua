-- SPDX-License-Identifier: MIT
-- What belongs to what, as arithmetic on indices: a block of 8 candidates has
-- 12 applications, in the counts below; they are dealt so that an application
-- is never older than its candidate. What /_sandbox/change creates is kept in
-- small tables beside it.

local settings = require "settings"

local links = {}

local COUNTS = { 3, 2, 1, 3, 1, 0, 1, 1 }
local FIRST, OWNER = {}, {}
do
  local at = 0
  for k = 1, 8 do
    FIRST[k] = at
    for _ = 1, COUNTS[k] do at = at + 1; OWNER[at] = k end
  end
end

function links.reset()
  links.extra_candidate = {}     -- created application -> its candidate
  links.extra_applications = {}  -- candidate -> created applications
  links.extra_job = {}           -- created posting or application -> its job
end

function links.candidate_of(application)
  if application > settings.sizes.applications then return links.extra_candidate[application] end
  local block, k = math.floor((application - 1) / 12), (application - 1) % 12 + 1
  return block * 8 + OWNER[k]
end

-- Indices of the applications of a candidate, the created ones last.
function links.applications_of(candidate)
  local list = {}
  if candidate <= settings.sizes.candidates then
    local block, k = math.floor((candidate - 1) / 8), (candidate - 1) % 8 + 1
    for n = 1, COUNTS[k] do list[n] = block * 12 + FIRST[k] + n end
  end
  for _, extra in ipairs(links.extra_applications[candidate] or {}) do list[#list + 1] = extra end
  return list
end

-- The last posting belongs to the last job (the examples); the others go round.
function links.job_of_posting(posting)
  local jobs, postings = settings.sizes.jobs, settings.sizes.job_postings
  if posting == postings then return jobs end
  return (posting - 1) % (jobs - 1) + 1
end

function links.postings_of(job, posting_count)
  local jobs, postings, list = settings.sizes.jobs, settings.sizes.job_postings, {}
  if job == jobs then list[1] = postings end
  if job > jobs - 1 then return list end
  for posting = job, posting_count, jobs - 1 do
    if posting ~= postings then list[#list + 1] = posting end
  end
  return list
end

links.reset()

return links
