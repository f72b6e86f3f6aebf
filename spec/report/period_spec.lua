--- Specs of periods: both ends included, in UTC.
--
-- SPDX-License-Identifier: MIT

local helper = require "spec.helper"
local period = require "ashby.report.period"

local FACTS = { name = "x", options = {} }

local function new(since, till, default)
  local facts = { name = "x", default = default }
  return period.new(facts, { since = since, ["until"] = till }, 1767225600)
end

describe("a period", function()
  it("includes both ends", function()
    local year = new("2025-01-01", "2025-12-31")
    assert.is_true(period.holds(year, "2025-01-01T00:00:00.000Z"))
    assert.is_true(period.holds(year, "2025-12-31T23:59:59.999Z"))
    assert.is_false(period.holds(year, "2026-01-01T00:00:00.000Z"))
    assert.is_false(period.holds(year, "2024-12-31T23:59:59.999Z"))
    assert.is_false(period.holds(year, nil))
  end)

  -- As a store does, whose columns hold no other; the service sends no other.
  it("reads times in UTC only", function()
    local day = new("2025-06-01", "2025-06-01")
    assert.is_true(period.holds(day, "2025-06-01T23:30:00Z"))
    assert.is_true(period.holds(day, "2025-06-01T23:59:59.99Z"))
    assert.is_false(period.holds(day, "2025-06-01T12:30:00+02:00"))
  end)

  it("counts back from now", function()
    assert.equal("2025-12-02T00:00:00.000Z", new("30d").first)
    assert.equal("2025-12-31T00:00:00.000Z", new(nil, nil, 86400).first)
    assert.is_nil(new().first)
    assert.equal("2026-01-01T00:00:00.250Z", new(1767225600.25).first)
    assert.equal("2026-01-01T00:00:01.000Z", new(1767225600.9997).first)
  end)

  it("knows the years of the calendar alone", function()
    assert.equal("9999-12-31T23:59:59.000Z", new(253402300799).first)
    for _, given in ipairs { 253402300800, -1e18, 1e300, 0 / 0, 1 / 0, "999999999d" } do
      helper.misuse(new, given)
    end
  end)

  it("can be written out", function()
    assert.equal("from 2025-01-01 to 2025-12-31", period.text(new("2025-01-01", "2025-12-31")))
    assert.equal("since 2025-01-01", period.text(new "2025-01-01"))
    assert.equal("since 2025-12-31 12:00", period.text(new "12h"))
    assert.equal("on 2025-01-01", period.text(new("2025-01-01", "2025-01-01")))
    assert.equal("from 2025-01-01 09:00:01 to 2025-01-01 23:59:59.500",
      period.text(new("2025-01-01T09:00:01Z", "2025-01-01T23:59:59.500Z")))
    assert.is_nil(period.text(new()))
  end)

  it("counts days as days between two points in time are counted", function()
    local days_until = period.counter "2026-05-29T07:00:00.000Z"
    for _, at in ipairs { "2026-05-29T06:59:59.999Z", "2026-05-28T00:00:00.000Z",
      "2024-02-29T12:34:56.789Z", "1999-12-31T19:08:47.213Z", "2026-05-29T18:00:00.000Z" } do
      local days = period.days(at, "2026-05-29T07:00:00Z")
      assert.equal(math.floor(days * 10 + 0.5) / 10, days_until(at))
    end
    assert.is_nil(days_until "2026-02-31T00:00:00.000Z")
  end)

  it("has months and days", function()
    assert.equal("2026-01", period.next_month "2025-12")
    assert.equal("2025-10", period.next_month "2025-09")
    assert.equal("2025-05", period.month "2025-05-31T23:30:00Z")
    assert.is_nil(period.month "2025-06-01T00:30:00+02:00")
    assert.equal(1.5, period.days("2025-01-01T00:00:00Z", "2025-01-02T12:00:00Z"))
    assert.is_nil(period.instant(FACTS, "now", nil))
  end)
end)
