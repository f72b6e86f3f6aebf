-- SPDX-License-Identifier: MIT
-- /_sandbox/: resets, faults, the journal, the truth about the data, changes, options, expiry,
-- webhooks. There is no authentication: anyone who reaches the port may do all
-- of it.

local json = require "json"
local answer = require "answer"
local options = require "options"
local settings = require "settings"
local store = require "store"
local lists = require "lists"
local auth = require "auth"
local paging = require "paging"
local journal = require "journal"
local faults = require "faults"
local fault_kinds = require "fault_kinds"
local tokens = require "tokens"
local search = require "search"
local changes = require "changes"
local vendor = require "vendor"
local webhooks = require "webhooks"
local reports = require "reports"

local control = {}

local routes = {}

local function bad(message) return answer.json(400, { error = message }) end

routes["GET health"] = function()
  return answer.json(200, { ok = true, seed = settings.seed, sizes = settings.sizes })
end

routes["POST reset"] = function()
  store.reset()
  options.reset()
  faults.reset()
  journal.reset()
  auth.reset()
  paging.reset()
  tokens.reset()
  vendor.reset()
  webhooks.reset()
  search.refresh()
  return answer.json(200, { ok = true })
end

routes["POST faults"] = function(body)
  local problem = faults.add(body, fault_kinds.kinds)
  if problem then return bad(problem) end
  return answer.json(200, { ok = true, faults = faults.list() })
end

routes["GET faults"] = function() return answer.json(200, faults.list()) end

routes["DELETE faults"] = function()
  faults.reset()
  return answer.json(200, { ok = true })
end

routes["GET requests"] = function(_, query)
  if query.count then return answer.json(200, journal.count()) end
  return answer.json(200, journal.list(query.method))
end

routes["GET data"] = function(_, query)
  local entity = query.entity
  if not entity or not store.has(entity) then return bad("unknown entity " .. tostring(entity)) end
  local texts = {}
  for n, i in ipairs(lists.indices(entity, query.all ~= nil, auth.keys[auth.MAIN])) do
    local record = not query.ids and store.text(entity, i)
    texts[n] = record or json.encode(store.id(entity, i))
  end
  return answer.json(200, "[" .. table.concat(texts, ",") .. "]")
end

routes["POST warm"] = function(body)
  local entities = body.entity and { body.entity } or { "candidates", "applications" }
  local count = 0
  for _, entity in ipairs(entities) do
    if not store.has(entity) then return bad("unknown entity " .. tostring(entity)) end
    for i = 1, store.count(entity) do
      if store.exists(entity, i) then store.text(entity, i); count = count + 1 end
    end
  end
  return answer.json(200, { ok = true, records = count })
end

routes["POST change"] = function(body)
  local result, problem = changes.run(body)
  if problem then return bad(problem) end
  return answer.json(200, result)
end

routes["POST options"] = function(body)
  local problem = options.set(body)
  if problem then return bad(problem) end
  return answer.json(200, options.all())
end

routes["GET options"] = function() return answer.json(200, options.all()) end

routes["POST expire"] = function(body)
  if body.cursors then paging.expire_cursors() end
  if body.sync_tokens then paging.expire_tokens() end
  if body.tokens then tokens.expire() end
  return answer.json(200, { ok = true })
end

routes["POST copy"] = function()
  search.refresh()
  return answer.json(200, { ok = true })
end

routes["GET writes"] = function() return answer.json(200, vendor.writes()) end

routes["GET reports"] = function() return answer.json(200, reports.list()) end

routes["POST webhooks"] = function(body)
  local hook, problem = webhooks.add(body)
  if problem then return bad(problem) end
  return answer.json(200, hook)
end

routes["GET webhooks"] = function() return answer.json(200, webhooks.deliveries()) end

function control.answer_to(request)
  local name = request.path:match("^/_sandbox/([%w_]+)$")
  local route = name and routes[request.verb .. " " .. name]
  if not route then return answer.json(404, { error = "no such control call" }) end
  local body, problem = {}, nil
  if request.text ~= "" then body, problem = json.decode(request.text) end
  if problem then return bad("body is not JSON: " .. problem) end
  return route(body, ngx.req.get_uri_args())
end

return control
