--- memory: thousands of clients, iterators and half-read transfers are opened
-- and dropped, closed or not. Resident memory stays where it was after the
-- first rounds, and no descriptor is left. Under sanitizers and valgrind, whose
-- own memory grows, only the descriptors are checked, and fewer rounds are run.
--
-- SPDX-License-Identifier: MIT

local helper = require "spec.helper"
local shell = require "tools.shell"

local PLAIN = { body = "{}", seconds = 20 }
local ROUNDS = helper.slow and 20 or 1000
local WARM_UP = ROUNDS / 2

-- A page. The measured growth is none at all; the headers of an answer lost in
-- each round would be found. A few bytes would be found by the torture host.
local SLACK_KIB = 4

local function resident_kib()
  local status = shell.read "/proc/self/status"
  return status and tonumber(status:match "VmRSS:%s*(%d+)") or 0
end

local collect = helper.collect

-- Whether it grows in each of three runs of ROUNDS: what the allocator keeps for
-- later is not a leak, and does not grow for ever.
local function always_grows(round)
  local before = resident_kib()
  for _ = 1, 3 do
    for i = 1, ROUNDS do round(i) end
    collect()
    local now = resident_kib()
    if now - before <= SLACK_KIB then return false end
    before = now
  end
  return true
end

-- room: how many more descriptors than before a pool of connections may hold.
local function flat(round, room)
  for i = 1, WARM_UP do round(i) end
  collect()
  local descriptors = helper.descriptors()
  local grows = always_grows(round)
  assert.truthy(helper.descriptors() <= descriptors + (room or 0), "descriptors are left")
  assert.truthy(helper.slow or not grows, "resident memory grows")
end

describe("memory stays flat over #slow", function()
  setup(function()
    helper.reset()
    helper.control("POST", "options", { rate_limit = 1e9 })
  end)

  teardown(helper.reset)

  local FEW = { limit = 5 }
  local POOL = 16

  it("clients without a call, closed or not", function()
    flat(function(i)
      local client = helper.client()
      if i % 2 == 0 then client.close() end
      if i % 50 == 0 then collect() end
    end)
  end)

  it("clients with one call, closed or not", function()
    flat(function(i)
      local client = helper.client()
      assert(client.sources.list())
      if i % 2 == 0 then client.close() end
      if i % 10 == 0 then collect() end
    end)
  end)

  it("clients that get no answer", function()
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
    local descriptors = helper.descriptors()
    local client = helper.client(options)
    flat(function(i)
      round(client, i)
      if i % 25 == 0 then collect() end
    end, POOL)
    client.close()
    assert.equal(descriptors, helper.descriptors())
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

  it("iterators that were never called", function()
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

  it("calls that time out", function()
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
    local descriptors = helper.descriptors()
    local session = helper.new_session(HEADERS)
    flat(function(i)
      local transfer = assert(session:request("/job.list", PLAIN))
      for _ = 1, i % 6 do
        session:step()
        session:poll(0.0005)
      end
      if i % 2 == 0 then transfer:close() end
      if i % 25 == 0 then collect() end
    end, POOL)
    assert.equal(0, (session:count()))
    session:close()
    assert.equal(descriptors, helper.descriptors())
  end)

  it("sessions that are dropped with running transfers", function()
    flat(function(i)
      local session = helper.new_session(HEADERS)
      local transfer = assert(session:request("/source.list", PLAIN))
      assert(session:request("/source.list", PLAIN))
      for _ = 1, i % 4 do
        session:step()
        session:poll(0.0005)
      end
      if i % 3 == 0 then session:close() end
      if i % 3 == 1 then transfer:close() end
      if i % 10 == 0 then collect() end
    end)
  end)
end)
