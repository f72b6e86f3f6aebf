--- Specs of frame: tick moves the transfers, never blocks, and takes little time.
--
-- SPDX-License-Identifier: MIT

local core = require "ashby.core"
local helper = require "spec.helper"

local function frames(client, done)
  local idle, longest, count = helper.new_session(), 0, 0
  while not done() do
    local start = core.clock()
    client.tick()
    longest = math.max(longest, core.clock() - start)
    count = count + 1
    idle:poll(0.002)
  end
  idle:close()
  return longest, count
end

describe("wait frame", function()
  local client

  before_each(function()
    helper.reset()
    client = helper.client { wait = "frame" }
  end)
  after_each(function() client.close() end)

  it("says that it needs a coroutine", function()
    assert.error_matches(function() client.jobs.list() end,
      "wait 'frame' works only inside a coroutine, which tick%(%) or you resume")
  end)

  it("ticks before anything was called", function()
    client.tick()
    client.tick()
  end)

  it("never blocks while it waits for an answer", function()
    helper.control("POST", "options", { delay_ms = 200 })
    local page
    local co = coroutine.create(function() page = assert(client.jobs.list { limit = 5 }) end)
    assert(coroutine.resume(co))
    local longest, count = frames(client, function() return page end)
    assert.equal(5, #page.records)
    assert.is_true(count > 20, count)
    if not helper.slow then assert.is_true(longest < 0.02, longest) end
  end)

  -- The third longest frame while a list is read, one record in each frame.
  local function long_frame()
    local stops, is_over = {}, false
    local co = coroutine.create(function()
      local it = client.applications.each { limit = 100, max = 1000 }
      while it:next() do
        -- the frame ends here; the host calls again in the next one
        coroutine.yield()
      end
      is_over = true
    end)
    local idle = helper.new_session()
    while not is_over do
      local start = core.clock()
      client.tick()
      if coroutine.status(co) == "suspended" then assert(coroutine.resume(co)) end
      stops[#stops + 1] = core.clock() - start
      if #stops % 10 == 0 then idle:poll(0.001) end
    end
    idle:close()
    table.sort(stops)
    return stops[#stops - 2]
  end

  it("takes less than 2 ms, with one record of a page of 100", function()
    if helper.slow then return pending("timed") end
    helper.control("POST", "options", { delay_ms = 10 })
    helper.control("POST", "warm", { entity = "applications" })
    -- Other programs on the machine take time as well: the best of several counts.
    local least = long_frame()
    for _ = 1, 4 do
      if least < 0.002 then break end
      least = math.min(least, long_frame())
    end
    if os.getenv "ASHBY_FIGURES" then print(("frame: %.2f ms"):format(least * 1000)) end
    assert.is_true(least < 0.002, least)
  end)

  it("passes an error of one coroutine to the host, and resumes the others", function()
    local other
    local bad = coroutine.create(function()
      assert(client.jobs.list { limit = 1 })
      error("an error of this coroutine", 0)
    end)
    local good = coroutine.create(function() other = assert(client.jobs.list { limit = 2 }) end)
    assert(coroutine.resume(bad))
    assert(coroutine.resume(good))
    local problem
    frames({ tick = function()
      local ok, err = pcall(client.tick)
      if not ok then problem = err end
    end }, function() return problem and other end)
    assert.equal("an error of this coroutine", problem)
    assert.equal(2, #other.records)
  end)

  it("ends the wait of those that sleep when the client is closed", function()
    helper.fault { match = "job.list", kind = "stall_header", seconds = 2 }
    local err
    local co = coroutine.create(function() err = select(2, client.jobs.list()) end)
    assert(coroutine.resume(co))
    local start = core.clock()
    client.tick()
    client.close()
    frames(client, function() return err end)
    assert.equal("closed", err.kind)
    assert.is_true(core.clock() - start < 0.2)
  end)
end)
