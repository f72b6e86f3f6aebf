--- stages: what funnel and time_in_stage share: histories, and the stages of
-- several jobs grouped by their type, in the order of a plan.
--
-- SPDX-License-Identifier: MIT

local stages = {}

-- The types of a plan's stages in their order, with the names that people use.
-- Archived is not a stage that an application goes through.
local TYPES = { Lead = 1, PreInterviewScreen = 2, Active = 3, Offer = 4, Hired = 5 }
local NAMES = { "Lead", "Application review", "Interview", "Offer", "Hired" }

--- What both need: the histories of all applications, or of those with one of the
-- statuses, and the types of stages.
function stages.needs(options, statuses)
  return {
    cohort = { history = { "id", "status", "createdAt" }, job = options.job, statuses = statuses },
    types = { count = { "currentInterviewStage.id", "currentInterviewStage.type",
      "currentInterviewStage.orderInInterviewPlan" }, job = options.job, always = true },
  }
end

-- The lesser of two values of one stage, whatever the order in which they come:
-- only odd data has two.
local function first_of(a, b)
  if a == nil or b == nil then return a or b end
  return b < a and b or a
end

-- What is known of a stage by its id: its type, and its place in its plan.
local function known_stages(pulled)
  local found = {}
  for _, group in ipairs(pulled.types) do
    local id = group["currentInterviewStage.id"]
    if id then
      local stage = found[id] or {}
      found[id] = stage
      stage.type = first_of(stage.type, group["currentInterviewStage.type"])
      stage.order = first_of(stage.order, group["currentInterviewStage.orderInInterviewPlan"])
    end
  end
  return found
end

-- For several jobs: the place of each type.
local function by_type(known)
  local by_key = {}
  for id, stage in pairs(known) do
    by_key[id] = stage.type == "Archived" and 0 or TYPES[stage.type] or TYPES.Active
  end
  return { by_key = by_key, names = NAMES, other = TYPES.Active, hired = TYPES.Hired }
end

-- The names in the order of their numbers.
local function in_order(numbers)
  local names = {}
  for name in pairs(numbers) do names[#names + 1] = name end
  table.sort(names, function(a, b)
    if numbers[a] ~= numbers[b] then return numbers[a] < numbers[b] end
    return a < b
  end)
  return names
end

-- More stages than one plan has.
local IN_PLAN = 1000

-- What puts a stage in the order of its job's plan; nil for one that no application
-- goes through.
local function number_of(stage, known)
  local type = known.type or (stage.title == "Archived" and "Archived") or "Active"
  if type == "Archived" then return nil end
  return (TYPES[type] or TYPES.Active) * IN_PLAN + (known.order or stage.number or 0)
end

-- For one job: the place of each title.
local function by_title(list, known)
  local numbers, by_key, ranks = {}, {}, {}
  for _, stage in ipairs(list) do
    local number = number_of(stage, known[stage.key] or {})
    stage.name = number and (stage.title or "(no title)")
    if number then numbers[stage.name] = math.min(numbers[stage.name] or number, number) end
  end
  local names, hired = in_order(numbers), nil
  for rank, name in ipairs(names) do
    ranks[name] = rank
    if numbers[name] >= TYPES.Hired * IN_PLAN then hired = hired or rank end
  end
  for _, stage in ipairs(list) do by_key[stage.key] = ranks[stage.name] or 0 end
  return { by_key = by_key, names = names, hired = hired }
end

--- The places by which a cohort counts: { by_key (by the stage's key; 0: none),
-- names, other (the place of a stage that is not known), hired (the first place
-- of those who are hired) }; or nil, err.
function stages.places(pulled, options)
  local known = known_stages(pulled)
  if not options.job then return by_type(known) end
  local list, err = pulled.cohort:stages()
  if not list then return nil, err end
  return by_title(list, known)
end

return stages
