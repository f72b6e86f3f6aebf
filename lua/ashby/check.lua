--- check: is the key good, and which entities does it open. Asks apiKey.info
-- where the key may; else it tries one record for each permission.
--
-- SPDX-License-Identifier: MIT

local catalogue = require "ashby.catalogue"

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

-- A failure that says nothing about the key is an error of the check itself.
local function from_probes(client)
  local by_permission, functions = probes(), {}
  for permission, name in pairs(by_permission) do
    functions[permission] = function() return client[name].list { limit = 1, fields = { "id" } } end
  end
  local _, failed = client.gather(functions, { settle = true })
  local reasons = {}
  for permission, err in pairs(failed) do
    if not CLOSED[err.kind] then return nil, err end
    reasons[permission] = err.kind == "permission" and lacking(permission) or err.message
  end
  return report({ ok = true }, reasons)
end

local function refused(err)
  local reasons = {}
  for permission in pairs(probes()) do reasons[permission] = err.message end
  return report({ ok = false, error = err }, reasons)
end

local function ask(client, has_methods)
  if not has_methods then return from_probes(client) end
  local info, err = client.call("apiKey.info", nil, { idempotent = true })
  if type(info) == "table" and type(info.scopes) == "table" then return from_scopes(info) end
  if err and err.kind ~= "permission" and err.kind ~= "not_found" then return nil, err end
  return from_probes(client)
end

--- { ok, title, scopes, entities = { jobs = true, ... }, closed = { jobs =
-- why, ... }, error }. ok: the service takes the key. title and scopes only
-- where the key may ask for them. nil, err where nobody could be asked.
function check.run(client, has_methods)
  local result, err = ask(client, has_methods)
  if err and err.kind == "auth" then return refused(err) end
  return result, err
end

return check
