--- Specs of transfer: the request that is sent is the one that was asked for, and
-- a transfer can be closed at every point of its life: in the queue, while it
-- waits, in the middle of a body, when it is done.
--
-- SPDX-License-Identifier: MIT

local core = require "ashby.core"
local helper = require "spec.helper"

local PLAIN = { body = "{}", seconds = 20 }

local session

before_each(function()
  helper.reset()
  session = helper.new_session { max_in_flight = 2, api_key = helper.key,
    headers = { "Content-Type: application/json" } }
end)

after_each(function() session:close() end)

local function finish(transfer) return helper.finish(session, transfer) end

local function step_until(condition)
  return helper.step_until(session, condition)
end

describe("a request", function()
  it("has its verb, path and body", function()
    finish(assert(session:request("/job.list?a=b&c=%20d", { body = '{"x":1}', seconds = 20 })))
    finish(assert(session:request("/job.list", { seconds = 20 })))
    local post, get = helper.requests()[1], helper.requests()[2]
    assert.same({ "POST", "/job.list", '{"x":1}' }, { post.verb, post.path, post.body })
    assert.same({ "GET", "/job.list", "" }, { get.verb, get.path, get.body })
    assert.equal("7", post.headers["content-length"])
    assert.is_nil(get.headers["content-length"])
  end)

  it("keeps a copy of its bytes while it waits", function()
    helper.fault { times = 2, match = "user.list", delay_ms = 10 }
    local transfers = {}
    for i = 1, 2 do transfers[i] = assert(session:request("/user.list", PLAIN)) end
    for i = 3, 40 do
      transfers[i] = assert(session:request("/job.list",
        { body = ('{"n":"%s"}'):format(("x"):rep(i)), seconds = 20 }))
    end
    helper.collect()
    for _, transfer in ipairs(transfers) do finish(transfer) end
    local bodies = {}
    for _, request in ipairs(helper.requests "job.list") do bodies[request.body] = true end
    for i = 3, 40 do assert.is_true(bodies[('{"n":"%s"}'):format(("x"):rep(i))], i) end
  end)

  it("of one kind leaves nothing behind in its handle for the next one", function()
    for _ = 1, 3 do
      finish(assert(session:request("/job.list", { body = '{"x":1}', seconds = 20 })))
      finish(assert(session:request("/user.list", { seconds = 20 })))
      finish(assert(session:request("/job.list", { body = "", seconds = 20 })))
    end
    local seen = helper.requests()
    assert.equal(9, #seen)
    for i = 1, 9, 3 do
      assert.same({ "POST", '{"x":1}' }, { seen[i].verb, seen[i].body })
      assert.same({ "GET", "" }, { seen[i + 1].verb, seen[i + 1].body })
      assert.same({ "POST", "" }, { seen[i + 2].verb, seen[i + 2].body })
      assert.equal("0", seen[i + 2].headers["content-length"])
    end
  end)

  it("has a path of plain characters that starts with a slash", function()
    local wrong = { "", "job.list", "?a=b", "@other.example/", ".example.org/", ":1/",
      "/job\127list", "/caf\195\169", "/\255", "//\128" }
    for byte = 0, 32 do wrong[#wrong + 1] = "/job" .. string.char(byte) .. "list" end
    for _, path in ipairs(wrong) do
      for _, options in ipairs { PLAIN, { seconds = 20 } } do
        local transfer, code, message = session:request(path, options)
        assert.is_nil(transfer)
        assert.equal("bad_url", code, ("%q"):format(path))
        assert.equal(core.statuses().bad_url, message)
      end
    end
    assert.equal(0, (session:count()))
    assert.equal(0, helper.count())
  end)

  it("has a timeout from half a millisecond to 1e6 seconds", function()
    for _, seconds in ipairs { 0, -1, 0.0004, 1e6 + 1, 1e300, 1 / 0, -1 / 0, 0 / 0 } do
      local message = helper.misuse(session.request, session, "/job.list", { seconds = seconds })
      assert.truthy(message:find("seconds", 1, true), message)
    end
    for _, seconds in ipairs { 0.0005, 1e6 } do
      assert(session:request("/job.list", { seconds = seconds })):close()
    end
  end)
end)

describe("a transfer that nobody holds", function()
  it("is cancelled by the collector, queued or running", function()
    helper.fault { times = -1, match = "job.list", kind = "stall_header" }
    for count = 1, 4 do -- two run, two are in the queue
      for _ = 1, count do assert(session:request("/job.list", PLAIN)) end
      session:step()
      assert.equal(count, (session:count()))
      helper.collect()
      local queued, watched = session:count()
      assert.equal(0, queued)
      assert.equal(0, watched)
    end
  end)

  it("makes room for those in the queue", function()
    helper.fault { times = 2, match = "job.list", kind = "stall_header" }
    local held = {}
    for i = 1, 2 do held[i] = assert(session:request("/job.list", PLAIN)) end
    local waiting = assert(session:request("/user.list", PLAIN))
    step_until(function() return #helper.requests "job.list" == 2 end)
    held[1] = nil
    helper.collect()
    finish(waiting)
    assert.truthy(waiting:result())
    assert.is_false(held[2]:finished())
    held[2]:close()
  end)
end)

describe("closing a transfer", function()
  it("in the middle of a body frees it at once", function()
    helper.fault { match = "job.list", kind = "stall_body", bytes = 30 }
    local transfer = assert(session:request("/job.list", PLAIN))
    step_until(function() return #transfer:text(100) > 0 end)
    assert.is_false(transfer:finished())
    assert.truthy(transfer:header "content-type")
    transfer:close()
    assert.is_true(transfer:finished())
    assert.equal("cancelled", select(2, transfer:result()))
    assert.equal("", transfer:text(100))
    assert.is_nil(transfer:header "content-type")
    assert.equal(0, (select(2, session:count())))
  end)

  it("closes its connection, and the next one is right", function()
    helper.fault { match = "job.list", kind = "stall_body", bytes = 30 }
    local cut = assert(session:request("/job.list", PLAIN))
    step_until(function() return #cut:text(100) > 0 end)
    cut:close()
    local next_one = finish(assert(session:request("/job.list", PLAIN)))
    assert.truthy(next_one:result())
    assert.equal("{", next_one:text(1))
    assert.are_not.equal(helper.requests()[1].connection, helper.requests()[2].connection)
  end)

  it("after any number of steps leaves the session as it was", function()
    for steps = 0, 12 do
      local transfer = assert(session:request("/job.list", PLAIN))
      for _ = 1, steps do
        if not transfer:finished() then session:poll(0.001) end
        session:step()
      end
      transfer:close()
      local queued, watched = session:count()
      assert.equal(0, queued)
      assert.equal(0, watched)
    end
    assert.truthy(finish(assert(session:request("/job.list", PLAIN))):result())
  end)

  it("while others run does not touch those", function()
    helper.fault { times = -1, match = "user.list", kind = "stall_header" }
    for _ = 1, 10 do
      local stalled = assert(session:request("/user.list", PLAIN))
      local other = assert(session:request("/job.list", PLAIN))
      session:step()
      stalled:close()
      assert.truthy(finish(other):result())
    end
  end)

  it("in the queue prevents its sending", function()
    helper.fault { times = 2, match = "job.list", delay_ms = 5 }
    local running = { session:request("/job.list", PLAIN), session:request("/job.list", PLAIN) }
    local queued = assert(session:request("/user.list", PLAIN))
    queued:close()
    for _, transfer in ipairs { running[1], running[2] } do
      if type(transfer) == "userdata" then finish(transfer) end
    end
    assert.equal(0, #helper.requests "user.list")
    assert.equal(2, #helper.requests "job.list")
  end)
end)

describe("the text of a transfer", function()
  it("is as much as there is, for any number", function()
    helper.fault { match = "job.list", body = "twelve bytes" }
    local transfer = finish(assert(session:request("/job.list", PLAIN)))
    for most, text in pairs { [0] = "", [-1] = "", [-1e300] = "", [-1 / 0] = "", [0.5] = "",
      [1.9] = "t", [11] = "twelve byte", [12] = "twelve bytes", [13] = "twelve bytes",
      [2 ^ 63] = "twelve bytes", [1e300] = "twelve bytes", [1 / 0] = "twelve bytes" } do
      assert.equal(text, transfer:text(most))
    end
    assert.equal("", transfer:text(0 / 0))
  end)
end)
