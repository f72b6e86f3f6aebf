-- SPDX-License-Identifier: MIT
-- Signed webhooks for what changes: which hook gets which event, and with which
-- data. delivery.lua sends. One change may give several events, each with its
-- own webhookActionId, which stays the same over retries and over several
-- hooks.

local json = require "json"
local random = require "random"
local links = require "links"
local store = require "store"
local delivery = require "delivery"

local webhooks = {}

local hooks, actions, serial = {}, 0, 0

function webhooks.reset()
  hooks = {}
  delivery.reset()
end

local event_shape = json.shape{ "webhookActionId", "action", "data" }

local function body_of(action, data)
  actions = actions + 1
  local id = random.id("webhook_action", actions)
  return json.encode(event_shape{ webhookActionId = id, action = action, data = data }), id
end

local function emit(action, data)
  if #hooks == 0 then return end
  local body, id = body_of(action, data)
  for _, hook in ipairs(hooks) do
    if hook.enabled and (not hook.events or hook.events[action]) then
      delivery.send(hook, action, body, id)
    end
  end
end

local function ping(hook)
  delivery.send(hook, "ping", '{"action":"ping","data":{"webhookActionType":"ping"}}', nil)
end

-- { url, secret, speed, events } -> what was set up, or nil and a message.
function webhooks.add(order)
  if type(order.url) ~= "string" or not order.url:find("^http://") then
    return nil, "url must begin with http://"
  end
  if type(order.secret) ~= "string" then return nil, "secret must be a string" end
  local hook = { url = order.url, secret = order.secret, speed = order.speed or 1, enabled = true }
  if json.is_array(order.events) then
    hook.events = {}
    for _, name in ipairs(order.events) do hook.events[name] = true end
  end
  serial = serial + 1
  hook.id = random.id("webhook", serial)
  hooks[#hooks + 1] = hook
  ping(hook)
  return { id = hook.id, url = hook.url, speed = hook.speed }, nil, hook
end

function webhooks.find(id)
  for n, hook in ipairs(hooks) do
    if hook.id == id then return hook, n end
  end
end

function webhooks.remove(n) table.remove(hooks, n) end

function webhooks.deliveries() return delivery.list() end

local function application(i) return { application = store.record("applications", i) } end

function webhooks.created(entity, i)
  if entity == "applications" then emit("applicationSubmit", application(i))
  elseif entity == "jobs" then emit("jobCreate", { job = store.record("jobs", i) })
  elseif entity == "job_postings" then
    emit("jobPostingPublish", { jobPosting = store.record("job_postings", i) })
    emit("jobPostingUpdate", { jobPosting = store.record("job_postings", i) })
  end
end

function webhooks.updated(entity, i, stage_changed)
  if entity == "applications" then
    emit("applicationUpdate", application(i))
    if stage_changed then emit("candidateStageChange", application(i)) end
  elseif entity == "jobs" then emit("jobUpdate", { job = store.record("jobs", i) })
  elseif entity == "job_postings" then
    local posting = store.record("job_postings", i)
    if posting.status == "Draft" then emit("jobPostingUnpublish", { jobPosting = posting }) end
    emit("jobPostingUpdate", { jobPosting = posting })
  end
end

function webhooks.hired(i)
  emit("candidateHire", application(i))
  emit("applicationUpdate", application(i))
  emit("candidateStageChange", application(i))
end

-- The event of a deletion, made while the record is still there; send() gives it out after.
function webhooks.before_delete(entity, i)
  if entity == "candidates" then
    return { "candidateDelete", { candidate = { id = random.id("candidates", i) } } }
  elseif entity == "job_postings" then
    return { "jobPostingDelete", { jobPosting = { id = random.id("job_postings", i),
      jobId = random.id("jobs", links.job_of_posting(i)) } } }
  end
end

function webhooks.send(event)
  if event then emit(event[1], event[2]) end
end

return webhooks
