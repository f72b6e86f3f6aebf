--- live: the applications of a cohort and the stages that each went through,
-- from a client: a request for each. It has the same methods as a store's
-- cohort (kept.lua): which stages there are, the paths through them, how long
-- each stay lasted, and when the current one began.
--
-- SPDX-License-Identifier: MIT

local period = require "ashby.report.period"

local live = {}

local Cohort = {}
Cohort.__index = Cohort

-- What a stage is known by: its id, or its title if it has none.
local function key_of(step)
  return step.stage_id or step.title
end

local function greater(a, b)
  return a == nil or b ~= nil and b > a
end

-- The place of a step's stage, or nil; 0 stands for no place.
local function place_of(places, step)
  local place = places.by_key[key_of(step) or ""]
  if not place and step.title ~= "Archived" then place = places.other end
  return place ~= 0 and place or nil
end

-- Calls visit(application, step) for every step.
local function each_step(self, visit)
  for _, application in ipairs(self.applications) do
    for _, step in ipairs(self.steps[application.id] or {}) do
      visit(application, step)
    end
  end
end

--- How many applications there are.
function Cohort:size()
  return #self.applications
end

--- The stages: { key, title, number } each.
function Cohort:stages()
  local list, by_key = {}, {}
  each_step(self, function(_, step)
    local key = key_of(step)
    if key == nil then return end
    local stage = by_key[key]
    if not stage then
      stage = { key = key }
      by_key[key], list[#list + 1] = stage, stage
    end
    if greater(stage.title, step.title) then stage.title = step.title end
    if step.stage_number and not greater(step.stage_number, stage.number) then
      stage.number = step.stage_number
    end
  end)
  return list
end

--- The paths, each the set of places that n applications went through:
-- { places, n } each.
function Cohort:paths(places)
  local paths = {}
  for i, application in ipairs(self.applications) do
    local path = {}
    for _, step in ipairs(self.steps[application.id] or {}) do
      path[#path + 1] = place_of(places, step)
    end
    paths[i] = { places = path, n = 1 }
  end
  return paths
end

local IS_WAITING = { Active = true, Lead = true }

--- By place { days, waiting }: the days of each completed stay, and how many stays
-- have not ended.
function Cohort:stays(places)
  local found = {}
  each_step(self, function(application, step)
    local place = place_of(places, step)
    if not place then return end
    local stay = found[place] or { days = {}, waiting = 0 }
    found[place] = stay
    if not step.left_stage_at then
      stay.waiting = stay.waiting + (IS_WAITING[application.status] and 1 or 0)
      return
    end
    local days = period.days(step.entered_stage_at, step.left_stage_at)
    if days and days >= 0 then stay.days[#stay.days + 1] = days end
  end)
  return found
end

--- When applications entered the stage that they are in now, by their ids; only of
-- those whose history says so.
function Cohort:entered()
  local found = {}
  each_step(self, function(application, step)
    local id, stage, at = application.id, application.stage_id, step.entered_stage_at
    if stage and step.stage_id == stage and not step.left_stage_at and greater(found[id], at) then
      found[id] = at
    end
  end)
  return found
end

--- A cohort of applications { id, status, stage_id } and their steps by id.
function live.new(applications, steps)
  return setmetatable({ applications = applications, steps = steps }, Cohort)
end

return live
