--- Specs of session: which transfers run, in which order and over which
-- connections; what a step, a poll and the end of a session do. What the server
-- has seen is in the sandbox's journal.
--
-- SPDX-License-Identifier: MIT

local core = require "ashby.core"
local helper = require "spec.helper"

local SHORT = helper.slow and 1 or 0.1

local session

local function open(options)
  if session then session:close() end
  session = helper.new_session(options)
  return session
end

before_each(function()
  helper.reset()
  open()
end)

after_each(function() session:close() end)

local function post(body, seconds, fresh)
  return assert(session:request("/job.list",
    { body = body or "{}", seconds = seconds or 20, fresh = fresh }))
end

local function finish(transfer) return helper.finish(session, transfer) end

local function finish_all(transfers)
  for _, transfer in ipairs(transfers) do finish(transfer) end
end

-- One member of each request that has arrived, in order.
local function seen(name) return helper.pluck(helper.requests "job.list", name) end

local function numbered(count)
  local transfers, bodies = {}, {}
  for i = 1, count do
    bodies[i] = ('{"limit":%d}'):format(i)
    transfers[i] = post(bodies[i])
  end
  return transfers, bodies
end

-- How many different connections the requests came over.
local function connections()
  local count, known = 0, {}
  for _, connection in ipairs(seen "connection") do
    if not known[connection] then count = count + 1 end
    known[connection] = true
  end
  return count
end

-- Steps until a condition holds.
local function step_until(condition)
  return helper.step_until(session, condition)
end

describe("the queue", function()
  it("keeps the order with one transfer at a time", function()
    open { max_in_flight = 1 }
    local transfers, bodies = numbered(8)
    assert.equal(8, (session:count()))
    finish_all(transfers)
    assert.same(bodies, seen "body")
  end)

  it("keeps the order of the answers, too, with one at a time", function()
    open { max_in_flight = 1 }
    helper.fault { times = 1, match = "job.list", delay_ms = 20 }
    local transfers = numbered(3)
    finish(transfers[3])
    assert.is_true(transfers[1]:finished())
    assert.is_true(transfers[2]:finished())
  end)

  it("runs two at a time, in order, and never more", function()
    open { max_in_flight = 2 }
    helper.fault { times = -1, match = "job.list", delay_ms = 5 }
    local transfers, bodies = numbered(9)
    local most = 0
    step_until(function()
      local watched = select(2, session:count())
      most = math.max(most, watched)
      return transfers[9]:finished() and transfers[8]:finished()
    end)
    assert.equal(2, most)
    assert.equal(2, connections())
    local arrived = seen "body"
    assert.equal(9, #arrived)
    local place = {}
    for i, body in ipairs(arrived) do place[body] = i end
    for i, body in ipairs(bodies) do -- two that run at the same time may overtake each other
      assert.is_true(math.abs(place[body] - i) <= 1, body)
    end
  end)

  it("does not count towards the timeout", function()
    open { max_in_flight = 1 }
    helper.fault { times = 1, match = "job.list", kind = "stall_header" }
    local slow, quick = post("{}", SHORT), post("{}", SHORT)
    finish_all { slow, quick }
    assert.equal("timeout", select(2, slow:result()))
    assert.truthy(quick:result())
  end)

  it("starts the next one as soon as one is closed", function()
    open { max_in_flight = 1 }
    helper.fault { times = 1, match = "job.list", kind = "stall_header" }
    local first, second = post '{"a":1}', post '{"a":2}'
    step_until(function() return #seen "body" == 1 end)
    first:close()
    assert.equal(0, session:due()) -- at once, as nothing else would wake the loop
    finish(second)
    assert.same({ '{"a":1}', '{"a":2}' }, seen "body")
  end)

  it("leaves out transfers that are no longer waited for", function()
    open { max_in_flight = 1 }
    local first, second, third = post '{"a":1}', post '{"a":2}', post '{"a":3}'
    second:close()
    assert.equal(2, (session:count()))
    finish_all { first, third }
    assert.same({ '{"a":1}', '{"a":3}' }, seen "body")
    assert.equal("cancelled", select(2, second:result()))
  end)

  it("goes on after failures", function()
    open { max_in_flight = 1, max_body = 2 ^ 20 }
    for _, fault in ipairs { { kind = "close" }, { body = ("x"):rep(2 ^ 20 + 1) },
      { kind = "raw", text = "hello" } } do
      fault.match = "job.list"
      helper.fault(fault)
      local first, second = post("{}", 20, true), post()
      finish_all { first, second }
      assert.is_nil((first:result()))
      assert.truthy(second:result())
    end
  end)
end)

describe("connections", function()
  it("are kept: a hundred requests go over one", function()
    for _ = 1, 100 do finish(post()):close() end
    assert.equal(100, helper.count())
    assert.equal(1, connections())
  end)

  it("are kept in parallel", function()
    open { max_in_flight = 4 }
    for _ = 1, 10 do finish_all(numbered(4)) end
    assert.equal(40, helper.count())
    assert.is_true(connections() <= 4)
  end)

  it("are kept when the answer was an error", function()
    helper.fault { times = -1, match = "job.list", status = 500 }
    for _ = 1, 5 do assert.equal(500, (finish(post()):result())) end
    assert.equal(1, connections())
  end)

  it("are new for a fresh request, and are kept after it", function()
    for i = 1, 6 do finish(post("{}", 20, i % 2 == 0)) end
    assert.equal(6, helper.count())
    local all = seen "connection"
    for i = 2, 6, 2 do assert.are_not.equal(all[i - 1], all[i]) end
    assert.equal(4, connections())
  end)

  it("that turn out closed make libcurl repeat a request, but never a fresh one", function()
    finish(post())
    helper.fault { match = "job.list", kind = "reset" }
    assert.truthy(finish(post '{"a":1}'):result())
    assert.equal(3, helper.count())
    helper.fault { match = "job.list", kind = "reset" }
    local status, code = finish(post('{"a":2}', 20, true)):result()
    assert.is_nil(status)
    assert.equal("receive", code)
    assert.equal(4, helper.count())
  end)

  it("are not shared by sessions", function()
    local other = helper.new_session()
    finish(post())
    helper.finish(other, assert(other:request("/job.list", { body = "{}", seconds = 20 })))
    other:close()
    assert.equal(2, connections())
    assert.truthy(finish(post()):result())
    assert.equal(2, connections())
  end)

  it("are closed with the session", function()
    session:close()
    local before = helper.descriptors()
    open()
    finish_all(numbered(5))
    session:close()
    assert.is_true(helper.descriptors() <= before)
  end)
end)

describe("a poll", function()
  local function seconds(count, wait)
    local started = core.clock()
    for _ = 1, count do session:poll(wait) end
    return core.clock() - started
  end

  it("for no time never blocks", function()
    assert.is_true(seconds(200, 0) < 2)
    helper.fault { times = -1, match = "job.list", kind = "stall_header" }
    local transfer = post()
    step_until(function() return #seen "body" == 1 end)
    for _, wait in ipairs { 0, -1, -1e300, 0 / 0 } do assert.is_true(seconds(200, wait) < 2) end
    transfer:close()
  end)

  it("for a long time ends when something moves", function()
    helper.fault { times = 1, match = "job.list", delay_ms = 10 }
    local transfer = post()
    while not transfer:finished() do
      assert.is_true(session:poll(1 / 0))
      session:step()
    end
    assert.truthy(transfer:result())
  end)

  it("is true where a step would do something, and false where not", function()
    assert.is_false(session:poll(0))
    local transfer = post()
    assert.is_true(session:poll(0))
    finish(transfer)
    for _ = 1, 20 do session:step() end
    assert.is_false(session:poll(0))
  end)
end)

describe("closing a session", function()
  it("ends what runs and what waits", function()
    open { max_in_flight = 2 }
    helper.fault { times = -1, match = "job.list", kind = "stall_header" }
    local transfers = numbered(5)
    step_until(function() return #seen "body" == 2 end)
    session:close()
    for _, transfer in ipairs(transfers) do
      assert.is_true(transfer:finished())
      local status, code, message = transfer:result()
      assert.is_nil(status)
      assert.equal("closed", code)
      assert.equal(core.statuses().closed, message)
    end
    assert.equal(2, helper.count())
    for _, transfer in ipairs(transfers) do transfer:close() end
  end)

  it("leaves the outcome of transfers that have ended", function()
    local transfer = finish(post())
    session:close()
    assert.truthy(transfer:result())
    assert.is_true(#transfer:text(10) == 10)
    assert.truthy(transfer:header "content-type")
  end)

  it("changes what ended() returns to those that share it", function()
    local before = session:ended()
    session:close()
    assert.is_true(session:ended() > before)
  end)

  it("in the middle of a body frees it", function()
    helper.fault { match = "job.list", kind = "stall_body", bytes = 30 }
    local transfer = post()
    step_until(function() return #transfer:text(100) > 0 end)
    session:close()
    assert.equal("closed", select(2, transfer:result()))
    transfer:close()
  end)

  it("does not end libcurl for the process", function()
    for _ = 1, 20 do
      open()
      session:close()
    end
    open()
    assert.truthy(finish(post()):result())
  end)
end)

describe("a session's end and those of its transfers", function()
  -- which of the two is collected first
  for _, order in ipairs { "session", "transfer", "both" } do
    it("may come in any order: " .. order, function()
      for _ = 1, 10 do
        local own = helper.new_session()
        local transfer = assert(own:request("/job.list", { body = "{}", seconds = 20 }))
        own:step()
        if order ~= "transfer" then own = nil end -- luacheck: ignore
        if order ~= "session" then transfer = nil end -- luacheck: ignore
        helper.collect()
        if transfer then assert.is_false(transfer:finished()) end
        if own then
          assert.equal(0, (own:count()))
          own:close()
        end
      end
    end)
  end
end)
