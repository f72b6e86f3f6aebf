--- Specs of store.pull: full and incremental passes, what is gone and back,
-- what the key may not see, cursors and tokens that expire.
--
-- SPDX-License-Identifier: MIT

local ashby = require "ashby"
local files = require "spec.store.files"
local helper = require "spec.helper"
local kit = require "spec.store.kit"
local shell = require "tools.shell"

local unpack = rawget(table, "unpack") or rawget(_G, "unpack")

describe("store.pull", function()
  local store, client

  kit.fresh(function(...) store, client = ... end)

  it("keeps every record as the service has it", function()
    local summary = assert(store.pull())
    kit.assert_equal(store, client)
    for _, entity in ipairs(client.entities()) do
      local did = summary[entity]
      assert.equal("full", did.mode)
      assert.equal(did.records, did.new)
      assert.same({ 0, 0, {}, false }, { did.changed, did.gone, did.unfit, did.stale })
      assert.is_true(did.requests >= 1)
      assert.is_number(did.seconds)
      assert.equal(did.reason, "first_pass")
    end
  end)

  it("asks only for what changed the next time, and gets it", function()
    assert(store.pull())
    helper.control("POST", "change", { entity = "applications", update = 3, create = 2 })
    helper.control("POST", "change", { entity = "candidates", update = 4 })
    local summary = assert(store.pull())
    assert.equal("incremental", summary.applications.mode)
    assert.equal(2, summary.applications.new)
    assert.equal(3, summary.applications.changed)
    assert.is_true(summary.candidates.changed >= 4)
    assert.equal("full", summary.sources.mode)
    assert.equal("no_sync_token", summary.sources.reason)
    kit.assert_equal(store, client)
    summary = assert(store.pull())
    assert.same({ 0, 0, 0 },
      { summary.applications.records, summary.applications.new, summary.applications.changed })
  end)

  it("marks what is gone in a full pass, and unmarks what is back", function()
    assert(store.pull { entities = { "candidates" } })
    local before = #store.candidates.all()
    helper.control("POST", "change", { entity = "candidates", delete = 3 })
    assert(store.pull { entities = { "candidates" } })
    assert.equal(before, #store.candidates.all()) -- a list does not report deletions
    local summary = assert(store.pull { entities = { "candidates" }, full = true })
    assert.equal(3, summary.candidates.gone)
    assert.equal("asked", summary.candidates.reason)
    assert.equal(before - 3, #store.candidates.all())
    assert.equal(before, #store.candidates.all { include_gone = true })
    helper.reset()
    summary = assert(store.pull { entities = { "candidates" }, full = true })
    assert.equal(3, summary.candidates.changed)
    assert.is_nil(kit.difference(store, client, "candidates"))
  end)

  it("notes stages as it sees them change", function()
    local only = { entities = { "applications" } }
    assert(store.pull(only))
    helper.control("POST", "change", { entity = "applications", archive = 2, hire = 1 })
    assert(store.pull(only))
    assert.equal(3, kit.value(store, "select count(*) from stage_changes"))
    assert.equal(0, kit.value(store, "select count(*) from stage_changes c "
      .. "join applications a on a.id = c.application_id "
      .. "where a.status <> c.to_status or a.current_interview_stage_id is not c.to_stage_id"))
    assert(store.pull { entities = only.entities, full = true })
    assert.equal(3, kit.value(store, "select count(*) from stage_changes"))
  end)

  for _, code in ipairs { "sync_token_expired", "sync_token_invalid",
    "incremental_sync_too_large" } do
    it("runs a full pass after " .. code, function()
      assert(store.pull { entities = { "applications" } })
      helper.fault { match = "application.list", kind = "success_false", code = code }
      local summary = assert(store.pull { entities = { "applications" } })
      assert.same({ "full", code }, { summary.applications.mode, summary.applications.reason })
      assert.equal(0, summary.applications.new)
    end)
  end

  it("starts over when a cursor expires in the middle", function()
    helper.fault { match = "application.list", skip = 3, kind = "success_false",
      code = "next_cursor_expired" }
    local summary = assert(store.pull { entities = { "applications" } })
    assert.equal("next_cursor_expired", summary.applications.reason)
    assert.is_nil(kit.difference(store, client, "applications"))
  end)

  it("completes a pull that was broken off, and loses nothing", function()
    helper.fault { match = "application.list", skip = 4, kind = "success_false",
      code = "invalid_input" }
    local summary, err, partial = store.pull()
    assert.is_nil(summary)
    assert.equal("invalid_input", err.code)
    assert.is_true(partial.applications.stale)
    assert.equal(400, partial.applications.records)
    assert(store.pull())
    kit.assert_equal(store, client)
  end)

  it("reports what the key may not see, and keeps what it has of that", function()
    assert(store.pull())
    local jobs = #store.jobs.all()
    helper.fault { match = "job.list", times = 2, kind = "success_false",
      code = "missing_endpoint_permission" }
    local summary = assert(store.pull())
    assert.equal("permission", summary.jobs.error.kind)
    assert.is_true(summary.jobs.stale)
    assert.equal(jobs, #store.jobs.all())
    assert.is_string(kit.value(store, "select stale_since from passes where entity = 'jobs'"))
    local _, err = store.pull { entities = { "jobs" } }
    assert.equal("permission", err.kind)
    assert(store.pull())
    assert.is_nil(kit.value(store, "select stale_since from passes where entity = 'jobs'"))
  end)

  it("pulls some entities where they are named", function()
    local summary = assert(store.pull { entities = { "jobs", "users" } })
    assert.is_table(summary.jobs)
    assert.is_nil(summary.applications)
    assert.same({}, store.applications.all())
  end)

  it("reports its progress", function()
    local events = {}
    assert(store.pull { entities = { "applications" },
      progress = function(event) events[#events + 1] = event end })
    assert.equal(30, #events)
    assert.same({ event = "page", entity = "applications", records = 3000, mode = "full" },
      events[30])
  end)

  it("refuses the key of another company, and changes nothing", function()
    assert(store.pull { entities = { "jobs", "users" } })
    local before = assert(store.users.all())
    -- All that the store has is gone, and other records come.
    for _, entity in ipairs { "jobs", "users" } do
      helper.control("POST", "change", { entity = entity, create = 3 })
      local known = kit.with(store[entity].all(kit.ALL[entity]))
      helper.control("POST", "change", { entity = entity, delete = helper.pluck(known, "id") })
    end
    local summary, err = store.pull { entities = { "jobs", "users" }, full = true }
    assert.is_nil(summary)
    assert.equal("other_organisation", err.code)
    assert.is_nil(helper.difference(before, store.users.all()))
    assert.equal(60, kit.value(store, "select count(*) from jobs_all"))
  end)

  -- Two sandboxes of different seeds have only the examples in common.
  it("refuses it even where the two companies share a few records", function()
    local other = files.path "other"
    local said = shell.output(("'%s/sandbox/start' --dir '%s' --seed 9 --scale 0.05"):format(
      helper.root, other))
    finally(function() shell.run(("'%s/sandbox/stop' '%s'"):format(helper.root, other)) end)
    local stranger = assert(ashby.new { api_key = "ashby-sandbox-key", base_url = said })
    assert(store.pull { client = stranger, entities = { "jobs", "applications", "users" } })
    local before = kit.value(store, "select group_concat(id) from (select id from records "
      .. "order by id)")
    local summary, err = store.pull { entities = { "jobs", "applications", "users" } }
    assert.is_nil(summary)
    assert.equal("other_organisation", err.code)
    assert.equal(before, kit.value(store, "select group_concat(id) from (select id from records "
      .. "order by id)"))
    assert(store.pull { client = stranger, entities = { "jobs", "applications", "users" } })
    assert.is_nil(kit.difference(store, stranger, "applications"))
    stranger.close()
  end)

  it("keeps a row for each pull", function()
    assert(store.pull { entities = { "jobs" } })
    assert(store.pull { entities = { "jobs", "users" } })
    local pulls = assert(store.pulls())
    assert.equal(2, #pulls)
    assert.equal(60, pulls[1].entities.jobs.new)
    assert.equal("incremental", pulls[2].entities.jobs.mode)
    assert.equal(120, pulls[2].entities.users.records)
    assert.is_true(pulls[1].started_at < pulls[2].started_at)
  end)

  it("notes times that do not go back with the machine's clock", function()
    local clock = require "ashby.store.clock"
    local ms = clock.ms
    assert(store.pull { entities = { "users" } })
    clock.ms = function() return ms() - 86400000 end
    finally(function() clock.ms = ms end)
    assert(store.pull { entities = { "users" } })
    local first, second = unpack(store.pulls())
    assert.is_true(second.started_at <= second.ended_at)
    assert.is_true(first.started_at < second.started_at)
  end)

  it("runs one at a time", function()
    local err
    assert(store.pull { entities = { "jobs" }, progress = function()
      if err then return end
      local co = coroutine.wrap(function() return store.pull { entities = { "users" } } end)
      local _, problem = co()
      err = problem or false
    end })
    assert.equal("locked", err.code)
    assert(store.pull { entities = { "users" } })
  end)


  it("ends with an error where another coroutine closes the store meanwhile", function()
    local ran = assert(client.gather {
      pull = function() return { store.pull() } end,
      close = function()
        assert(client.users.list { limit = 1 })
        store.close()
        return true
      end,
    })
    assert.is_nil(ran.pull[1])
    assert.equal("closed", ran.pull[2].code)
    assert.matches("the store was closed", ran.pull[2].message)
  end)

  it("checks its options before anything is sent", function()
    for _, given in ipairs { { entitys = {} }, { entities = "jobs" }, { entities = { "job" } },
      { entities = {} }, { full = 1 }, { client = {} }, { progress = true } } do
      helper.misuse(store.pull, given)
    end
    helper.misuse(store.pull, 5)
    assert.equal(0, helper.count())
  end)
end)
