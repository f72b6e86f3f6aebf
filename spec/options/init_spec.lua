--- Specs of options: which ones ashby.new accepts, which it refuses, and what
-- each option does.
--
-- SPDX-License-Identifier: MIT

local ashby = require "ashby"
local options = require "ashby.options"
local helper = require "spec.helper"

local NUMBERS = {
  timeout = { 30, 0.001, 86400 }, connect_timeout = { 10, 0.001, 86400 },
  deadline = { 120, 0.001, 86400 }, retries = { 3, 0, 100, whole = true },
  max_in_flight = { 12, 1, 1000, whole = true }, rate_per_minute = { nil, 1, 1e6, whole = true },
  max_body = { 64 * 1024 * 1024, 1, 2 ^ 31, whole = true },
  max_values = { 1000000, 1, 2 ^ 31, whole = true },
}

local TEXTS = { "api_key", "base_url", "api_version", "ca_file", "proxy", "user_agent" }

local function refuse(given, words)
  local message = helper.misuse(ashby.new, given)
  assert.truthy(message:find(words, 1, true), message)
  return message
end

describe("an option", function()
  it("that is a number has a default and its bounds", function()
    local defaults = options.check()
    for name, row in pairs(NUMBERS) do
      local standard, low, high = row[1], row[2], row[3]
      assert.equal(standard, defaults[name], name)
      for _, good in ipairs { low, high, row.whole and low + 1 or 0.5 } do
        assert.equal(good, options.check { [name] = good }[name])
      end
      local words = ("ashby.new: bad option '%s': a %s from "):format(name,
        row.whole and "whole number" or "number")
      for _, bad in ipairs { low - 1, high * 2, -1, 0 / 0, 1 / 0, -1 / 0, "5", true, {} } do
        refuse({ api_key = "k", [name] = bad }, words)
      end
      if row.whole then refuse({ api_key = "k", [name] = 1.5 }, words) end
    end
  end)

  it("that is text must be a string, and its value is never shown", function()
    for _, name in ipairs(TEXTS) do
      for _, bad in ipairs { 5, true, {}, print } do
        refuse({ [name] = bad }, ("bad option '%s': a string expected, got a %s"):format(name,
          type(bad)))
      end
      refuse({ [name] = "" }, ("bad option '%s': it is empty"):format(name))
      for _, control in ipairs { "\n", "\r\n", "\0", "\127", "\t" } do
        local message = refuse({ [name] = "secret" .. control },
          ("bad option '%s': it has a control character"):format(name))
        assert.is_nil(message:find("secret", 1, true))
      end
    end
  end)

  it("of another type is refused", function()
    refuse({ allow_http = "yes" }, "bad option 'allow_http': a boolean expected, got a string")
    refuse({ log = 5 }, "bad option 'log': a function expected, got a number")
    refuse({ hosted = "x" }, "bad option 'hosted': a table expected, got a string")
    refuse({ wait = 5 }, "bad option 'wait': a name or function expected, got a number")
    refuse({ api_key = "k", wait = "blockng" }, "unknown wait 'blockng', did you mean 'blocking'?")
  end)

  it("that is unknown is refused with the nearest name", function()
    refuse({ api_ky = "x" }, "ashby.new: unknown option 'api_ky', did you mean 'api_key'?")
    refuse({ time_out = 5 }, "did you mean 'timeout'?")
    refuse({ 5 }, "unknown option '1'")
    refuse({ verify = false }, "unknown option 'verify'")
  end)

  it("table is the only thing that new accepts", function()
    for _, bad in ipairs { 5, "key", true } do refuse(bad, "a table of options expected") end
  end)

  it("table is left as it was", function()
    local given = { api_key = helper.key, base_url = helper.url, retries = 1 }
    local client = assert(ashby.new(given))
    client.close()
    assert.same({ api_key = helper.key, base_url = helper.url, retries = 1 }, given)
  end)
end)

describe("the options do what they say:", function()
  before_each(helper.reset)

  local function list(given)
    local client = helper.client(given)
    local page, err = client.users.list { limit = 2 }
    client.close()
    return page, err
  end

  it("timeout", function()
    helper.fault { kind = "stall_header", seconds = 0.3 }
    local _, err = list { timeout = 0.03, retries = 0 }
    assert.equal("timeout", err.code)
  end)

  it("deadline", function()
    helper.fault { kind = "stall_header", seconds = 0.3 }
    local _, err = list { deadline = 0.03 }
    assert.equal("deadline", err.code)
    assert.truthy(err.message:find("0.03 s", 1, true))
  end)

  it("connect_timeout", function()
    -- no server here is slow to accept, so an address without a route
    local _, err = list { base_url = "https://192.0.2.1", connect_timeout = 0.03, retries = 0,
      timeout = 0.2 }
    assert.truthy(err.kind == "timeout" or err.kind == "network", tostring(err))
  end)

  it("max_body", function()
    local _, err = list { max_body = 100 }
    assert.equal("body_limit", err.code)
    assert.is_table(list { max_body = 100000 })
  end)

  it("max_body, of a compressed body unpacked", function()
    local client = helper.client { max_body = 20000 }
    local _, err = client.candidates.list { limit = 100 }
    assert.equal("body_limit", err.code)
    assert.truthy(tostring(err):find("raise max_body", 1, true))
    client.close()
  end)

  it("max_values, before any table is built", function()
    local client = helper.client()
    helper.fault { body = '{"success":true,"results":[' .. ("{},"):rep(1000000) .. "{}]}" }
    collectgarbage()
    local before = collectgarbage "count"
    local page, err = client.jobs.list()
    assert.is_true(page == nil) -- a failed assert.is_nil would print a million lines
    assert.same({ "too_large", "value_limit", 200 }, { err.kind, err.code, err.status })
    assert.truthy(tostring(err):find("raise max_values", 1, true))
    assert.is_true(collectgarbage "count" - before < 10000)
    client.close()
  end)

  it("max_values, with one value too many", function()
    for _, raw in ipairs { false, true } do
      local client = helper.client { max_values = 7 }
      for more, code in pairs { [""] = "ok", [",true"] = "value_limit",
        [',{"c":2}'] = "value_limit", [',null'] = "value_limit" } do
        helper.fault { body = '{"success":true,"results":[{"id":"a","x":null},{"id":[1' .. more
          .. "]}]}" }
        local page, err = client.jobs.list { raw = raw }
        assert.equal(code, page and "ok" or err.code, more)
      end
      client.close()
    end
  end)

  it("null", function()
    local client = helper.client { null = ashby.null }
    local found = 0
    for _, job in ipairs(assert(client.jobs.all())) do
      if job.closedAt == ashby.null then found = found + 1 end
    end
    assert.is_true(found > 5)
    client.close()
  end)

  it("proxy", function()
    local _, err = list { proxy = "http://127.0.0.1:1", retries = 0 }
    assert.equal("connect", err.code)
    assert.equal(0, helper.count())
  end)

  it("proxy, when it refuses", function()
    local _, err = list { base_url = "https://no-such-host.invalid", proxy = helper.url }
    assert.equal("proxy_refused", err.code)
    assert.equal(1, err.attempts)
    assert.is_nil(tostring(err):find("check the key", 1, true))
    for status, code in pairs { [407] = "proxy_auth", [403] = "proxy_refused" } do
      helper.fault { kind = "raw", text = ("HTTP/1.1 %d No\r\nContent-Length: 0\r\n\r\n")
        :format(status) }
      _, err = list { proxy = helper.url }
      assert.equal(code, err.code)
      assert.equal(1, err.attempts)
      assert.is_nil(tostring(err):find("check the key", 1, true))
    end
    helper.fault { status = 403, body = "no" } -- with a request id, so from the service itself
    _, err = list { proxy = helper.url }
    assert.equal("auth", err.kind)
  end)

  it("ca_file", function()
    for path, why in pairs { ["/no/such/file"] = "No such file", ["/"] = "Is a directory",
      ["/dev/null"] = "it is empty" } do
      local message = helper.misuse(ashby.new, { api_key = "k", ca_file = path })
      local words = ("bad option 'ca_file': '%s' cannot be read: %s"):format(path, why)
      assert.truthy(message:find(words, 1, true), message)
    end
  end)

  it("wait", function()
    local calls = 0
    assert(list { wait = function(session, seconds)
      calls = calls + 1
      assert.equal("number", type(seconds))
      assert.is_true(seconds >= 0)
      session:poll(seconds)
    end })
    assert.is_true(calls > 0)
  end)

  it("log", function()
    local events = {}
    assert(list { log = function(event) events[#events + 1] = event.event end })
    assert.same({ "request", "response" }, events)
  end)

  it("max_in_flight", function()
    helper.fault { delay_ms = 20, times = -1 }
    local client = helper.client { max_in_flight = 2 }
    local ids = helper.ids "users"
    local some = {}
    for i = 1, 6 do some[i] = ids[i] end
    assert(client.users.get_many(some))
    client.close()
    local times = {}
    for _, request in ipairs(helper.requests "user.info") do times[#times + 1] = request.time end
    assert.equal(6, #times)
    table.sort(times)
    for i = 3, 6 do assert.is_true(times[i] - times[i - 2] >= 0.015) end
  end)
end)
