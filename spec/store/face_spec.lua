-- SPDX-License-Identifier: MIT

local helper = require "spec.helper"
local kit = require "spec.store.kit"

describe("the face of a store", function()
  local store, client

  setup(function()
    helper.reset()
    store, client = kit.store()
    assert(store.pull())
  end)
  teardown(function()
    store.close()
    client.close()
    kit.remove()
  end)

  local function same(entity, given)
    local found = kit.difference(store, client, entity, given)
    if found then error(entity .. ": " .. found, 2) end
  end

  it("lists what the service lists", function()
    for _, entity in ipairs(client.entities()) do same(entity) end
  end)

  it("takes the parameters of the lists", function()
    local job = store.jobs.all()[1]
    local posting = store.job_postings.all()[1]
    for _, row in ipairs {
      { "applications", { status = "Active" } }, { "applications", { job_id = job.id } },
      { "applications", { status = "Hired", job_id = job.id } },
      { "applications", { created_after = "2026-01-01" } },
      { "candidates", { created_after = "2026-02-01T00:00:00Z" } },
      { "jobs", { status = { "Open", "Draft" } } }, { "jobs", { status = "Archived" } },
      { "jobs", { opened_after = "2025-06-01" } }, { "jobs", { opened_before = "2025-06-01" } },
      { "jobs", { closed_after = "2025-06-01" } }, { "jobs", { closed_before = "2026-06-01" } },
      { "jobs", { include_unpublished_job_postings_ids = true } },
      { "locations", { include_archived = true } },
      { "locations", { include_location_hierarchy = true } },
      { "job_postings", { listed_only = true } },
      { "job_postings", { location = posting.locationName } },
      { "job_postings", { department = posting.departmentName } },
    } do
      same(row[1], row[2])
    end
  end)

  it("has pages, each, all, raw, fields and max", function()
    local page = assert(store.applications.list { limit = 7 })
    assert.equal(7, #page.records)
    assert.is_true(page.meta.has_more)
    local second = assert(store.applications.list { limit = 7, cursor = page.meta.cursor })
    assert.is_false(page.records[7].id == second.records[1].id)
    local count, ids = 0, {}
    for p in store.applications.pages { limit = 100, max = 250 } do
      count = count + #p.records
      for _, record in ipairs(p.records) do ids[record.id] = true end
    end
    assert.equal(250, count)
    for record in store.applications.each { max = 250 } do assert.is_true(ids[record.id]) end
    assert.equal(12, #store.applications.all { max = 12 })
    local raw = store.jobs.all { raw = true, max = 1 }[1]
    assert.equal(store.jobs.all({ max = 1 })[1].id, raw:match('"id":"([^"]+)"'))
    assert.same({ "id", "title" }, (function(record)
      local names = {}
      for name in pairs(record) do names[#names + 1] = name end
      table.sort(names)
      return names
    end)(store.jobs.all({ fields = { "id", "title" }, max = 1 })[1]))
  end)

  it("returns the raw bytes as they were sent", function()
    local sent = {}
    for record in client.candidates.each { raw = true } do sent[record] = true end
    for record in store.candidates.each { raw = true } do
      assert.is_true(sent[record])
      sent[record] = nil
    end
    assert.is_nil(next(sent))
  end)

  it("gets by id, and reports what is missing", function()
    local job = store.jobs.all()[3]
    assert.same(job, store.jobs.get(job.id))
    assert.same(job, store.jobs.get { id = job.id })
    local source = store.sources.all()[2]
    assert.same(source, store.sources.get(source.id))
    local application = store.applications.all({ max = 1 })[1]
    assert.same(application, store.applications.get { application_id = application.id })
    local record, err = store.jobs.get "nobody"
    assert.is_nil(record)
    assert.same({ "not_found", "job_not_found" }, { err.kind, err.code })
    local many, failed = store.jobs.get_many { job.id, "nobody", job.id }
    assert.same({ job, false, job }, many)
    assert.equal("not_found", failed[2].kind)
  end)

  it("reads inside a loop over a query, also after break", function()
    for job in store.jobs.each() do
      local count = 0
      for application in store.applications.each { job_id = job.id } do
        assert.equal(job.id, application.job.id)
        count = count + 1
        if count == 2 then break end
      end
    end
    local it = store.users.each()
    assert(it:next())
    it:close()
    assert.is_nil(it:next())
  end)

  it("executes by name, describes, gathers", function()
    assert.equal(5, #store.execute("jobs", "list", { limit = 5 }).records)
    assert.same(client.entities(), store.entities())
    assert.same(client.describe "jobs", store.describe "jobs")
    local got = assert(store.gather { jobs = store.jobs.all, users = store.users.all })
    assert.equal(#store.users.all(), #got.users)
  end)

  it("says what only the service can do", function()
    for words, fn in pairs {
      ["'expand' does not work on a store"] = function() store.jobs.all { expand = "openings" } end,
      ["'sync_token' does not work"] = function() store.jobs.list { sync_token = "x" } end,
      ["'job_board_id' does not work"] = function()
        store.job_postings.all { job_board_id = "x" }
      end,
      ["'external_mapping_id' does not work"] = function()
        store.candidates.get { external_mapping_id = "x" }
      end,
      ["needs the service"] = function() store.call("job.list") end,
      ["store.check"] = function() store.check() end,
      ["unknown parameter 'statuss'"] = function() store.jobs.all { statuss = "Open" } end,
      ["unknown value 'Opn'"] = function() store.jobs.all { status = "Opn" } end,
      ["with a dot"] = function() store.jobs:all() end,
      ["unknown entity"] = function() store.execute("job", "list") end,
      ["no action"] = function() store.execute("jobs", "lst") end,
      ["'include_gone'"] = function() store.jobs.all { include_gone = 1 } end,
    } do
      local said = helper.misuse(fn)
      assert.is_truthy(said:find(words, 1, true), said)
      assert.is_truthy(said:find("face_spec.lua:%d+:"), said)
    end
  end)

  it("refuses a cursor that is not its own", function()
    local page, err = store.jobs.list { cursor = "abc" }
    assert.is_nil(page)
    assert.same({ "expired", "invalid_next_cursor" }, { err.kind, err.code })
  end)
end)
