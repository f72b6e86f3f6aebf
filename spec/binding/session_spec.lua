--- Specs of session: its options, what it refuses, and what a wait can ask it
-- for.
--
-- SPDX-License-Identifier: MIT

local core = require "ashby.core"
local helper = require "spec.helper"

local PLAIN = { body = "{}", seconds = 5 }
local GOOD = { base_url = helper.url, user_agent = "spec", connect_timeout = 5, max_body = 1e6,
  max_in_flight = 4 }

local function with(changes)
  local all = {}
  for name, value in pairs(GOOD) do all[name] = value end
  for name, value in pairs(changes or {}) do all[name] = value end
  return all
end

local function without(name)
  local all = with()
  all[name] = nil
  return all
end

before_each(helper.reset)

describe("core.session", function()
  it("needs a table of options", function()
    helper.misuse(core.session)
    helper.misuse(core.session, "x")
    helper.misuse(core.session, {})
  end)

  it("names the option that is wrong or missing", function()
    for name, value in pairs(GOOD) do
      local kind = type(value) == "string" and "a string" or "a number"
      local message = helper.misuse(core.session, without(name))
      assert.truthy(message:find(("option '%s': %s"):format(name, kind), 1, true), message)
      for _, bad in ipairs { true, {} } do
        message = helper.misuse(core.session, with { [name] = bad })
        assert.truthy(message:find(("option '%s'"):format(name), 1, true), message)
      end
    end
    for _, name in ipairs { "connect_timeout", "max_body", "max_in_flight" } do
      for _, bad in ipairs { 0, -1, 1e12, 0 / 0, 1 / 0 } do
        helper.misuse(core.session, with { [name] = bad })
      end
    end
  end)

  it("refuses control characters", function()
    for _, name in ipairs { "base_url", "user_agent", "ca_file", "proxy", "api_key", "token" } do
      for _, control in ipairs { "\n", "\r", "\0", "\127", "\t" } do
        local message = helper.misuse(core.session, with { [name] = "x" .. control .. "y" })
        assert.truthy(message:find("has a control character", 1, true), message)
        assert.is_nil(message:find("x" .. control, 1, true))
      end
    end
    helper.misuse(core.session, with { headers = { "A: b\r\nC: d" } })
    local nine = {}
    for i = 1, 9 do nine[i] = "X: " .. i end
    local message = helper.misuse(core.session, with { headers = nine })
    assert.truthy(message:find("at most 8 lines", 1, true), message)
  end)

  it("reads its options without metamethods", function()
    local function never() error "a metamethod ran" end
    local options = setmetatable(with(), { __index = never, __pairs = never, __len = never })
    core.session(options):close()
  end)
end)

describe("a session", function()
  local session

  before_each(function() session = assert(core.session(with { api_key = helper.key })) end)
  after_each(function() session:close() end)

  it("is open until it is closed, any number of times", function()
    assert.is_true(session:is_open())
    session:close()
    session:close()
    assert.is_false(session:is_open())
    session:step()
    assert.is_false(session:poll(0.01))
    assert.is_nil((session:due()))
    assert.same({}, session:watches())
    local count, watched = session:count()
    assert.equal(0, count)
    assert.equal(0, watched)
  end)

  it("with nothing to do has no deadline, and its poll takes the whole time", function()
    assert.equal(0, (session:count()))
    assert.is_nil((session:due()))
    local started = core.clock()
    assert.is_false(session:poll(0.02))
    local passed = core.clock() - started
    assert.is_true(passed >= 0.015 and passed < 0.5, passed)
    assert.is_false(session:poll(-1))
  end)

  it("counts the transfers that run and those that have ended", function()
    helper.fault { delay_ms = 10, times = -1 }
    local before = session:ended()
    local transfers = {}
    for i = 1, 6 do transfers[i] = assert(session:request("/user.list", PLAIN)) end
    assert.equal(6, (session:count()))
    for _, transfer in ipairs(transfers) do helper.finish(session, transfer) end
    assert.equal(0, (session:count()))
    assert.equal(6, session:ended() - before)
  end)

  it("can change its secret and its headers", function()
    session:headers { api_key = "ashby-sandbox-jobs-only",
      headers = { "Content-Type: application/json", "X-Own: yes" } }
    local transfer = helper.finish(session, assert(session:request("/job.list", PLAIN)))
    assert.equal(200, transfer:result())
    assert.equal("yes", helper.requests()[1].headers["x-own"])
    helper.misuse(session.headers, session)
    helper.misuse(session.headers, session, "x")
    helper.misuse(session.headers, session, { headers = { "a\nb" } })
  end)

  it("can send a request without the secret", function()
    local transfer = helper.finish(session,
      assert(session:request("/job.list", { body = "{}", seconds = 5, anonymous = true })))
    assert.equal(401, transfer:result())
    assert.is_nil(helper.requests()[1].headers.authorization)
  end)

  it("does not show its secret", function()
    assert.is_nil(tostring(session):find(helper.key, 1, true))
    assert.is_false(getmetatable(session))
  end)

  it("refuses what is not a session", function()
    for _, name in ipairs { "post", "get", "headers", "step", "poll", "due", "watches", "count",
      "ended", "is_open", "redact", "close" } do
      helper.misuse(session[name])
      helper.misuse(session[name], {})
      helper.misuse(session[name], io.stdout)
    end
    helper.misuse(session.request, session)
    helper.misuse(session.request, session, "/x")
    helper.misuse(session.request, session, "/x", "{}")
    helper.misuse(session.request, session, "/x", { body = "{}" })
    helper.misuse(session.request, session, "/x", { body = {}, seconds = 5 })
    helper.misuse(session.request, session, "/x", { seconds = "soon" })
    helper.misuse(session.poll, session)
  end)
end)
