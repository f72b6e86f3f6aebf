--- Specs of call: one request with all its attempts. Waits between attempts
-- take no time here (helper.jumping); the specs look at which there were.
--
-- SPDX-License-Identifier: MIT

local core = require "ashby.core"
local helper = require "spec.helper"

local time = helper.jumping()

local client, events

local function open(options)
  local all = { timeout = 5 }
  for name, value in pairs(options or {}) do all[name] = value end
  if all.log == nil then all.log = function(event) events[#events + 1] = event end end
  client = time.client(all)
  return client
end

local function of_kind(name)
  local list = {}
  for _, event in ipairs(events) do
    if event.event == name then list[#list + 1] = event end
  end
  return list
end

local function http_date(seconds)
  return os.date("!%a, %d %b %Y %H:%M:%S GMT", os.time() + seconds)
end

before_each(function()
  helper.reset()
  events = {}
end)

after_each(function()
  if client then client.close() end
  client = nil
end)

describe("a failed attempt", function()
  local truth

  setup(function() truth = helper.ids "users" end)

  -- name, fault, kind in the log, options
  local REPEATED = {
    { "429 with Retry-After", { kind = "rate_429", seconds = 3 }, "rate_limited" },
    { "429 without", { kind = "no_retry_after_429", seconds = 3 }, "rate_limited" },
    { "429 of concurrency", { kind = "success_false", code = "concurrent_limit_exceeded" },
      "rate_limited" },
    { "408", { status = 408, body = "slow" }, "timeout" },
    { "500", { status = 500, body = "oops" }, "server" },
    { "502 with HTML", { kind = "html_502" }, "server" },
    { "503 with an envelope", { kind = "envelope_503" }, "server" },
    { "504", { status = 504 }, "server" },
    { "a server error with HTTP 200", { kind = "success_false", code = "generic_internal_error" },
      "server" },
    { "a reset", { kind = "reset" }, "network" },
    { "a reset inside the body", { kind = "reset_in_body" }, "network" },
    { "no answer", { kind = "close" }, "network" },
    { "a cut body", { kind = "cut_body" }, "protocol" },
    { "silence", { kind = "stall_header", seconds = 0.2 }, "timeout", { timeout = 0.03 } },
    { "a stall inside the body", { kind = "stall_body", seconds = 0.2 }, "timeout",
      { timeout = 0.03 } },
  }

  for _, row in ipairs(REPEATED) do
    local name, fault, kind, options = row[1], row[2], row[3], row[4]

    it("is retried until the answer comes: " .. name, function()
      fault.times = 2
      helper.fault(fault)
      local page = assert(open(options).users.list { limit = 3 })
      assert.same({ truth[1], truth[2], truth[3] }, helper.pluck(page.records))
      assert.equal(3, helper.count())
      assert.equal(3, #of_kind "request")
      local retries = of_kind "retry"
      assert.equal(2, #retries)
      for i, event in ipairs(retries) do
        assert.equal(i + 1, event.attempt)
        assert.equal("user.list", event.method)
        assert.equal(kind, event.kind)
        local least, most = 0, 0.5 * 2 ^ (i - 1)
        if fault.seconds == 3 then least, most = name:find "without" and 0 or 3, 61 end
        assert.is_true(event.delay >= least and event.delay <= most, event.delay)
      end
    end)

    it("gives up at last: " .. name, function()
      fault.times = -1
      helper.fault(fault)
      local all = { retries = 2 }
      for option, value in pairs(options or {}) do all[option] = value end
      local page, err = open(all).users.list { limit = 3 }
      assert.is_nil(page)
      assert.equal(3, err.attempts)
      assert.equal(3, helper.count())
      assert.is_true(err.retryable)
      assert.truthy(tostring(err):find("3 attempts", 1, true))
      helper.control("DELETE", "faults")
    end)
  end

  -- name, fault, kind, options
  local FINAL = {
    { "400", { status = 400, body = "no" }, "invalid" },
    { "401", { status = 401, body = "no" }, "auth" },
    { "403", { status = 403, body = "no" }, "auth" },
    { "404", { status = 404, body = "no" }, "not_found" },
    { "422", { status = 422, body = "no" }, "invalid" },
    { "501", { status = 501, body = "no" }, "server" },
    { "success false", { kind = "success_false" }, "invalid" },
    { "an expired cursor", { kind = "success_false", code = "next_cursor_expired" }, "expired" },
    { "no JSON", { kind = "not_json" }, "protocol" },
    { "the wrong shape", { kind = "wrong_shape" }, "protocol" },
    { "an empty body", { kind = "empty_body" }, "protocol" },
    { "a redirect", { kind = "redirect" }, "protocol" },
    { "wrong gzip", { kind = "bad_gzip" }, "protocol" },
    { "huge headers", { kind = "huge_headers", bytes = 100000 }, "too_large" },
    { "a huge body", { delay_ms = 1 }, "too_large", { max_body = 500 } },
  }

  for _, row in ipairs(FINAL) do
    it("is not retried where that cannot help: " .. row[1], function()
      row[2].times = 1
      helper.fault(row[2])
      local page, err = open(row[4]).users.list()
      assert.is_nil(page)
      assert.equal(row[3], err.kind)
      assert.equal(1, err.attempts)
      assert.equal(1, helper.count())
      assert.equal(0, #of_kind "retry")
    end)
  end

  it("is not retried with retries = 0", function()
    helper.fault { kind = "html_502" }
    local _, err = open { retries = 0 }.users.list()
    assert.equal(1, err.attempts)
    assert.equal(1, helper.count())
  end)
end)

describe("Retry-After", function()
  it("is obeyed as seconds", function()
    helper.fault { kind = "rate_429", seconds = 7 }
    local before = time.slept()
    assert(open().users.list { limit = 1 })
    assert.equal(7, of_kind "retry"[1].delay)
    assert.is_true(math.abs(time.slept() - before - 7) < 0.5)
  end)

  it("is obeyed as a date", function()
    helper.fault { status = 503, headers = { ["Retry-After"] = http_date(20) } }
    assert(open().users.list { limit = 1 })
    local delay = of_kind "retry"[1].delay
    assert.is_true(delay >= 18 and delay <= 21, delay)
  end)

  it("in the past means now", function()
    helper.fault { status = 503, headers = { ["Retry-After"] = http_date(-20) } }
    assert(open().users.list { limit = 1 })
    assert.equal(0, of_kind "retry"[1].delay)
  end)

  it("that is not usable leaves the usual delay", function()
    for _, value in ipairs { "soon", "-3", "" } do
      helper.fault { status = 503, headers = { ["Retry-After"] = value } }
      assert(open().users.list { limit = 1 })
      client.close()
    end
    assert.equal(3, #of_kind "retry")
    for _, event in ipairs(of_kind "retry") do
      assert.is_true(event.delay >= 0 and event.delay <= 0.5)
    end
  end)

  it("beyond the deadline fails at once, and says how long the wait would be", function()
    helper.fault { kind = "rate_429", seconds = 40, times = -1 }
    local before = time.slept()
    local page, err = open { deadline = 30 }.users.list()
    assert.is_nil(page)
    assert.equal("rate_limited", err.kind)
    assert.equal(40, err.retry_after)
    assert.equal(1, err.attempts)
    assert.equal(429, err.status)
    assert.equal(1, helper.count())
    assert.equal(before, time.slept())
  end)

  it("is obeyed even where only the reset header says it", function()
    helper.fault { kind = "no_retry_after_429", seconds = 40, times = -1,
      headers = { ["x-ratelimit-reset"] = tostring(os.time() + 50) } }
    local _, err = open { deadline = 30 }.users.list()
    assert.equal(1, err.attempts)
    assert.is_true(err.retry_after > 45 and err.retry_after <= 51, err.retry_after)
  end)
end)

describe("the deadline", function()
  it("covers attempts and the waits between them", function()
    helper.fault { status = 503, times = -1, headers = { ["Retry-After"] = "2" } }
    local _, err = open { deadline = 5, retries = 50 }.users.list()
    assert.equal("server", err.kind)
    assert.equal(3, err.attempts)
    assert.equal(2, err.retry_after)
  end)

  it("ends an attempt that takes longer", function()
    helper.fault { kind = "stall_header", seconds = 0.3 }
    local started = core.clock()
    local _, err = open { deadline = 0.04 }.users.list()
    assert.equal("deadline", err.code)
    assert.equal("timeout", err.kind)
    assert.truthy(tostring(err):find("raise deadline", 1, true))
    assert.is_true(core.clock() - started < 0.25)
  end)

  it("of one call does not apply to the next", function()
    helper.fault { status = 503, times = 4, headers = { ["Retry-After"] = "2" } }
    open { deadline = 5, retries = 50 }
    local _, err = client.users.list()
    assert.equal(3, err.attempts)
    assert(client.users.list())
  end)
end)

describe("the rate", function()
  it("that the server announces is obeyed before a 429 comes", function()
    helper.fault { delay_ms = 1, headers = { ["x-ratelimit-remaining"] = "0",
      ["x-ratelimit-reset"] = tostring(os.time() + 30) } }
    open()
    assert(client.users.list { limit = 1 })
    local before = time.slept()
    assert(client.users.list { limit = 1 })
    local waited = time.slept() - before
    assert.is_true(waited > 27 and waited < 31, waited)
    assert.equal(1, #of_kind "rate_wait")
    assert.equal("user.list", of_kind "rate_wait"[1].method)
    assert.is_true(math.abs(of_kind "rate_wait"[1].delay - waited) < 1)
  end)

  it("that leaves no request before the deadline fails at once, unsent", function()
    helper.fault { delay_ms = 1, headers = { ["x-ratelimit-remaining"] = "0",
      ["x-ratelimit-reset"] = tostring(os.time() + 30) } }
    open { deadline = 10 }
    assert(client.users.list { limit = 1 })
    local page, err = client.users.list { limit = 1 }
    assert.is_nil(page)
    assert.equal("rate_limited", err.kind)
    assert.equal(0, err.attempts)
    assert.is_true(err.retry_after > 27 and err.retry_after <= 31)
    assert.equal(1, helper.count())
  end)

  it("that the user sets is kept", function()
    open { rate_per_minute = 3 }
    local before = time.slept()
    for _ = 1, 7 do assert(client.users.list { limit = 1 }) end
    local waited = time.slept() - before
    assert.is_true(waited > 115 and waited <= 121, waited)
    assert.is_true(#of_kind "rate_wait" >= 2)
  end)
end)

describe("the log", function()
  it("has each request and its answer", function()
    open()
    assert(client.users.list { limit = 1 })
    assert.equal(2, #events)
    assert.same({ event = "request", method = "user.list", attempt = 1 }, events[1])
    local answer = events[2]
    assert.equal("response", answer.event)
    assert.equal(200, answer.status)
    assert.equal(26, #answer.request_id)
    assert.is_true(answer.seconds >= 0 and answer.seconds < 5)
    assert.is_nil(answer.kind)
  end)

  it("has each failure, and that it is retried", function()
    helper.fault { kind = "envelope_503" }
    assert(open().users.list { limit = 1 })
    local names = helper.pluck(events, "event")
    assert.same({ "request", "response", "retry", "request", "response" }, names)
    assert.equal("server", events[2].kind)
    assert.equal("generic_internal_error", events[2].code)
    assert.equal(503, events[2].status)
    assert.equal(2, events[3].attempt)
    assert.equal("server", events[3].kind)
  end)

  it("never has the key, even where the server echoes it", function()
    local encoded = "YXNoYnktc2FuZGJveC1rZXk6" -- the key and a colon, base64
    for _, fault in ipairs {
      { status = 403, body = "no such key: " .. helper.key .. ", Basic " .. encoded },
      { status = 500, body = "<html>Authorization: Basic " .. encoded .. "</html>" },
      { body = helper.key .. " is no JSON" },
      { status = 400, body = { success = false, errors = { helper.key } } },
      { status = 400, body = { success = false, errorInfo = { code = helper.key,
        message = "key " .. helper.key } } },
      { kind = "redirect", location = "/x?" .. helper.key } } do
      helper.fault(fault)
      local _, err = open { retries = 0 }.users.list()
      assert.is_table(err)
      events[#events + 1] = err
      events[#events + 1] = { said = tostring(err) }
      client.close()
    end
    local function search(value)
      if type(value) == "table" then
        for k, v in pairs(value) do
          search(k)
          search(v)
        end
      elseif type(value) == "string" then
        assert.is_nil(value:find(helper.key, 1, true), value)
        assert.is_nil(value:find(encoded, 1, true), value)
        assert.is_nil(value:find(encoded:sub(1, -2), 1, true), value)
      end
    end
    search(events)
    assert.is_true(#events > 20)
  end)
end)

describe("answers cut off at any byte", function()
  it("are an error, and never a wrong record", function()
    local id = helper.ids "candidate_tags"[1]
    open { retries = 0 }
    local whole = assert(client.candidate_tags.list { limit = 1 })
    assert.equal(id, whole.records[1].id)
    local size = #'{"success":true,"results":[]}' + 60
    for bytes = 0, size, 3 do
      helper.fault { kind = "cut_body", bytes = bytes }
      local page, err = client.candidate_tags.list { limit = 1 }
      assert.is_nil(page)
      assert.equal("cut_off", err.code, bytes)
      assert.is_true(err.retryable)
    end
    -- without an announced length only the last chunk shows the end
    for bytes = 1, size, 7 do
      helper.fault { kind = "cut_body", bytes = bytes, chunked = true }
      local page, err = client.candidate_tags.list { limit = 1 }
      assert.is_nil(page)
      assert.is_true(err.kind == "protocol" or err.kind == "network", tostring(err))
    end
  end)
end)

describe("an answer that is not JSON", function()
  it("is an error with the place, and its first words without tags", function()
    helper.fault { body = "<html><script>var x = 1</script>Sign <b>in</b> here</html>" }
    local _, err = open().users.list()
    assert.equal("protocol", err.kind)
    assert.equal("json_value", err.code)
    assert.equal(0, err.offset)
    assert.equal(200, err.status)
    assert.truthy(err.message:find("Sign in here", 1, true), err.message)
    assert.is_nil(err.message:find("var x", 1, true))
  end)

  it("is not quoted where it begins as JSON: records are private", function()
    helper.fault { body = [[{"success":true,"results":[{"name":"Ada","x":}]}]] }
    local _, err = open().users.list()
    assert.equal("json_value", err.code)
    assert.is_nil(tostring(err):find("Ada", 1, true))
  end)

  it("with an error status is reported by that", function()
    helper.fault { kind = "html_502" }
    local _, err = open { retries = 0 }.users.list()
    assert.equal("server", err.kind)
    assert.equal(502, err.status)
    assert.equal("502 Bad Gateway 502 Bad Gateway nginx", err.message)
  end)

  it("is reported by its status alone where it has no text", function()
    helper.fault { status = 502, body = "" }
    local _, err = open { retries = 0 }.users.list()
    assert.equal("HTTP status 502", err.message)
  end)
end)
