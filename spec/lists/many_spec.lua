--- Specs of many: records by id, fetched side by side, in the order of the ids.
--
-- SPDX-License-Identifier: MIT

local cjson = require "cjson"
local ashby = require "ashby"
local core = require "ashby.core"
local helper = require "spec.helper"

local unpack = rawget(table, "unpack") or rawget(_G, "unpack")

local MISSING = "00000000-0000-4000-8000-000000000000"

local client

before_each(function()
  helper.reset()
  client = helper.client { retries = 0 }
end)

after_each(function() client.close() end)

describe("get_many", function()
  for _, name in ipairs { "candidates", "applications", "jobs", "departments", "locations", "users",
    "job_postings" } do
    it("returns the records in the order of the ids: " .. name, function()
      local ids, some = helper.ids(name), {}
      for i = 1, math.min(#ids, 40) do some[i] = ids[(i * 7) % #ids + 1] end
      local records, failed = client[name].get_many(some)
      assert.same(some, helper.pluck(records))
      assert.same({}, failed)
      assert.equal(#some, helper.count())
    end)
  end

  it("fetches what it was given, whatever becomes of the array meanwhile", function()
    local ids, given = helper.ids "users", {}
    for i = 1, 8 do given[i] = ids[i] end
    client.close()
    client = helper.client { max_in_flight = 1, log = function() given[6], given[7] = 6, nil end }
    local records = assert(client.users.get_many(given))
    assert.same({ unpack(ids, 1, 8) }, helper.pluck(records))
  end)

  it("has false for what is missing, and the reason", function()
    local ids = helper.ids "users"
    local records, failed = client.users.get_many { ids[1], MISSING, ids[2], MISSING }
    assert.equal(4, #records)
    assert.equal(ids[1], records[1].id)
    assert.is_false(records[2])
    assert.equal(ids[2], records[3].id)
    assert.is_false(records[4])
    assert.equal("not_found", failed[2].kind)
    assert.equal("not_found", failed[4].kind)
    assert.is_nil(failed[1])
    assert.is_nil(failed[3])
  end)

  it("returns an empty array for no ids", function()
    local records, failed = client.users.get_many {}
    assert.same({}, records)
    assert.same({}, failed)
    assert.equal(0, helper.count())
  end)

  it("fetches an id as often as it occurs", function()
    local id = helper.ids "users"[1]
    assert.same({ id, id, id }, helper.pluck((client.users.get_many { id, id, id })))
  end)

  it("works side by side", function()
    helper.fault { delay_ms = 30, times = -1 }
    local ids, some = helper.ids "users", {}
    for i = 1, 8 do some[i] = ids[i] end
    assert(client.users.get_many(some))
    local first, last
    for _, request in ipairs(helper.requests "user.info") do
      first, last = math.min(first or request.time, request.time), math.max(last or 0, request.time)
    end
    assert.is_true(last - first < 0.03, last - first)
  end)

  it("keeps a failure at its place", function()
    helper.fault { kind = "html_502", skip = 2 }
    local ids, some = helper.ids "users", {}
    for i = 1, 6 do some[i] = ids[i] end
    local records, failed = client.users.get_many(some)
    local missing = 0
    for i = 1, 6 do
      if records[i] then
        assert.equal(some[i], records[i].id)
      else
        missing = missing + 1
        assert.equal("server", failed[i].kind)
      end
    end
    assert.equal(1, missing)
  end)

  it("retries each on its own", function()
    local patient = helper.client { retries = 3 }
    helper.fault { kind = "rate_429", seconds = 0, times = 5 }
    local ids, some = helper.ids "users", {}
    for i = 1, 6 do some[i] = ids[i] end
    assert.same(some, helper.pluck((patient.users.get_many(some))))
    patient.close()
  end)

  it("ends at once where no other id would fare better", function()
    local stranger = helper.client { api_key = "ashby-sandbox-jobs-only", max_in_flight = 2 }
    local records, err = stranger.users.get_many(helper.ids "users")
    assert.is_nil(records)
    assert.equal("permission", err.kind)
    assert.is_true(helper.count() < 10)
    for _, count in pairs(helper.open_sessions()) do assert.equal(0, count) end
    stranger.close()
    local nothing, closed = stranger.users.get_many { MISSING }
    assert.is_nil(nothing)
    assert.equal("closed", closed.kind)
  end)

  it("has one deadline for all ids together", function()
    local hurried = helper.client { retries = 0, deadline = 0.3, max_in_flight = 2 }
    helper.fault { delay_ms = 120, times = -1 }
    local ids, some = helper.ids "users", {}
    for i = 1, 30 do some[i] = ids[i] end
    local start = core.clock()
    local records, err = hurried.users.get_many(some)
    local seconds = core.clock() - start
    assert.is_nil(records)
    assert.equal("deadline", err.code)
    assert.is_true(seconds > 0.28 and seconds < 0.6, seconds)
    for _, count in pairs(helper.open_sessions()) do assert.equal(0, count) end
    hurried.close()
  end)

  it("keeps that deadline inside a gather as well", function()
    local hurried = helper.client { retries = 0, deadline = 0.3, max_in_flight = 2 }
    helper.fault { match = "user.info", delay_ms = 120, times = -1 }
    local ids, some = helper.ids "users", {}
    for i = 1, 30 do some[i] = ids[i] end
    local start = core.clock()
    local results, failed = hurried.gather({
      function() return hurried.users.get(ids[1]) end,
      function() return hurried.users.get_many(some) end,
    }, { settle = true })
    local seconds = core.clock() - start
    assert.equal(ids[1], results[1].id)
    assert.equal("deadline", failed[2].code)
    assert.is_true(seconds < 0.6, seconds)
    hurried.close()
  end)

  it("takes fields, raw and null", function()
    local ids = helper.ids "jobs"
    local some = { ids[1], ids[2] }
    assert.same({ { id = ids[1] }, { id = ids[2] } },
      (client.jobs.get_many(some, { fields = { "id" } })))
    local raw = client.jobs.get_many(some, { raw = true })
    assert.equal(ids[2], cjson.decode(raw[2]).id)
    local whole = client.jobs.get_many(some, { null = ashby.null })
    assert.is_nil(helper.difference(helper.data "jobs"[2], whole[2]))
  end)

  it("refuses what is not an array of ids", function()
    local function refuse(ids, words, own)
      local message = helper.misuse(client.users.get_many, ids, own)
      assert.truthy(message:find(words, 1, true), message)
    end
    refuse(nil, "users.get_many: an array of ids expected, got nothing")
    refuse("x", "an array of ids expected, got a string")
    refuse({ "x", 5 }, "id 2 is not a string")
    refuse({ "" }, "id 1 is not a string, or is empty")
    refuse({ "x" }, "unknown option 'max' for users.get_many", { max = 1 })
    assert.equal(0, helper.count())
  end)
end)
