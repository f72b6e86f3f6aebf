-- SPDX-License-Identifier: MIT
-- Interview plans: two indices a job, its default plan and, where interviewPlanIds has one, a
-- second. stages() gives the stages of a plan in their order.

local json = require "json"
local random = require "random"
local clock = require "clock"
local jobs = require "generate.jobs"

local plans = {}

local plan = json.shape{ "id", "title", "isArchived", "createdAt", "updatedAt" }

-- Job and number of the plan in jobs.lua.
local function owner(i)
  local job = math.floor((i + 1) / 2)
  return job, i % 2 == 1 and job or jobs.second_plan(job)
end

function plans.exists(i, store)
  local job = owner(i)
  if not store.exists("jobs", job) then return false end
  return i % 2 == 1 or #store.record("jobs", job).interviewPlanIds == 2
end

function plans.make(i)
  local job, number = owner(i)
  local created = jobs.created_ms(job)
  return plan{ id = random.id("plan", number),
    title = (i % 2 == 1 and "Plan: " or "Short plan: ") .. jobs.title(job),
    isArchived = i % 2 == 1 and jobs.status(job) == "Archived", createdAt = clock.iso(created),
    updatedAt = clock.iso(math.min(created + 3 * clock.DAY, clock.LAST_UPDATE)) }
end

-- The stages of the plan with this id, or nil.
function plans.stages(id)
  local number = random.index("plan", id:lower())
  if not number then return nil end
  local list = json.array()
  for k = 1, jobs.stage_count do list[k] = jobs.stage(number, k) end
  return list
end

return plans
