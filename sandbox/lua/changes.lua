-- SPDX-License-Identifier: MIT
-- POST /_sandbox/change: creates, updates, archives, hires and deletes records.
-- What is chosen follows from the seed in the call. Later incremental passes
-- report what was created or updated; what was deleted is simply gone. Webhooks
-- are sent.

local json = require "json"
local random = require "random"
local clock = require "clock"
local links = require "links"
local settings = require "settings"
local store = require "store"
local lists = require "lists"
local auth = require "auth"
local webhooks = require "webhooks"
local jobs = require "generate.jobs"
local applications = require "generate.applications"
local patches = require "change_patches"

local changes = {}

-- `wanted` is a number of records or an array of their ids. Indices, or nil and a message.
local function choose(entity, wanted, r, taken)
  local chosen = {}
  if json.is_array(wanted) then
    for n, id in ipairs(wanted) do
      local i = type(id) == "string" and store.index(entity, id)
      if not i then return nil, "no such record " .. tostring(id) end
      chosen[n] = i
    end
    return chosen
  end
  if type(wanted) ~= "number" then return nil, "a number or an array of ids expected" end
  local free = {}
  for _, i in ipairs(lists.indices(entity, false, auth.keys[auth.MAIN])) do
    if not taken[i] then free[#free + 1] = i end
  end
  for n = 1, math.min(wanted, #free) do
    local at = n + r:int(#free - n + 1)
    free[n], free[at] = free[at], free[n]
    chosen[n], taken[free[n]] = free[n], true
  end
  table.sort(chosen)
  return chosen
end

local function ids_of(entity, indices)
  local ids = json.array()
  for n, i in ipairs(indices) do ids[n] = random.id(entity, i) end
  return ids
end

-- A created application goes to a candidate and a job that exist.
local function place_application(i, r)
  local candidate
  repeat
    candidate = 1 + r:int(settings.sizes.candidates)
  until store.exists("candidates", candidate)
  links.extra_candidate[i] = candidate
  local list = links.extra_applications[candidate] or {}
  links.extra_applications[candidate] = list
  list[#list + 1] = i
  store.touch("candidates", candidate, { updatedAt = clock.iso(clock.now()) })
end

-- How a new record begins, whatever was generated at its index.
local BEGIN = {}

function BEGIN.applications(patch, i)
  local _, job = applications.facts(i)
  patch.status, patch.currentInterviewStage = "Active", jobs.stage(job, 1)
  patch.archivedAt, patch.archiveReason = store.ABSENT, json.null
end

function BEGIN.jobs(patch, _, now)
  patch.status, patch.confidential = "Open", false
  patch.openedAt, patch.closedAt = now, json.null
end

function BEGIN.job_postings(patch)
  patch.status, patch.publishedDate = "Published", clock.date(clock.now())
end

function changes.create(entity, r, extra)
  local i = store.count(entity) + 1
  store.state.count[entity] = i
  if entity == "applications" then place_application(i, r) end
  local patch, record = {}, store.record(entity, i)
  if record.createdAt then patch.createdAt = clock.iso(clock.now()) end
  if record.updatedAt then patch.updatedAt = clock.iso(clock.now()) end
  if record.isArchived then patch.isArchived = false end
  if record.isEnabled == false then patch.isEnabled = true end
  if BEGIN[entity] then BEGIN[entity](patch, i, patch.createdAt) end
  for k, v in pairs(extra or {}) do patch[k] = v end
  store.touch(entity, i, patch)
  webhooks.created(entity, i)
  return i
end

local function remove_applications_of(job)
  for i = 1, store.count("applications") do
    local _, its = store.application_facts(i)
    if its == job then
      store.state.deleted.applications[i] = true
      store.forget_text("candidates", links.candidate_of(i))
    end
  end
end

local function remove(entity, i)
  local event = webhooks.before_delete(entity, i)
  store.state.deleted[entity][i] = true
  store.state.changed[entity][i] = store.state.serial
  if entity == "candidates" then
    for _, application in ipairs(links.applications_of(i)) do
      store.state.deleted.applications[application] = true
    end
  elseif entity == "jobs" then
    remove_applications_of(i)
  elseif entity == "applications" then
    store.forget_text("candidates", links.candidate_of(i))
  elseif entity == "job_postings" then
    store.forget_text("jobs", links.job_of_posting(i))
  end
  webhooks.send(event)
end

local function update(entity, i, r)
  local record = store.record(entity, i)
  local patch, stage_changed = patches.update(entity, record, i, r, clock.now())
  store.touch(entity, i, patch)
  webhooks.updated(entity, i, stage_changed)
end

local function archive(entity, i, r)
  local patch = patches.archive(entity, store.record(entity, i), i, r, clock.now())
  store.touch(entity, i, patch)
  webhooks.updated(entity, i, entity == "applications")
end

local function hire(entity, i)
  local _, job = applications.facts(i)
  store.touch(entity, i, { status = "Hired", updatedAt = clock.iso(clock.now()),
    archivedAt = store.ABSENT, archiveReason = json.null,
    currentInterviewStage = jobs.stage(job, 8) })
  webhooks.hired(i)
end

local DO = { { "update", "updated", update }, { "archive", "archived", archive },
  { "hire", "hired", hire }, { "delete", "deleted", remove } }

-- { entity, update, create, delete, archive, hire, seed } -> the ids, or nil and a message.
function changes.run(order)
  local entity = order.entity
  if not entity or not store.has(entity) then return nil, "unknown entity " .. tostring(entity) end
  if order.hire and entity ~= "applications" then return nil, "only applications can be hired" end
  local serial = store.state.serial + 1
  local r, taken, result = random.new("change", (order.seed or 0) * 65536 + serial), {}, {}
  local chosen = {}
  for n, step in ipairs(DO) do
    local indices, problem = {}, nil
    if order[step[1]] then indices, problem = choose(entity, order[step[1]], r, taken) end
    if problem then return nil, problem end
    chosen[n] = indices
  end
  store.state.serial = serial
  for n, step in ipairs(DO) do
    result[step[2]] = ids_of(entity, chosen[n])
    for _, i in ipairs(chosen[n]) do step[3](entity, i, r) end
  end
  local created = {}
  for n = 1, order.create or 0 do created[n] = changes.create(entity, r) end
  result.created, result.entity = ids_of(entity, created), entity
  return result
end

return changes
