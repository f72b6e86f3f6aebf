--- Specs of a store's lists: the records, parameters and forms of the service's.
--
-- SPDX-License-Identifier: MIT

local kit = require "spec.store.kit"

describe("the lists of a store", function()
  local store, client

  kit.pulled(function(...) store, client = ... end)

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

  it("reads inside a loop over a query, even after break", function()
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

  it("refuses a cursor that is not its own", function()
    local page, err = store.jobs.list { cursor = "abc" }
    assert.is_nil(page)
    assert.same({ "expired", "invalid_next_cursor" }, { err.kind, err.code })
  end)
end)
