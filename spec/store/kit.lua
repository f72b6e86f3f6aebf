--- kit: makes stores for specs, closes them again, and compares them with the
-- service.
--
-- SPDX-License-Identifier: MIT

local busted = require "busted"
local cjson = require "cjson"

local ashby = require "ashby"
local files = require "spec.store.files"
local helper = require "spec.helper"

local kit = { null = cjson.null }

--- Parameters that make each list show everything.
kit.ALL = {
  jobs = { status = { "Draft", "Open", "Closed", "Archived" },
    include_unpublished_job_postings_ids = true },
  departments = { include_archived = true },
  locations = { include_archived = true, include_location_hierarchy = true },
  users = { include_deactivated = true },
  job_postings = { include_unpublished_job_postings = true },
  sources = { include_archived = true }, archive_reasons = { include_archived = true },
  candidate_tags = { include_archived = true }, custom_fields = { include_archived = true },
  feedback_form_definitions = { include_archived = true },
}

--- Parameters of a list, and more.
function kit.with(given, more)
  local all = {}
  for _, list in ipairs { given or {}, more or {} } do
    for name, value in pairs(list) do all[name] = value end
  end
  return all
end

--- A new store with a client on the sandbox.
function kit.store(options, path)
  options = kit.with(options)
  options.client = options.client or helper.client()
  return assert(ashby.store(path or files.path(), options)), options.client
end

--- For the specs of a describe: one store, pulled before the first, closed after
-- the last. take(store, client) gets them; given: the options of the pull.
function kit.pulled(take, given)
  local store, client
  busted.setup(function()
    helper.reset()
    store, client = kit.store()
    assert(store.pull(given))
    take(store, client)
  end)
  busted.teardown(function()
    store.close()
    client.close()
    kit.remove()
  end)
end

--- For the specs of a describe: a new store, not pulled yet, for each.
function kit.fresh(take)
  local store, client
  busted.before_each(function()
    helper.reset()
    store, client = kit.store()
    take(store, client)
  end)
  busted.after_each(function()
    store.close()
    client.close()
  end)
  busted.teardown(kit.remove)
end

--- Makes the next call of a list return these JSON texts as its records.
function kit.sends(method, records)
  helper.fault { match = method, body = '{"success":true,"moreDataAvailable":false,"results":['
    .. table.concat(records, ",") .. "]}" }
end

local function by_id(records)
  local found = {}
  for _, record in ipairs(records) do found[record.id] = record end
  return found
end

--- Where the records of a store and of a client differ, or nil. given:
-- parameters of both lists.
function kit.difference(store, client, entity, given)
  local own = kit.with(given, { null = kit.null })
  local kept, sent = assert(store[entity].all(own)), assert(client[entity].all(own))
  if #kept ~= #sent then return ("%s: %d kept, %d sent"):format(entity, #kept, #sent) end
  return helper.difference(by_id(kept), by_id(sent), entity)
end

--- Asserts that a store holds what the service has.
function kit.assert_equal(store, client)
  for _, entity in ipairs(client.entities()) do
    local found = kit.difference(store, client, entity, kit.ALL[entity])
    if found then error(found, 2) end
  end
end

--- The first value of a query.
function kit.value(store, query, ...)
  local row = assert(store.sql("select (" .. query .. ") as v", ...):next())
  return row.v
end

--- A spec's teardown.
kit.remove = files.remove

return kit
