--- memory: thousands of clients, iterators and half-read transfers are opened
-- and dropped, closed or not. Resident memory stays where it was after the
-- first rounds, and no descriptor is left. Under sanitizers and valgrind, whose
-- own memory grows, only the descriptors are looked at, and less is done.
--
-- SPDX-License-Identifier: MIT

local ashby = require "ashby"
local helper = require "spec.helper"

local ROUNDS = helper.slow and 20 or 1000
local WARM_UP = ROUNDS / 2

-- A block of 500 bytes lost in each round would pass it.
local SLACK_KIB = 400

local function resident_kib()
  local file = io.open "/proc/self/status"
  if not file then return 0 end
  local text = file:read "*a"
  file:close()
  return tonumber(text:match "VmRSS:%s*(%d+)")
end

local function collect()
  collectgarbage()
  collectgarbage()
end

-- Lua's own heap is not always given back in the order it was taken: the least
-- of a few looks counts.
local function flat(round)
  for i = 1, WARM_UP do round(i) end
  collect()
  local before, descriptors = resident_kib(), helper.descriptors()
  local growth
  for _ = 1, 3 do
    for i = 1, ROUNDS do round(i) end
    collect()
    local now = resident_kib() - before
    growth = math.min(growth or now, now)
    if growth < SLACK_KIB then break end
    before = before + now
    growth = nil
  end
  assert.equal(descriptors, helper.descriptors())
  if not helper.slow then
    assert.truthy(growth, "resident memory grows by more than 400 KiB each time")
  end
end

describe("memory stays flat over", function()
  setup(function()
    helper.reset()
    helper.control("POST", "options", { rate_limit = 1e9 })
  end)

  teardown(helper.reset)

  local FEW = { limit = 5 }

  it("clients that never ask, closed or not", function()
    flat(function(i)
      local client = helper.client()
      if i % 2 == 0 then client.close() end
      if i % 50 == 0 then collect() end
    end)
  end)

  it("clients that ask once, closed or not", function()
    flat(function(i)
      local client = helper.client()
      assert(client.sources.list())
      if i % 2 == 0 then client.close() end
      if i % 10 == 0 then collect() end
    end)
  end)

  it("clients that nobody answers", function()
    flat(function(i)
      local client = helper.client { base_url = "http://127.0.0.1:1", retries = 0 }
      local page, err = client.jobs.list()
      assert(not page and err.kind == "network")
      if i % 2 == 0 then client.close() end
      if i % 50 == 0 then collect() end
    end)
  end)

  -- ---- one client for all ----

  local function with_client(options, round)
    local client = helper.client(options)
    flat(function(i)
      round(client, i)
      if i % 25 == 0 then collect() end
    end)
    client.close()
  end

  it("iterators over records, left in the middle", function()
    with_client(nil, function(client, i)
      local it = client.jobs.each(FEW)
      assert(it:next())
      if i % 2 == 0 then it:close() end
    end)
  end)

  it("iterators over pages, left in the middle", function()
    with_client(nil, function(client, i)
      local it = client.jobs.pages(FEW)
      assert(it:next())
      if i % 2 == 0 then it:close() end
    end)
  end)

  it("iterators that nobody asked", function()
    with_client(nil, function(client) client.jobs.each(FEW) end)
  end)

  it("lists, records, refusals and gathers", function()
    local id = helper.ids("jobs")[1]
    with_client({ retries = 0 }, function(client)
      assert(client.jobs.get { id = id, fields = { "id", "title" } })
      assert(not client.jobs.get("00000000-0000-4000-8000-000000000000"))
      assert(client.gather {
        a = function() return client.sources.list { fields = { "id" } } end,
        b = function() return client.jobs.list { limit = 5, raw = true } end,
      })
    end)
  end)

  it("calls that end at their time", function()
    helper.fault { match = "user.list", kind = "stall_body", times = -1 }
    local rounds = 0
    with_client({ retries = 0, timeout = 0.002 }, function(client)
      rounds = rounds + 1
      if rounds > ROUNDS / 4 then return end
      local page, err = client.users.list(FEW)
      assert(not page and err.kind == "timeout")
    end)
    helper.control("DELETE", "faults")
  end)

  -- ---- the core alone ----

  local HEADERS = { headers = { "Content-Type: application/json" }, api_key = helper.key }

  it("transfers that are dropped half-read, in sessions that stay", function()
    local session = helper.new_session(HEADERS)
    flat(function(i)
      local transfer = assert(session:post("/job.list", "{}", 20))
      for _ = 1, i % 6 do
        session:step()
        session:poll(0.002)
      end
      if i % 2 == 0 then transfer:close() end
      if i % 25 == 0 then collect() end
    end)
    collect()
    assert.same({ 0, 0 }, { session:count() })
    session:close()
  end)

  it("sessions that are dropped with transfers under way", function()
    flat(function(i)
      local session = helper.new_session(HEADERS)
      local kept = {}
      for n = 1, 3 do kept[n] = assert(session:post("/source.list", "{}", 20)) end
      for _ = 1, i % 4 do
        session:step()
        session:poll(0.001)
      end
      if i % 3 == 0 then session:close() end
      if i % 10 == 0 then collect() end
    end)
  end)

  it("the client of the module, closed and gone", function()
    assert.is_table(ashby)
    collect()
    assert.truthy(helper.descriptors() > 0)
  end)
end)
