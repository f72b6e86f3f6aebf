--- Specs of once: one caller does what many need, and it ends for all of them,
-- however it ends for the one.
--
-- SPDX-License-Identifier: MIT

local caller = require "ashby.exchange.caller"
local helper = require "spec.helper"
local nginx = require "spec.wait.nginx"
local once = require "ashby.service.once"

-- Callers that need it: each begins, and waits by a yield.
local function world(work)
  local self = { worked = 0, done = false }
  local shared = once.new(function() return self.done end, function(exchange)
    self.worked = self.worked + 1
    return work(self, exchange)
  end)

  -- A coroutine that needs it, resumed once.
  function self.begin(seconds)
    local exchange = { caller = caller.new {}, pass = function() coroutine.yield() end }
    local co = coroutine.create(function()
      exchange.caller:enter()
      return shared:run(exchange, seconds or 60)
    end)
    coroutine.resume(co)
    return co, exchange
  end

  return self
end

-- Resumes it at most so many times: its result, or what it raised.
local function finish(co, turns)
  for _ = 1, turns or 3 do
    if coroutine.status(co) == "dead" then break end
    local ok, result = coroutine.resume(co)
    if coroutine.status(co) == "dead" then return ok, result end
  end
  return nil, coroutine.status(co)
end

local function wait_then(act)
  return function(self)
    coroutine.yield()
    return act(self)
  end
end

local function get(self) self.done = true end

describe("what many need", function()
  it("is done by one for all", function()
    local w = world(wait_then(get))
    local all = {}
    for i = 1, 20 do all[i] = w.begin() end
    for i = 1, 20 do assert.same({ true }, { finish(all[i]) }) end
    assert.equal(1, w.worked)
    assert.equal("dead", coroutine.status((w.begin())))
    assert.equal(1, w.worked)
  end)

  it("fails for all that waited, and is tried again by the next", function()
    local w = world(wait_then(function() return "an error" end))
    local all = {}
    for i = 1, 5 do all[i] = w.begin() end
    for i = 1, 5 do assert.same({ true, "an error" }, { finish(all[i]) }) end
    assert.equal(1, w.worked)
    assert.same({ true, "an error" }, { finish((w.begin())) })
    assert.equal(2, w.worked)
  end)

  it("is tried by the others where the deadline of the one was too short", function()
    local w = world(wait_then(function(self)
      if self.worked == 1 then return { code = "deadline" } end
      self.done = true
    end))
    local a, b = w.begin(), w.begin()
    assert.same({ true, { code = "deadline" } }, { finish(a) })
    assert.same({ true }, { finish(b) })
    assert.equal(2, w.worked)
  end)

  it("is tried by the others, one by one, where the one raises", function()
    local w = world(wait_then(function(self)
      if self.worked < 3 then error("a raise " .. self.worked, 0) end
      self.done = true
    end))
    local a, b, c, d = w.begin(), w.begin(), w.begin(), w.begin()
    assert.same({ false, "a raise 1" }, { finish(a) })
    assert.same({ false, "a raise 2" }, { finish(b) })
    assert.same({ true }, { finish(c) })
    assert.same({ true }, { finish(d) })
    assert.equal(3, w.worked)
  end)

  it("is tried by another where the one raises before it waits", function()
    local w = world(function(self)
      if self.worked == 1 then error({}, 0) end
      self.done = true
    end)
    assert.equal("dead", coroutine.status((w.begin())))
    assert.equal("dead", coroutine.status((w.begin())))
    assert.is_true(w.done)
  end)

  it("is tried by another where the one is cancelled, killed or collected", function()
    local ENDS = {
      cancelled = function(_, exchange) exchange.cancelled = true end,
      killed = function(_, exchange)
        exchange.caller.is_gone = function() return true end
      end,
      forgotten = function() end,
    }
    for name, finish_off in pairs(ENDS) do
      local w = world(wait_then(get))
      local function lose() finish_off(w.begin()) end
      lose()
      helper.collect()
      local other = w.begin()
      assert.same({ true }, { finish(other) }, name)
      assert.equal(2, w.worked)
    end
  end)

  it("is waited for no longer than a caller's own deadline", function()
    local w = world(function() while true do coroutine.yield() end end)
    w.kept = { w.begin() }
    local other = w.begin(0)
    assert.equal("dead", coroutine.status(other))
    assert.equal(1, w.worked)
  end)
end)

describe("in nginx, a token that one thread was fetching when it was killed", function()
  local LOCATION = [[
    location /killed { content_by_lua_block {
      local helper = require "spec.helper"
      local facts = helper.facts().hosted
      local client = helper.hosted({ token = false, client_id = facts.client_id,
        client_secret = facts.client_secret }, { deadline = 5 })
      local function list() return client.users.list { limit = 1 } end
      local first = ngx.thread.spawn(list)
      ngx.sleep(0.01)
      local second = ngx.thread.spawn(list)
      ngx.sleep(0.01)
      ngx.thread.kill(first)
      local began = ngx.now()
      local _, page, err = ngx.thread.wait(second)
      ngx.update_time()
      ngx.print(page and #page.records or tostring(err), " ", ngx.now() - began < 1.5)
      client.close()
    } }
  ]]

  it("is fetched by another #slow", function()
    helper.reset()
    helper.fault { match = "/api/v1/account/applications/token", delay_ms = 100, times = -1 }
    local server = nginx.start { locations = LOCATION,
      http = [[init_by_lua_block { require "spec.helper" }]] }
    local said = server.get "/killed"
    server.stop()
    assert.equal("1 true", said)
  end)
end)
