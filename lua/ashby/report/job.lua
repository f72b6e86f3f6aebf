--- job: which job a report is about: its id, its title, or the newest posting's.
--
-- SPDX-License-Identifier: MIT

local ascii = require "ashby.text.ascii"
local errors = require "ashby.errors"

local job = {}

local FIELDS = { "id", "title", "status" }

local function not_found(word, several)
  return errors.new { code = "job_not_found", kind = "not_found",
    message = several and ("several jobs have the title '%s'"):format(word)
      or ("no job has the id or the title '%s'"):format(word),
    hint = several and "name it by its id" or "ashby jobs list shows them" }
end

local function by_word(source, word)
  local jobs, err = source.jobs.all { fields = FIELDS,
    status = { "Draft", "Open", "Closed", "Archived" } }
  if not jobs then return nil, err end
  local found
  for _, one in ipairs(jobs) do
    if one.id == word then return one end
    if one.title and ascii.lower(one.title) == ascii.lower(word) then
      if found then return nil, not_found(word, true) end
      found = one
    end
  end
  if not found then return nil, not_found(word) end
  return found
end

--- Sets options.job to the id of the job that it names, and options.job_title.
function job.resolve(source, options)
  if options.job == nil then return true end
  local found, err = by_word(source, options.job)
  if not found then return nil, err end
  options.job, options.job_title = found.id, found.title
  return true
end

-- Which of two postings is the newer: the first of these that differs decides.
local BY = { "publishedDate", "updatedAt", "id" }

local function is_newer(a, b)
  if not b then return true end
  for _, name in ipairs(BY) do
    local x, y = a[name] or "", b[name] or ""
    if x ~= y then return x > y end
  end
  return false
end

--- The same, but without a job it takes that of the newest published posting.
function job.resolve_newest(source, options)
  if options.job ~= nil then return job.resolve(source, options) end
  local postings, err = source.job_postings.all { fields = { "id", "jobId", "title", "status",
    "publishedDate", "updatedAt" } }
  if not postings then return nil, err end
  local newest
  for _, posting in ipairs(postings) do
    if posting.status == "Published" and is_newer(posting, newest) then newest = posting end
  end
  if not newest then
    return nil, errors.new { code = "no_posting", kind = "not_found",
      message = "no job posting is published", hint = "name a job with the option job" }
  end
  options.job, options.job_title = newest.jobId, newest.title
  return true
end

return job
