--- Specs of retry: a pure function of the attempt, the outcome, the clock and a
-- random number; its table is here.
--
-- SPDX-License-Identifier: MIT

local core = require "ashby.core"
local errors = require "ashby.errors"
local kinds = require "ashby.errors.kinds"
local retry = require "ashby.exchange.retry"

-- A read that failed on its first attempt, with plenty of time; then the changes.
local function outcome(changes)
  local all = { attempt = 1, retries = 3, kind = "server", status = 500, idempotent = true,
    left = 100 }
  for name, value in pairs(changes or {}) do all[name] = value end
  all.retryable = errors.new { kind = all.kind, code = all.code }.retryable
  return all
end

describe("retry.decide", function()
  -- what, changes, random number, delay (nil: give up)
  local ROWS = {
    -- what is retried
    { "500", { status = 500 }, 1, 0.5 },
    { "502", { status = 502 }, 1, 0.5 },
    { "503", { status = 503 }, 1, 0.5 },
    { "504", { status = 504 }, 1, 0.5 },
    { "a server error in an envelope with HTTP 200", { status = 200 }, 1, 0.5 },
    { "network", { kind = "network", status = false }, 1, 0.5 },
    { "timeout", { kind = "timeout", status = false }, 1, 0.5 },
    { "cut body", { kind = "protocol", code = "cut_off", status = false }, 1, 0.5 },
    { "cut JSON", { kind = "protocol", code = "json_end", status = 200 }, 1, 0.5 },
    { "429", { kind = "rate_limited", status = 429 }, 1, 0.5 },
    -- what is not
    { "501", { status = 501 }, 1, nil },
    { "505", { status = 505 }, 1, nil },
    { "599", { status = 599 }, 1, nil },
    { "another protocol error", { kind = "protocol", code = "json_value", status = 200 }, 1, nil },
    -- writes
    { "a write, 500", { idempotent = false }, 1, nil },
    { "a write, network", { idempotent = false, kind = "network", status = false }, 1, nil },
    { "a write, timeout", { idempotent = false, kind = "timeout", status = false }, 1, nil },
    { "a write, cut body", { idempotent = false, kind = "protocol", code = "cut_off" }, 1, nil },
    { "a write, 429", { idempotent = false, kind = "rate_limited", status = 429 }, 1, 0.5 },
    -- attempts
    { "second attempt", { attempt = 2 }, 1, 1 },
    { "third attempt", { attempt = 3 }, 1, 2 },
    { "fourth attempt of 3 retries", { attempt = 4 }, 1, nil },
    { "no retries", { retries = 0 }, 1, nil },
    { "fifth of many", { attempt = 5, retries = 99 }, 1, 8 },
    { "the cap", { attempt = 30, retries = 99 }, 1, 8 },
    -- random numbers
    { "no chance", {}, 0, 0 },
    { "half a chance", { attempt = 3 }, 0.5, 1 },
    -- what the server asks for
    { "Retry-After", { retry_after = 7 }, 1, 7 },
    { "Retry-After now", { retry_after = 0 }, 1, 0 },
    { "Retry-After of a 429", { kind = "rate_limited", retry_after = 7, reset_in = 20 }, 1, 7 },
    { "reset of a 429", { kind = "rate_limited", reset_in = 20 }, 1, 20 },
    { "reset beside a 500", { reset_in = 20 }, 1, 0.5 },
    -- the deadline
    { "no time left", { left = 0 }, 0, nil },
    { "less time than the delay", { left = 0.4 }, 1, nil },
    { "as much time as the delay", { left = 0.5 }, 1, nil },
    { "more time than the delay", { left = 0.6 }, 1, 0.5 },
    { "less than Retry-After", { retry_after = 30, left = 29 }, 1, nil },
    { "more than Retry-After", { retry_after = 30, left = 31 }, 1, 30 },
    { "less than the reset", { kind = "rate_limited", reset_in = 30, left = 29 }, 1, nil },
  }

  for _, row in ipairs(ROWS) do
    it(("%s: %s"):format(row[1], row[4] and "after " .. row[4] or "gives up"), function()
      assert.equal(row[4], retry.decide(outcome(row[2]), row[3]))
    end)
  end

  it("does not retry any other kind", function()
    local REPEATED = { network = true, timeout = true, rate_limited = true, server = true }
    for _, row in ipairs(kinds.KINDS) do
      local kind = row.name
      local delay = retry.decide(outcome { kind = kind, status = 500 }, 1)
      assert.equal(REPEATED[kind] or false, delay ~= nil, kind)
    end
  end)

  it("spreads its delays over their whole range", function()
    for chance = 0, 10 do
      assert.equal(chance / 10 * 4, retry.decide(outcome { attempt = 4, retries = 9 }, chance / 10))
    end
  end)
end)

describe("retry.after", function()
  local NOW = 1769850000

  local function after(text) return retry.after(text, NOW, core.http_date) end

  it("reads seconds", function()
    assert.equal(0, after "0")
    assert.equal(7, after "7")
    assert.equal(120, after "120")
    assert.equal(1.5, after "1.5")
  end)

  it("reads dates in the three forms of HTTP", function()
    assert.equal(30, after "Sat, 31 Jan 2026 09:00:30 GMT")
    assert.equal(30, after "Saturday, 31-Jan-26 09:00:30 GMT")
    assert.equal(30, after "Sat Jan 31 09:00:30 2026")
    assert.equal(0, after "Sat, 31 Jan 2026 08:59:00 GMT")
    assert.equal(0, after "Thu, 01 Jan 1970 00:00:00 GMT")
  end)

  it("is nil for what is neither", function()
    for _, text in ipairs { "", "soon", "-1", "1e3", "1,5", "0x10", "Sat, 99 Jan" } do
      assert.is_nil(after(text), text)
    end
    assert.is_nil(after(nil))
  end)
end)

describe("retry.reset_in", function()
  it("is the time until then, and never negative", function()
    assert.equal(30, retry.reset_in("1769850030", 1769850000))
    assert.equal(0, retry.reset_in("1769849990", 1769850000))
    assert.equal(0.5, retry.reset_in("1769850030", 1769850029.5))
  end)

  it("is nil where the header is not usable", function()
    for _, text in ipairs { "", "soon", "60", "0", "-5", "1769860000", "1e400", "nan", "inf" } do
      assert.is_nil(retry.reset_in(text, 1769850000), text)
    end
    assert.is_nil(retry.reset_in(nil, 1769850000))
  end)
end)
