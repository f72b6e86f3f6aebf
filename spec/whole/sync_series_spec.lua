--- Specs of sync over time: after any series of changes, a copy kept by the first
-- pull and the increments equals a full pull. Passes are broken off, commits left
-- out, tokens expired and the sync opened again in between.
--
-- SPDX-License-Identifier: MIT

local helper = require "spec.helper"

local ROUNDS = 10
local SEED = tonumber(os.getenv "ASHBY_SEED") or os.time() % 100000

-- What lists hide by default, shown.
local EVERYTHING = {
  jobs = { status = { "Draft", "Open", "Closed", "Archived" } },
  departments = { include_archived = true }, locations = { include_archived = true },
  users = { include_deactivated = true },
  job_postings = { include_unpublished_job_postings = true },
  sources = { include_archived = true }, archive_reasons = { include_archived = true },
  candidate_tags = { include_archived = true }, custom_fields = { include_archived = true },
  feedback_form_definitions = { include_archived = true },
}

-- Members that follow from other records: a list has their current values,
-- and does not count it as a change of the record.
local COMPUTED = { candidates = "applicationIds", jobs = "jobPostingIds" }

-- Numbers from 0 to n - 1 that follow from the seed.
local function dice(seed)
  seed = seed % 2147483647 + 1
  return function(n)
    seed = seed * 16807 % 2147483647
    return math.floor(seed / 2147483647 * n)
  end
end

local function in_memory()
  local kept
  return { load = function() return kept end, save = function(data) kept = data; return true end }
end

-- The copy that a program would keep: it does what each pass says.
local function new_copy(entities)
  local copy = {}
  for _, entity in ipairs(entities) do copy[entity] = {} end
  return copy
end

local function store(copy, entity, record)
  if COMPUTED[entity] then record[COMPUTED[entity]] = nil end
  copy[entity][record.id] = record
end

describe("a copy kept by increments #slow", function()
  local client, roll, s, state, copy, entities
  local unsure  -- ids by entity that no committed pass has had yet
  local waiting -- { entity, ids } of complete passes before a commit

  before_each(function()
    helper.reset()
    helper.control("POST", "options", { rate_limit = 1e6 })
    client = helper.client()
    roll, state, entities = dice(SEED), in_memory(), client.entities()
    copy, unsure, waiting = new_copy(entities), new_copy(entities), {}
    s = assert(client.sync { state = state })
  end)

  after_each(function() client.close() end)

  -- One pass into the copy; most: where it is broken off.
  local function pull(entity, given, most)
    local params = { limit = 60 + roll(41) }
    for name, value in pairs(given or {}) do params[name] = value end
    local it, ids = s.changes(entity, params), {}
    while #ids < (most or math.huge) do
      local record, err = it:next()
      assert.is_nil(err)
      if record == nil then
        waiting[#waiting + 1] = { entity, ids }
        break
      end
      store(copy, entity, record)
      ids[#ids + 1], unsure[entity][record.id] = record.id, true
    end
    it:close()
  end

  local function commit()
    assert(s.commit())
    for _, pass in ipairs(waiting) do
      for _, id in ipairs(pass[2]) do unsure[pass[1]][id] = nil end
    end
    waiting = {}
  end

  local function reopen()
    s = assert(client.sync { state = state })
    waiting = {}
  end

  local function drop_gone(entity, given)
    local gone, listed = s.reconcile(entity, given)
    for _, id in ipairs(assert(gone, listed)) do copy[entity][id] = nil end
    for id in pairs(copy[entity]) do
      if not listed[id] then -- only a pass that was not committed can have had it
        assert.is_true(unsure[entity][id])
        copy[entity][id] = nil
      end
    end
  end

  local function change_something(deletes)
    for _, entity in ipairs(entities) do
      local order = { entity = entity, seed = roll(1000), update = roll(4), create = roll(3),
        archive = roll(2) }
      if entity == "applications" then order.hire = roll(2) end
      if deletes then order.delete = roll(2) end
      helper.control("POST", "change", order)
    end
  end

-- What else happens: now and then a crash, an expired token, a pass that is not
-- finished.
  local function disturb(given)
    local what = roll(6)
    if what == 0 then reopen() end
    if what == 1 then helper.control("POST", "expire", { sync_tokens = true }) end
    if what == 2 then helper.control("POST", "options", { sync_page_cap = 1 + roll(3) }) end
    local entity = entities[1 + roll(#entities)]
    if what > 2 then pull(entity, given[entity], roll(4)) end
  end

  local function run(given, deletes)
    for round = 1, ROUNDS do
      for _, entity in ipairs(entities) do
        if round == 1 or roll(3) > 0 then pull(entity, given[entity]) end
      end
      if round == 1 or roll(4) > 0 then commit() end
      change_something(deletes)
      if deletes and roll(4) == 0 then
        local entity = entities[1 + roll(#entities)]
        drop_gone(entity, given[entity])
      end
      disturb(given)
    end
    for _, entity in ipairs(entities) do
      pull(entity, given[entity])
      if deletes then drop_gone(entity, given[entity]) end
    end
    commit()
  end

  local function is_whole(given)
    for _, entity in ipairs(entities) do
      local full = {}
      for _, record in ipairs(assert(client[entity].all(given[entity]))) do
        store({ [entity] = full }, entity, record)
      end
      local difference = helper.difference(full, copy[entity], entity)
      assert.is_nil(difference, ("%s (ASHBY_SEED=%d)"):format(tostring(difference), SEED))
      assert.is_not_nil(next(full))
    end
  end

  it(("equals a full pull of everything (ASHBY_SEED=%d)"):format(SEED), function()
    run(EVERYTHING, false)
    is_whole(EVERYTHING)
  end)

  it(("equals one after deletions, too, with reconcile (ASHBY_SEED=%d)"):format(SEED), function()
    run({}, true)
    is_whole {}
  end)
end)
