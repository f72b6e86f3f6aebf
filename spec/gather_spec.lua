--- Specs of gather: functions side by side, and get_many, which is built on it.
--
-- SPDX-License-Identifier: MIT

local core = require "ashby.core"
local helper = require "spec.helper"

local MISSING = "00000000-0000-0000-0000-000000000000"

local client

local function timed(fn)
  local start = core.clock()
  fn()
  return core.clock() - start
end

local function drain(it)
  local count = 0
  while true do
    local record, err = it:next()
    if err then return nil, err end
    if record == nil then return count end
    count = count + 1
  end
end

before_each(function()
  helper.reset()
  client = helper.client()
end)

after_each(function() client.close() end)

describe("gather", function()
  it("returns the first result of each under its key", function()
    local results = assert(client.gather {
      jobs = function() return client.jobs.list { limit = 3 } end,
      [1] = function() return "one", "more" end,
      none = function() end,
      no = function() return false end,
    })
    assert.equal(3, #results.jobs.records)
    assert.equal("one", results[1])
    assert.is_nil(results.none)
    assert.is_false(results.no)
  end)

  it("returns an empty table for no functions", function()
    assert.same({}, client.gather {})
    local results, failed = client.gather({}, { settle = true })
    assert.same({}, results)
    assert.same({}, failed)
  end)

  it("takes as long as the slowest, not as all of them", function()
    helper.control("POST", "options", { delay_ms = 100 })
    local functions = {}
    for i = 1, 8 do functions[i] = function() return client.jobs.list { limit = i } end end
    local seconds = timed(function() assert(client.gather(functions)) end)
    assert.is_true(seconds < 0.35, seconds)
  end)

  it("sends every entity's request at once", function()
    helper.control("POST", "options", { delay_ms = 200 })
    local own = helper.client { max_in_flight = #client.entities() }
    local functions = {}
    for _, name in ipairs(client.entities()) do
      functions[name] = function() return own[name].list() end
    end
    assert(own.gather(functions))
    own.close()
    local first, last = math.huge, 0
    local requests = helper.requests()
    assert.equal(#client.entities(), #requests)
    for _, request in ipairs(requests) do
      first, last = math.min(first, request.time), math.max(last, request.time)
    end
    assert.is_true(last - first < 0.15, last - first)
  end)

  it("returns the first failure and ends the others", function()
    helper.fault { match = "user.list", kind = "stall_header", seconds = 3 }
    local went_on
    local results, err
    local seconds = timed(function()
      results, err = client.gather {
        function()
          local page = client.users.list()
          went_on = true
          return page
        end,
        function() return client.jobs.get(MISSING) end,
      }
    end)
    assert.is_nil(results)
    assert.equal("not_found", err.kind)
    assert.is_nil(went_on)
    assert.is_true(seconds < 1, seconds)
  end)

  it("frees the places of the calls that it ended", function()
    client.close()
    client = helper.client { max_in_flight = 2, retries = 0 }
    helper.fault { match = "user.list", kind = "stall_header", seconds = 3, times = 9 }
    client.gather {
      function() return client.users.list() end,
      function() return client.jobs.get(MISSING) end,
    }
    local seconds = timed(function()
      assert(client.gather {
        function() return client.sources.list() end,
        function() return client.departments.list() end,
      })
    end)
    assert.is_true(seconds < 1, seconds)
  end)

  it("returns results and errors with settle", function()
    local results, failed = client.gather({
      good = function() return client.jobs.list { limit = 2 } end,
      bad = function() return client.jobs.get(MISSING) end,
    }, { settle = true })
    assert.equal(2, #results.good.records)
    assert.is_nil(results.bad)
    assert.is_nil(failed.good)
    assert.equal("not_found", failed.bad.kind)
  end)

  it("raises what a function raises", function()
    local own = { "an error of its own" }
    local ok, problem = pcall(client.gather, {
      function() return client.jobs.list() end,
      function() error(own) end,
    })
    assert.is_false(ok)
    assert.equal(own, problem)
  end)

  it("nests", function()
    helper.control("POST", "options", { delay_ms = 50 })
    local results
    local seconds = timed(function()
      results = assert(client.gather {
        outer = function() return client.jobs.list { limit = 1 } end,
        inner = function()
          return client.gather {
            a = function() return client.users.list { limit = 2 } end,
            b = function()
              return client.gather { c = function() return client.sources.list() end }
            end,
          }
        end,
      })
    end)
    assert.equal(1, #results.outer.records)
    assert.equal(2, #results.inner.a.records)
    assert.is_true(#results.inner.b.c.records > 0)
    assert.is_true(seconds < 0.3, seconds)
  end)

  it("runs iterators side by side", function()
    local results = assert(client.gather {
      tags = function() return drain((client.candidate_tags.each { limit = 10 })) end,
      jobs = function() return drain((client.jobs.each { limit = 10 })) end,
      pages = function() return drain((client.users.pages { limit = 50 })) end,
    })
    assert.equal(#helper.ids "candidate_tags", results.tags)
    assert.equal(#helper.ids "jobs", results.jobs)
    assert.equal(math.ceil(#helper.ids "users" / 50), results.pages)
  end)

  it("passes the caller's yields up, and the values of resume down", function()
    local seen = {}
    local co = coroutine.create(function()
      return client.gather {
        asks = function() return (coroutine.yield "question") end,
        jobs = function() return client.jobs.list { limit = 1 } end,
      }
    end)
    local ok, value = coroutine.resume(co)
    while coroutine.status(co) ~= "dead" do
      seen[#seen + 1] = value
      ok, value = coroutine.resume(co, "answer")
    end
    assert.is_true(ok, value)
    assert.same({ "question" }, seen)
    assert.equal("answer", value.asks)
    assert.equal(1, #value.jobs.records)
  end)

  it("waits for the calls of other clients as well", function()
    helper.control("POST", "options", { delay_ms = 50 })
    local other = helper.client()
    local results
    local seconds = timed(function()
      results = assert(client.gather {
        mine = function() return client.jobs.list { limit = 1 } end,
        other = function() return other.jobs.list { limit = 2 } end,
      })
    end)
    assert.equal(1, #results.mine.records)
    assert.equal(2, #results.other.records)
    assert.is_true(seconds < 0.25, seconds)
    other.close()
  end)

  it("misses no answer that was read in the turn of another", function()
    helper.fault { match = "user.list", delay_ms = 600 }
    local idle, start, done = helper.new_session(), core.clock(), nil
    assert(client.gather {
      function()
        local page = client.jobs.list { limit = 1 }
        done = core.clock() - start
        return page
      end,
      function()
        idle:poll(0.1) -- the other's answer arrives meanwhile
        return client.users.list { limit = 1 }
      end,
    })
    idle:close()
    assert.is_true(done < (helper.slow and 2 or 0.17), done)
  end)

  it("refuses what is not a table of functions", function()
    assert.error_matches(function() client.gather() end, "gather: a table of functions expected")
    assert.error_matches(function() client.gather { a = 1 } end,
      "gather: a function expected under 'a', got a number")
    assert.error_matches(function() client.gather({}, { settled = true }) end,
      "unknown option 'settled' for gather, did you mean 'settle'")
    assert.error_matches(function() client.gather({}, true) end, "table of options expected")
  end)
end)

describe("gather of all entities at 100 ms a request", function()
  -- Short chains of the large lists, long ones of the others.
  local function chain(own, name)
    local is_large = name == "candidates" or name == "applications"
    return drain((own[name].each { limit = is_large and 100 or 10, max = is_large and 500 or nil }))
  end

  it("takes about as long as the longest chain", function()
    if helper.slow then return pending("timed") end
    helper.reset()
    helper.control("POST", "options", { delay_ms = 100 })
    local own, functions = helper.client { max_in_flight = 16 }, {}
    helper.control("POST", "warm", { entity = "candidates" })
    helper.control("POST", "warm", { entity = "applications" })
    for _, name in ipairs(own.entities()) do
      helper.control("POST", "warm", { entity = name })
      functions[name] = function() return chain(own, name) end
    end
    local longest = timed(function() assert(chain(own, "users")) end)
    local together = timed(function() assert(own.gather(functions)) end)
    own.close()
    assert.is_true(together < longest * 1.15, ("%.3f s, longest %.3f s"):format(together, longest))
  end)
end)

describe("get_many", function()
  it("returns records in the order of the ids", function()
    local ids, wanted = helper.ids "users", {}
    for i = 1, 40 do wanted[i] = ids[(i * 7) % 40 + 1] end
    local records, failed = client.users.get_many(wanted)
    assert.equal(40, #records)
    assert.is_nil(next(failed))
    for i, id in ipairs(wanted) do assert.equal(id, records[i].id) end
  end)

  it("has false for a missing one, and its error in a second table", function()
    local ids = helper.ids "users"
    local records, failed = client.users.get_many { ids[1], MISSING, ids[2] }
    assert.equal(ids[1], records[1].id)
    assert.is_false(records[2])
    assert.equal(ids[2], records[3].id)
    assert.equal("not_found", failed[2].kind)
    assert.is_nil(failed[1])
    assert.is_nil(failed[3])
  end)

  it("accepts fields and raw, and nothing else", function()
    local id = helper.ids "users"[1]
    local records = assert(client.users.get_many({ id }, { fields = { "id" } }))
    assert.same({ id = id }, records[1])
    records = assert(client.users.get_many({ id }, { raw = true }))
    assert.equal("string", type(records[1]))
    assert.error_matches(function() client.users.get_many({ id }, { max = 1 }) end, "max")
    assert.error_matches(function() client.users.get_many { 5 } end, "id 1 is not a string")
    assert.error_matches(function() client.users.get_many(id) end, "array of ids expected")
    assert.same({}, (client.users.get_many {}))
  end)

  it("keeps the number of requests in flight bounded", function()
    client.close()
    client = helper.client { max_in_flight = 3 }
    helper.control("POST", "options", { delay_ms = 20 })
    local ids, wanted = helper.ids "users", {}
    for i = 1, 12 do wanted[i] = ids[i] end
    local seconds = timed(function() assert(client.users.get_many(wanted)) end)
    assert.is_true(seconds >= 0.075, seconds) -- four rounds of three
    assert.is_true(seconds < 0.6, seconds)
  end)

  it("stops at an error that the next id would have as well", function()
    client.close()
    client = helper.client { api_key = "wrong", max_in_flight = 2 }
    local ids, wanted = helper.ids "users", {}
    for i = 1, 60 do wanted[i] = ids[i] end
    local before = helper.count()
    local records, err = client.users.get_many(wanted)
    assert.is_nil(records)
    assert.equal("auth", err.kind)
    assert.is_true(helper.count() - before < 10)
  end)

  it("runs side by side with others in a gather", function()
    helper.control("POST", "options", { delay_ms = 50 })
    local ids = helper.ids "users"
    local results
    local seconds = timed(function()
      results = assert(client.gather {
        users = function() return client.users.get_many { ids[1], ids[2], ids[3] } end,
        jobs = function() return client.jobs.list { limit = 1 } end,
      })
    end)
    assert.equal(3, #results.users)
    assert.is_true(seconds < 0.2, seconds)
  end)
end)
