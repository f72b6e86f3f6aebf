--- Specs of search over a live list: all cases, pages, the vendor's filters
-- sent along, errors and misuse.
--
-- SPDX-License-Identifier: MIT

local cjson = require "cjson"

local catalogue = require "ashby.catalogue"
local helper = require "spec.helper"
local source = require "spec.search.source"

describe("search over the live list", function()
  local client

  setup(function() client = helper.client() end)
  teardown(function() client.close() end)
  before_each(function() helper.reset() end)

  describe("of the cases", function()
    before_each(function()
      helper.fault { match = "candidate.list", times = -1, body = source.body() }
    end)
    source.specs(it, function() return client.candidates.search end)
  end)

  local function ids(records)
    local list = {}
    for i, record in ipairs(records) do list[i] = record.id end
    table.sort(list)
    return list
  end

  local function found(entity, filter, limit)
    local records, cursor = {}, nil
    repeat
      local page = assert(client[entity].search { query = { filter = filter }, cursor = cursor,
        limit = limit })
      for _, record in ipairs(page.records) do records[#records + 1] = record end
      cursor = page.meta.cursor
    until not cursor
    return ids(records)
  end

  it("refuses fields that the records do not have", function()
    assert.matches("unknown field 'titel', did you mean 'title'", helper.misuse(client.jobs.search,
      { query = {}, fields = { "titel" } }))
  end)

  it("searches everything, including what the lists hide", function()
    for _, entity in ipairs(client.entities()) do
      local wanted = helper.ids(entity, true)
      table.sort(wanted)
      assert.same(wanted, found(entity, nil, 1000), entity)
    end
  end)

  it("goes on where a page ended, in the middle of a page of the service", function()
    local wanted, archived = {}, 0
    for _, record in ipairs(client.applications.all { fields = { "id", "status" } }) do
      if record.status ~= "Hired" then wanted[#wanted + 1] = record.id end
      archived = archived + 1
    end
    table.sort(wanted)
    for _, limit in ipairs { 64, 100, 333 } do
      assert.same(wanted, found("applications", { neq = { status = "Hired" } }, limit))
    end
  end)

  it("reads no more of the list than a page needs", function()
    assert(client.applications.search { query = {}, limit = 100 })
    assert.equal(1, helper.count())
    assert(client.applications.search { query = {}, limit = 150 })
    assert.equal(3, helper.count())
  end)

  local function sent(method)
    local requests = helper.requests(method)
    return cjson.decode(requests[#requests].body)
  end

  it("sends the vendor's filters along, and tests the results again", function()
    local job = client.applications.list { limit = 1 }.records[1].job.id
    local page = assert(client.applications.search { query = { filter = { ["and"] = {
      { eq = { status = "Hired", ["job.id"] = job } },
      { gt = { createdAt = "2025-01-01T00:00:00.000Z" } } } } } })
    assert.same({ limit = 100, status = "Hired", jobId = job, createdAfter = 1735689599000 },
      sent "application.list")
    for _, record in ipairs(page.records) do assert.equal(job, record.job.id) end
    -- a server that ignores them changes nothing
    local all = client.applications.all { status = "Hired" }
    helper.fault { match = "application.list", times = -1, body = '{"success":true,"results":['
      .. table.concat(client.applications.list { raw = true }.records, ",") .. "]}" }
    for _, record in ipairs(assert(client.applications.search { query = {
      filter = { eq = { status = "Hired" } } } }).records) do
      assert.equal("Hired", record.status)
    end
    assert.is_true(#all > 0)
  end)

  it("returns the service's error", function()
    helper.fault { match = "job.list", kind = "success_false",
      code = "missing_endpoint_permission" }
    local page, err = client.jobs.search { query = {} }
    assert.is_nil(page)
    assert.equal("permission", err.kind)
    assert.equal("job.list", err.method)
    helper.fault { match = "application.list", kind = "repeat_cursor", skip = 2, times = -1 }
    page, err = client.applications.search { query = { sort = { { id = "asc" } } }, limit = 1 }
    assert.is_nil(page)
    assert.equal("repeated_cursor", err.code)
  end)

  it("serves the entities that the hosted service cannot search", function()
    local hosted = helper.hosted()
    for _, entity in ipairs(hosted.entities()) do
      if not catalogue.entities[entity].searched then
        local page = assert(hosted[entity].search { query = {}, limit = 1000 })
        assert.same(#helper.ids(entity), #page.records, entity)
      end
    end
    hosted.close()
  end)

  it("refuses a cursor of another query", function()
    local cursor = assert(client.jobs.search { query = {}, limit = 1 }).meta.cursor
    assert.matches("belongs to another query", helper.misuse(client.jobs.search,
      { query = { filter = { eq = { status = "Open" } } }, cursor = cursor }))
    assert.matches("belongs to another query", helper.misuse(client.users.search,
      { query = {}, cursor = cursor }))
  end)
end)
