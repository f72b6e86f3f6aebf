--- Specs of caller: which coroutine waits in a call or an iterator, whether it can
-- come back, and what a second one is told. Hosts such as nginx are in
-- killed_spec.lua.
--
-- SPDX-License-Identifier: MIT

local core = require "ashby.core"
local helper = require "spec.helper"
local caller = require "ashby.exchange.caller"

local MISUSE = "another coroutine waits in this iterator"

local client, truth

before_each(function()
  helper.reset()
  truth = helper.ids "users"
end)

after_each(function()
  if client then client.close() end
  client = nil
end)

describe("a caller", function()
  local function suspended_in(one)
    local co = coroutine.create(function()
      one:enter()
      coroutine.yield()
      one:leave()
    end)
    assert(coroutine.resume(co))
    return co
  end

  local host = { wait = function() end }
  local by = caller.new(host)

  it("that no coroutine is in is not gone, whatever holds it", function()
    assert.is_false(caller.new(host):is_gone(by))
  end)

  it("is not gone while its coroutine is suspended", function()
    local one = caller.new(host)
    local co = suspended_in(one)
    assert.is_false(one:is_gone(by))
    assert.equal("suspended", coroutine.status(co))
  end)

  it("is gone when its coroutine is dead", function()
    local one = caller.new(host)
    local co = coroutine.create(function()
      one:enter()
      error "broken"
    end)
    coroutine.resume(co)
    assert.is_true(one:is_gone(by))
  end)

  it("is never gone in the main coroutine", function()
    local one = caller.new(host)
    one:enter()
    assert.is_false(one:is_gone(by))
  end)

  it("leaves the question to a host that has is_gone", function()
    local asked
    local one = caller.new { wait = host.wait, is_gone = function(...)
      asked = { ... }
      return true
    end }
    suspended_in(one)
    assert.is_true(one:is_gone(by))
    assert.equal(one, asked[1])
    assert.equal(by, asked[2])
  end)
end)

-- Iterators over all users, by the way they are made.
local KINDS = {
  each = function() return (client.users.each { limit = 10 }) end,
  alone = function() return (client.users.each { limit = 10, prefetch = false }) end,
  pages = function() return (client.users.pages { limit = 10 }) end,
  call_pages = function() return (client.call_pages("user.list", { limit = 10 })) end,
  changes = function()
    local sync = client.sync { state = { load = function() end, save = function() end } }
    return (sync.changes("users", { limit = 10 }))
  end,
}

-- Adds to ids what an iterator returns, a record or a page of them.
local function taker(ids)
  return function(value)
    for _, record in ipairs(value.records or { value }) do ids[#ids + 1] = record.id end
  end
end

local function drain(it, take)
  while true do
    local value, err = it:next()
    if err then error(err, 0) end
    if value == nil then return true end
    take(value)
  end
end

for name, new in pairs(KINDS) do
  describe("an iterator that two share: " .. name, function()
    it("is for one of them at a time, and the other gets the rest", function()
      client = helper.client()
      helper.fault { delay_ms = 20, times = -1 }
      local it, ids, problem = new(), {}, nil
      local take = taker(ids)
      assert(client.gather {
        function() return drain(it, take) end,
        function()
          local co = coroutine.create(function() drain(it, take) end)
          local _, said = coroutine.resume(co)
          problem = said
          return true
        end,
      })
      assert.matches(MISUSE, tostring(problem))
      assert.matches("caller_spec.lua:%d+: ashby: user", tostring(problem))
      assert.same(truth, ids)
    end)

    -- A finalizer, or a callback of the wait: each time that the iterator waits.
    it("is for one call at a time in one coroutine, too", function()
      local it, said
      client = helper.client { wait = function(waiting, seconds)
        if it then said = { pcall(it.next, it) } end
        waiting:poll(math.min(seconds, 0.25))
      end }
      helper.fault { delay_ms = 5, times = -1 }
      it = new()
      local ids = {}
      drain(it, taker(ids))
      assert.is_false(said[1])
      assert.matches("caller_spec.lua:%d+: ashby: user.*has not returned from its last call",
        tostring(said[2]))
      assert.same(truth, ids)
    end)

    it("goes on after an error was raised in its wait", function()
      local raises
      client = helper.client { wait = function(waiting, seconds)
        if raises then error("raised in the wait", 0) end
        waiting:poll(math.min(seconds, 0.25))
      end }
      helper.fault { delay_ms = 5, times = -1 }
      local it, ids = new(), {}
      raises = true
      local ok, said = pcall(it.next, it)
      assert.same({ false, "raised in the wait" }, { ok, said })
      raises = false
      drain(it, taker(ids))
      assert.same(truth, ids)
    end)

    it("raises out of a gather, and loses no record by that", function()
      client = helper.client()
      helper.fault { delay_ms = 20, times = -1 }
      local it, ids = new(), {}
      local take = taker(ids)
      local function work() return drain(it, take) end
      local ok, said = pcall(client.gather, { work, work })
      assert.is_false(ok)
      assert.matches(MISUSE, tostring(said))
      drain(it, take)
      assert.same(truth, ids)
    end)

    it("may be shared in turns", function()
      client = helper.client()
      local it, ids = new(), {}
      local take, over = taker(ids), false
      local function turn()
        local value = it:next()
        if value == nil then over = true else take(value) end
      end
      while not over do assert(coroutine.resume(coroutine.create(turn))) end
      assert.same(truth, ids)
    end)

    it("may be used by another when the coroutine in it is dead", function()
      local host_is_broken = true
      client = helper.client { wait = function(session, seconds)
        if host_is_broken then error "broken" end
        session:poll(math.min(seconds, 0.1))
      end }
      local it, ids = new(), {}
      local co = coroutine.create(function() it:next() end)
      assert.is_false((coroutine.resume(co)))
      host_is_broken = false
      drain(it, taker(ids))
      assert.same(truth, ids)
    end)
  end)
end

describe("parallel that two share", function()
  it("is for one of them at a time, and loses no record", function()
    client = helper.client()
    helper.fault { delay_ms = 20, times = -1 }
    local it, ids, problem = client.applications.each { parallel = true, limit = 20 }, {}, nil
    assert(client.gather {
      function() return drain(it, taker(ids)) end,
      function()
        local _, said = coroutine.resume(coroutine.create(function() return it:next() end))
        problem = said
        return true
      end,
    })
    assert.matches(MISUSE, tostring(problem))
    local wanted = helper.ids "applications"
    table.sort(wanted)
    table.sort(ids)
    assert.same(wanted, ids)
  end)
end)

describe("under frame", function()
  it("the second one raises at once, and neither hangs", function()
    client = helper.client { wait = "frame" }
    helper.fault { delay_ms = 20, times = -1 }
    local it, ids, done = client.users.each { limit = 10 }, {}, false
    local one = coroutine.create(function() done = drain(it, taker(ids)) end)
    local two = coroutine.create(function() return it:next() end)
    assert(coroutine.resume(one))
    local ok, said = coroutine.resume(two)
    assert.is_false(ok)
    assert.matches(MISUSE, tostring(said))
    local stop = core.clock() + 10
    while not done and core.clock() < stop do client.tick() end
    assert.same(truth, ids)
  end)
end)
