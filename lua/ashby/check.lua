--- check: whether the key is good, and which entities it opens. It asks
-- apiKey.info if the key may, else for one record under each permission.
--
-- SPDX-License-Identifier: MIT

local call = require "ashby.exchange.call"
local caller = require "ashby.exchange.caller"
local catalogue = require "ashby.catalogue"
local core = require "ashby.core"
local params = require "ashby.params"
local request = require "ashby.exchange.request"

local check = {}

-- For each permission the list that is cheapest to try: one that pages.
local function probes()
  local by_permission = {}
  for _, name in ipairs(catalogue.names) do
    local list = catalogue.entities[name].list
    if list.paged and not by_permission[list.permission] then
      by_permission[list.permission] = name
    end
  end
  return by_permission
end

--- "jobsRead" -> "jobs:read", as apiKey.info spells it.
local function scope_of(permission)
  return (permission:gsub("Read$", ":read"))
end

local function lacking(permission)
  return ("the key lacks %s: enable it under Admin, API keys"):format(permission)
end

-- reasons: permission -> why it is closed.
local function report(facts, reasons)
  facts.entities, facts.closed = {}, {}
  for _, name in ipairs(catalogue.names) do
    local reason = reasons[catalogue.entities[name].list.permission]
    facts.entities[name] = reason == nil
    facts.closed[name] = reason
  end
  return facts
end

local function from_scopes(info)
  local has, reasons = {}, {}
  for _, scope in ipairs(info.scopes) do has[scope] = true end
  for permission in pairs(probes()) do
    if not has[scope_of(permission)] then reasons[permission] = lacking(permission) end
  end
  return report({ ok = true, title = info.title, scopes = info.scopes }, reasons)
end

local CLOSED = { permission = true, invalid = true }

-- The smallest page of one list for each permission, side by side.
local function begin_probes(context, own)
  local exchanges = {}
  for permission, name in pairs(probes()) do
    local method = catalogue.entities[name].list
    local checked = params.check(method, { limit = 1, fields = { "id" } })
    exchanges[permission] = call.begin(context, request.of(context, method, checked), own)
  end
  return exchanges
end

-- A failure that says nothing about the key is an error of the check itself.
local function from_probes(context, own)
  local exchanges, reasons = begin_probes(context, own), {}
  for permission, exchange in pairs(exchanges) do
    local _, err = exchange:finish()
    if err and not CLOSED[err.kind] then
      for _, other in pairs(exchanges) do other:cancel() end
      return nil, err
    end
    if err then
      reasons[permission] = err.kind == "permission" and lacking(permission) or err.message
    end
  end
  return report({ ok = true }, reasons)
end

local function refused(err)
  local reasons = {}
  for permission in pairs(probes()) do reasons[permission] = err.message end
  return report({ ok = false, error = err }, reasons)
end

local INFO = { name = "apiKey.info", title = "apiKey.info" }

-- What the service says of the key itself: a table, or nil, err.
local function info_of(context, own)
  local asked = request.raw(context, INFO, nil, { idempotent = true })
  local answer, err = call.begin(context, asked, own):finish()
  if not answer then return nil, err end
  local info = answer.count and answer.document:next()
  return type(info) == "table" and type(info.scopes) == "table" and info or nil
end

local function ask(context)
  local own = { caller = caller.new(context.host), latest = core.clock() + context.deadline }
  if context.service.has_methods then
    local info, err = info_of(context, own)
    if info then return from_scopes(info) end
    if err and err.kind ~= "permission" and err.kind ~= "not_found" then return nil, err end
  end
  return from_probes(context, own)
end

--- { ok, title, scopes, entities = { jobs = true, ... }, closed = { jobs =
-- why, ... }, error }. ok: the service takes the key. title and scopes only
-- where the key may ask for them. nil, err where the service could not be
-- asked. One deadline covers all of it.
function check.run(context)
  local result, err = ask(context)
  if err and err.kind == "auth" then return refused(err) end
  return result, err
end

return check
