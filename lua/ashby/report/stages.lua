--- stages: what funnel and time_in_stage share: histories, and the stages of
-- several jobs joined by their type, in the order of a plan.
--
-- SPDX-License-Identifier: MIT

local stages = {}

-- The types of a plan's stages in their order, with the names that people use.
-- Archived is not a stage that an application passes.
local TYPES = { Lead = 1, PreInterviewScreen = 2, Active = 3, Offer = 4, Hired = 5 }
local NAMES = { "Lead", "Application review", "Interview", "Offer", "Hired" }

--- What both need: the histories of applications, and the types of stages.
function stages.needs(options)
  return {
    cohort = { history = { "id", "status", "currentInterviewStage.id" },
      job = options.job },
    types = { count = { "currentInterviewStage.id", "currentInterviewStage.type",
      "currentInterviewStage.orderInInterviewPlan" }, job = options.job, always = true },
  }
end

-- What is known of a stage by its id: its type, and its place in its plan.
local function known_stages(pulled)
  local found = {}
  for _, group in ipairs(pulled.types) do
    local id = group["currentInterviewStage.id"]
    if id then
      found[id] = { type = group["currentInterviewStage.type"],
        order = group["currentInterviewStage.orderInInterviewPlan"] }
    end
  end
  return found
end

-- The name and the place of a step's stage; nothing for a stage that is not
-- passed. Stages of one job are named by their titles, those of several by
-- their type.
local function stage_of(step, known, by_title)
  local stage = known[step.stage_id] or {}
  local type = stage.type or (step.title == "Archived" and "Archived") or "Active"
  if type == "Archived" then return nil end
  local place = TYPES[type] or TYPES.Active
  if not by_title then return NAMES[place], place end
  return step.title, place * 1000 + (stage.order or step.stage_number or 0)
end

local function ranked(places)
  local names, ranks = {}, {}
  for name in pairs(places) do names[#names + 1] = name end
  table.sort(names, function(a, b)
    if places[a] ~= places[b] then return places[a] < places[b] end
    return a < b
  end)
  for rank, name in ipairs(names) do ranks[name] = rank end
  return ranks
end

--- A function of a step of a history: the place of its stage among those of the
-- cohort, and its name.
function stages.placer(pulled, options)
  local known, places = known_stages(pulled), {}
  for _, steps in pairs(pulled.cohort.steps) do
    for _, step in ipairs(steps) do
      local name, place = stage_of(step, known, options.job)
      if name then places[name] = math.min(places[name] or place, place) end
    end
  end
  local ranks = ranked(places)
  return function(step)
    local name = stage_of(step, known, options.job)
    return name and ranks[name], name
  end
end

return stages
