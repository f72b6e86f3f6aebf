--- Specs of places: callers that have disappeared give their place to the next
-- one. Those that nginx has killed are in spec/wait/killed_spec.lua.
--
-- SPDX-License-Identifier: MIT

local core = require "ashby.core"
local helper = require "spec.helper"

local client

-- Answers that take longer than a call waits for a place.
local STALL = { match = "user.list", kind = "stall_header", seconds = 4, times = -1 }

local function timed(fn)
  local start = core.clock()
  fn()
  return core.clock() - start
end

-- How long a call takes while all places are taken.
local function next_call()
  return timed(function() assert(client.sources.list()) end)
end

before_each(helper.reset)

after_each(function()
  if client then client.close() end
  client = nil
end)

describe("a place is free at once", function()
  local function check(name)
    local seconds = next_call()
    assert.is_true(seconds < 0.5, ("%s: the next call took %.3f s"):format(name, seconds))
  end

  it("when its caller is dead", function()
    local is_broken
    client = helper.client { max_in_flight = 2, wait = function(session, seconds)
      if is_broken then error "broken" end
      session:poll(math.min(seconds, 0.1))
    end }
    helper.fault(STALL)
    is_broken = true
    local kept = {}
    for i = 1, 4 do
      kept[i] = coroutine.create(function() client.users.list() end)
      coroutine.resume(kept[i])
    end
    is_broken = false
    check "dead"
  end)

  it("when its coroutine was dropped", function()
    client = helper.client { max_in_flight = 2, wait = function(session, seconds)
      local co, is_main = coroutine.running()
      if co and not is_main then return coroutine.yield() end
      session:poll(math.min(seconds, 0.1))
    end }
    helper.fault(STALL)
    for _ = 1, 4 do coroutine.resume(coroutine.create(function() client.users.list() end)) end
    check "dropped"
  end)

  it("when its coroutine was dropped by a host that resumes its frames itself", function()
    client = helper.client { max_in_flight = 2, wait = "frame" }
    local function run(fn)
      local co = coroutine.create(fn)
      assert(coroutine.resume(co))
      local stop = core.clock() + 10
      while coroutine.status(co) ~= "dead" and core.clock() < stop do
        assert(coroutine.resume(co))
      end
    end
    run(function() assert(client.jobs.list()) end)
    helper.fault(STALL)
    for _ = 1, 4 do coroutine.resume(coroutine.create(function() client.users.list() end)) end
    local seconds = timed(function() run(function() assert(client.sources.list()) end) end)
    assert.is_true(seconds < 0.5, seconds)
  end)

  it("when a loop over its iterator was left", function()
    client = helper.client { max_in_flight = 4 }
    for entity, method in pairs { users = "user.list", jobs = "job.list",
      candidates = "candidate.list", applications = "application.list" } do
      helper.fault { match = method, kind = "stall_header", seconds = 4, skip = 1, times = -1 }
      for _ in client[entity].each { limit = 10 } do break end -- luacheck: ignore 512
    end
    check "left"
  end)

  it("when the gather around it has failed", function()
    client = helper.client { max_in_flight = 2 }
    helper.fault(STALL)
    pcall(client.gather, {
      client.users.list, client.users.list, client.users.list,
      function() error "broken" end,
    })
    check "gather"
  end)
end)

describe("a caller that is there keeps its place", function()
  it("in a gather with many more members than places, without a run of the collector", function()
    client = helper.client { max_in_flight = 2 }
    helper.control("POST", "options", { delay_ms = 15 })
    local functions, runs = {}, 0
    for i = 1, 24 do functions[i] = function() return client.jobs.list { limit = i } end end
    local collect = collectgarbage
    _G.collectgarbage = function(...) -- luacheck: ignore 122
      if not ... then runs = runs + 1 end
      return collect(...)
    end
    local pages, err = client.gather(functions)
    _G.collectgarbage = collect -- luacheck: ignore 122
    assert(pages, err)
    for i = 1, 24 do assert.equal(i, #pages[i].records) end
    assert.equal(0, runs)
  end)

  it("in an iterator that is held, though the collector runs", function()
    client = helper.client { max_in_flight = 2 }
    helper.control("POST", "options", { delay_ms = 60 })
    local its = {}
    for i = 1, 3 do
      its[i] = client.users.each { limit = 10 }
      assert(its[i]:next())
    end
    assert(client.sources.list())
    for i = 1, 3 do
      local ids = {}
      repeat
        local user, err = its[i]:next()
        assert.is_nil(err)
        ids[#ids + 1] = user and user.id
      until not user
      assert.equal(#helper.ids "users", #ids + 1)
    end
  end)
end)
