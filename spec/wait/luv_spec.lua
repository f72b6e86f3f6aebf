--- Specs of luv: the loop of the host keeps running; nothing of ours stays in it.
--
-- SPDX-License-Identifier: MIT

local helper = require "spec.helper"

local has_luv, uv = pcall(require, "luv")

if not has_luv then
  describe("wait luv", function()
    it("is refused without luv", function()
      assert.error_matches(function() helper.client { wait = "luv" } end, "needs the luv module")
    end)
  end)
  return
end

describe("wait luv", function()
  local client

  before_each(function()
    helper.reset()
    client = helper.client { wait = "luv" }
  end)
  after_each(function()
    client.close()
    uv.run "nowait"
  end)

  local function handles()
    local count = 0
    uv.walk(function(handle)
      if not handle:is_closing() then count = count + 1 end
    end)
    return count
  end

  it("lets timers fire while it waits in the main coroutine", function()
    helper.control("POST", "options", { delay_ms = 200 })
    local ticks, timer = 0, uv.new_timer()
    timer:start(5, 5, function() ticks = ticks + 1 end)
    assert(client.jobs.list { limit = 1 })
    timer:close()
    assert.is_true(ticks >= 20, ticks)
  end)

  it("leaves the loop when nobody waits, so that run ends", function()
    local page
    coroutine.wrap(function() page = assert(client.jobs.list { limit = 3 }) end)()
    uv.run()
    assert.equal(3, #page.records)
    assert.equal(0, handles())
  end)

  it("says that a callback needs a coroutine", function()
    local ok, problem
    local timer = uv.new_timer()
    timer:start(0, 0, function()
      ok, problem = pcall(client.jobs.list)
      timer:close()
      client.close()
    end)
    uv.run()
    assert.is_false(ok)
    assert.matches("inside a callback of the loop works only in a coroutine", problem)
  end)

  -- As a finalizer may do, wherever Lua allocates.
  for when, close_around in pairs {
    before = function(close, new_poll, fd) close() return new_poll(fd) end,
    after = function(close, new_poll, fd)
      local poll = new_poll(fd)
      close()
      return poll
    end } do
    it("ends well if the client is closed just " .. when .. " a poll is made", function()
      local new_poll = uv.new_poll
      uv.new_poll = function(fd) return close_around(client.close, new_poll, fd) end
      local ok, page, err = pcall(client.jobs.list, { limit = 1 })
      uv.new_poll = new_poll
      assert.is_true(ok, page)
      assert.is_nil(page)
      assert.equal("closed", err.kind)
    end)
  end

  it("wakes a coroutine whose answer another's step has read", function()
    helper.control("POST", "options", { delay_ms = 20 })
    local done, timer = 0, uv.new_timer()
    for _ = 1, 4 do
      coroutine.wrap(function()
        for _ = 1, 10 do assert(client.jobs.list { limit = 1 }) end
        done = done + 1
      end)()
    end
    -- steps the session from outside, every few milliseconds
    timer:start(1, 3, function()
      coroutine.wrap(function() assert(client.sources.list()) end)()
      if done == 4 and not timer:is_closing() then timer:close() end
    end)
    local start = uv.hrtime()
    uv.run()
    assert.equal(4, done)
    assert.is_true((uv.hrtime() - start) / 1e9 < 3)
  end)
end)
