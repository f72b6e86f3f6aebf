--- Specs of parallel: a list that is read in several chains is the same list.
--
-- SPDX-License-Identifier: MIT

local cjson = require "cjson"
local helper = require "spec.helper"

local client

before_each(function()
  helper.reset()
  client = helper.client()
end)

after_each(function() client.close() end)

local function sorted(ids)
  table.sort(ids)
  return ids
end

describe("parallel", function()
  it("returns every record once: applications", function()
    local records = assert(client.applications.all { parallel = true })
    assert.same(sorted(helper.ids "applications"), sorted(helper.pluck(records)))
  end)

  it("returns every record once, and no draft: jobs", function()
    local records = assert(client.jobs.all { parallel = true, limit = 10 })
    assert.same(sorted(helper.ids "jobs"), sorted(helper.pluck(records)))
  end)

  it("keeps the other filters, in every part", function()
    local given = { created_after = "2025-01-01", limit = 50 }
    local plain = helper.pluck(assert(client.applications.all(given)))
    helper.reset()
    given.parallel = true
    assert.same(sorted(plain), sorted(helper.pluck(assert(client.applications.all(given)))))
    local statuses = {}
    for _, request in ipairs(helper.requests()) do
      local body = cjson.decode(request.body)
      assert.equal(1735689600000, body.createdAfter)
      statuses[body.status] = true
    end
    assert.same({ Active = true, Archived = true, Hired = true, Lead = true }, statuses)
  end)

  it("with a status given reads only that one", function()
    local wanted = helper.pluck(assert(client.jobs.all { status = { "Draft", "Closed" } }))
    local found = client.jobs.all { status = { "Draft", "Closed" }, parallel = true }
    assert.same(sorted(wanted), sorted(helper.pluck(assert(found))))
    local hired = client.applications.all { status = "Hired", parallel = true }
    assert.same(sorted(helper.pluck(assert(client.applications.all { status = "Hired" }))),
      sorted(helper.pluck(assert(hired))))
  end)

  it("sends the first request of each part at once", function()
    helper.fault { delay_ms = 40, times = -1 }
    local it = client.applications.each { parallel = true, limit = 5 }
    local under_way = 0
    for _, count in pairs(helper.open_sessions()) do under_way = under_way + count end
    assert.equal(4, under_way)
    it:close()
  end)

  it("stops at max", function()
    assert.equal(7, #assert(client.applications.all { parallel = true, max = 7, limit = 5 }))
  end)

  it("fails as a whole when one part fails", function()
    helper.fault { kind = "success_false", skip = 2, times = -1 }
    local records, err = client.applications.all { parallel = true }
    assert.is_nil(records)
    assert.equal("invalid", err.kind)
  end)

  it("fails where a part has only empty pages", function()
    helper.fault { kind = "empty_page", times = -1 }
    local records, err = client.applications.all { parallel = true }
    assert.is_nil(records)
    assert.equal("empty_pages", err.code)
  end)

  it("can be closed in the middle", function()
    local it = client.applications.each { parallel = true, limit = 5 }
    assert(it:next())
    it:close()
    assert.is_nil(it:next())
    for session, count in pairs(helper.open_sessions()) do
      assert.equal(0, count, tostring(session))
    end
  end)

  it("is refused where it is not possible", function()
    local sent = 0
    client.close()
    client = helper.client { log = function() sent = sent + 1 end }
    local function refuse(call, given, words)
      given.parallel = true
      local message = helper.misuse(call, given)
      assert.truthy(message:find(words, 1, true), message)
    end
    for _, name in ipairs { "users", "candidates", "sources", "job_postings" } do
      refuse(client[name].each, {}, name .. ".list: no filter of the service cuts this list")
    end
    refuse(client.jobs.all, { cursor = "x" }, "a cursor belongs to one chain")
    refuse(client.jobs.all, { sync_token = "x" }, "a sync token belongs to one chain")
    refuse(client.jobs.list, {}, "parallel works with each and all")
    refuse(client.jobs.pages, {}, "parallel works with each and all")
    assert.equal(0, sent)
  end)
end)
