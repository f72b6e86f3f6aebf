-- SPDX-License-Identifier: MIT
-- The course of an application: which stages it has been in, when it entered each, and when it was
-- last changed. Its record, its history and its offer all read this, so that they agree.

local random = require "random"
local clock = require "clock"

local course = {}

local LEAD, LAST_ACTIVE, HIRED, ARCHIVED, SAMPLE = 9, 7, 8, 10, 4

-- Nobody is hired within three weeks.
course.HIRED_AFTER = 21 * clock.DAY

local ENDS = { Hired = HIRED, Archived = ARCHIVED }

local function updated_ms(r, status, created)
  local least = status == "Hired" and course.HIRED_AFTER or 0
  return math.min(created + least + r:int(100 * clock.DAY), clock.LAST_UPDATE)
end

-- How far an application got; most that end, end early.
local function furthest_stage(r, status)
  if status == "Active" then return r:range(1, LAST_ACTIVE) end
  if status == "Archived" then return 1 + math.floor(LAST_ACTIVE * (r:word() / 2 ^ 32) ^ 2) end
  return LAST_ACTIVE
end

-- The numbers of the stages, in order; some go without the work sample.
local function stages_passed(r, status)
  if status == "Lead" then return { LEAD } end
  local furthest, without, list = furthest_stage(r, status), r:chance(0.15), {}
  for k = 1, furthest do
    if k ~= SAMPLE or k == furthest or not without then list[#list + 1] = k end
  end
  list[#list + 1] = ENDS[status]
  return list
end

-- One after the other; what ends an application happens at its last change.
local function times_entered(r, status, count, created, updated)
  local weights, sum, passed, times = {}, 0, 0, {}
  for n = 1, count do weights[n] = 1 + r:int(9) end
  if ENDS[status] then weights[count] = 0 end
  for n = 1, count do sum = sum + weights[n] end
  for n = 1, count do
    times[n] = math.floor(created + (updated - created) * passed / sum)
    passed = passed + weights[n]
  end
  return times
end

-- Status, job, created (as given), updated, the numbers of the stages, the times of entering them.
function course.of(i, status, job, created)
  local r = random.new("course", i)
  local updated = updated_ms(r, status, created)
  local stages = stages_passed(r, status)
  return status, job, created, updated, stages,
    times_entered(r, status, #stages, created, updated)
end

return course
