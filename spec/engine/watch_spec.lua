--- Specs of watch: the sockets that a session waits for, and its next deadline,
-- can be read at any time, so that any loop can drive it.
--
-- SPDX-License-Identifier: MIT

local lfs = require "lfs"

local helper = require "spec.helper"

local PLAIN = { body = "{}", seconds = 20 }
local SHORT = helper.slow and 1 or 0.05

local session

before_each(function()
  helper.reset()
  session = helper.new_session()
end)

after_each(function() session:close() end)

-- Steps the session until it waits for so many sockets, all to read.
local function all_reading(count)
  for _ = 1, 1000 do
    local watches, reading = session:watches(), 0
    for _, watch in ipairs(watches) do
      if watch.read and not watch.write then reading = reading + 1 end
    end
    if reading == count and #watches == count then return watches end
    session:poll(session:due() or 0.02)
    session:step()
  end
  error "the session does not come to watch so many sockets"
end

local function stalled(count)
  helper.fault { times = -1, match = "job.list", kind = "stall_header" }
  local transfers = {}
  for i = 1, count do transfers[i] = assert(session:request("/job.list", PLAIN)) end
  return transfers
end

describe("the watches of a session", function()
  it("are none while no transfer runs", function()
    assert.same({}, session:watches())
    helper.finish(session, session:request("/_sandbox/health", { seconds = 5 }))
    assert.same({}, session:watches()) -- kept connections are not watched
    assert.equal(0, (select(2, session:count())))
  end)

  it("are one socket for each transfer that waits for an answer", function()
    local transfers = stalled(5)
    local seen = {}
    for _, watch in ipairs(all_reading(5)) do
      assert.is_nil(seen[watch.fd])
      seen[watch.fd] = true
      assert.equal(0, watch.fd % 1)
      local mode = lfs.attributes(("/proc/self/fd/%d"):format(watch.fd), "mode")
      assert.equal("socket", mode)
      assert.same({ fd = watch.fd, read = true, write = false }, watch)
    end
    local queued, watched = session:count()
    assert.equal(5, queued)
    assert.equal(5, watched)
    transfers[1]:close()
  end)

  it("are a copy", function()
    stalled(1)[1]:finished()
    session:watches()[1] = nil
    for _, watch in ipairs(session:watches()) do watch.fd = -1 end
    for _, watch in ipairs(session:watches()) do assert.is_true(watch.fd > 0) end
  end)

  it("disappear one by one with their transfers", function()
    local transfers = stalled(4)
    all_reading(4)
    for left = 3, 0, -1 do
      transfers[left + 1]:close()
      assert.equal(left, #session:watches())
      assert.equal(left, (session:count()))
    end
  end)

  it("disappear with the session", function()
    local transfers = stalled(3)
    all_reading(3)
    session:close()
    assert.same({}, session:watches())
    local queued, watched = session:count()
    assert.equal(0, queued)
    assert.equal(0, watched)
    assert.equal("closed", select(2, transfers[1]:result()))
  end)

  it("grow beyond the room that was made at first", function()
    session:close()
    session = helper.new_session { max_in_flight = 60 }
    local transfers = stalled(60)
    assert.equal(60, #all_reading(60))
    for _, transfer in ipairs(transfers) do transfer:close() end
    assert.same({}, session:watches())
  end)

  it("are ready when the answer is there", function()
    helper.fault { match = "job.list", delay_ms = 20 }
    local transfer = assert(session:request("/job.list", PLAIN))
    all_reading(1)
    assert.is_true(session:poll(10))
    session:step()
    helper.finish(session, transfer)
    assert.truthy(transfer:result())
  end)
end)

describe("the deadline of a session", function()
  it("is none while no transfer runs", function()
    assert.is_nil(session:due())
  end)

  it("is at once after a transfer has begun", function()
    local transfer = assert(session:request("/job.list", PLAIN))
    assert.equal(0, session:due())
    assert.is_true(session:poll(10))
    transfer:close()
  end)

  it("is that of the transfer with the least time left", function()
    helper.fault { times = -1, kind = "stall_header" }
    local long = assert(session:request("/job.list", PLAIN))
    local short = assert(session:request("/job.list", { body = "{}", seconds = 10 }))
    all_reading(2)
    for _ = 1, 50 do -- libcurl has earlier ones of its own at first
      if session:due() and session:due() > 4 then break end
      session:poll(session:due() or 0.02)
      session:step()
    end
    assert.is_true(session:due() <= 10)
    long:close()
    short:close()
  end)

  it("ends the transfer when it has come, and wakes a poll", function()
    helper.fault { times = -1, kind = "stall_header" }
    local transfer = assert(session:request("/job.list", { body = "{}", seconds = SHORT }))
    local steps = 0
    while not transfer:finished() do
      assert.is_not_nil(session:due())
      session:poll(60)
      session:step()
      steps = steps + 1
    end
    assert.equal("timeout", select(2, transfer:result()))
    assert.is_true(steps < 100)
    assert.same({}, session:watches())
  end)
end)
