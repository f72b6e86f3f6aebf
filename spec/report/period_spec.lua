--- Specs of periods: both ends included, in UTC.
--
-- SPDX-License-Identifier: MIT

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
  end)

  it("can be written out", function()
    assert.equal("from 2025-01-01 to 2025-12-31", period.text(new("2025-01-01", "2025-12-31")))
    assert.equal("since 2025-01-01", period.text(new "2025-01-01"))
    assert.is_nil(period.text(new()))
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
