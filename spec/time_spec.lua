--- Specs of time: the forms in which a point in time may be given. The numbers
-- are those of date(1).
--
-- SPDX-License-Identifier: MIT

local ashby = require "ashby"
local helper = require "spec.helper"
local time = require "ashby.time"

describe("a time", function()
  local GOOD = {
    -- milliseconds
    { 1769850000123, 1769850000123 }, { 0, 0 }, { -1, -1 }, { 100000000000, 100000000000 },
    { 8.64e15, 8.64e15 }, { -86400000, -86400000 },
    -- a day: midnight UTC
    { "1970-01-01", 0 }, { "2026-01-31", 1769817600000 }, { "2024-02-29", 1709164800000 },
    { "2000-02-29", 951782400000 }, { "1969-12-31", -86400000 }, { "2100-03-01", 4107542400000 },
    { "0001-01-01", -62135596800000 }, { "9999-12-31", 253402214400000 },
    -- ISO 8601
    { "2026-01-31T09:00:00Z", 1769850000000 }, { "2026-01-31T09:00:00.000Z", 1769850000000 },
    { "2026-01-31T09:00:00.123Z", 1769850000123 }, { "2026-01-31 09:00:00Z", 1769850000000 },
    { "2026-01-31t09:00:00z", 1769850000000 }, { "2026-01-31T09:00:00.1Z", 1769850000100 },
    { "2026-01-31T09:00:00.123456789Z", 1769850000123 }, { "1970-01-01T00:00:00Z", 0 },
    { "2026-01-31T10:30:00+01:30", 1769850000000 }, { "2026-01-31T04:00:00-05:00", 1769850000000 },
    { "2026-01-31T10:00:00+0100", 1769850000000 }, { "2026-02-01T00:00:00+15:00", 1769850000000 },
    { "2025-12-31T23:59:59.999Z", 1767225599999 }, { "2026-01-31T09:00:00+00:00", 1769850000000 },
  }

  for _, row in ipairs(GOOD) do
    it("may be " .. tostring(row[1]), function()
      assert.equal(row[2], (time.to_ms(row[1])))
    end)
  end

  it("of every day is a day after that of the one before", function()
    local days = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 }
    local before
    for year = 1895, 2105 do
      for month = 1, 12 do
        local leap = year % 4 == 0 and (year % 100 ~= 0 or year % 400 == 0)
        local last = month == 2 and leap and 29 or days[month]
        for day = 1, last do
          local ms = assert(time.to_ms(("%04d-%02d-%02d"):format(year, month, day)))
          if before and ms - before ~= 86400000 then -- luassert is slow
            error(("%d-%d-%d"):format(year, month, day))
          end
          before = ms
        end
        assert.is_nil((time.to_ms(("%04d-%02d-%02d"):format(year, month, last + 1))))
      end
    end
  end)

  local BAD = {
    "", "x", "2026", "2026-01", "2026-1-1", "26-01-01", "2026-00-01", "2026-13-01", "2026-01-00",
    "2026-01-32", "2026-04-31", "2025-02-29", "1900-02-29", "2026-01-31T", "2026-01-31T09",
    "2026-01-31T09:00Z", "2026-01-31T09:00:00", "2026-01-31T24:00:00Z", "2026-01-31T09:60:00Z",
    "2026-01-31T09:00:60Z", "2026-01-31T09:00:00.Z", "2026-01-31T09:00:00+1",
    "2026-01-31T09:00:00+25:00", "2026-01-31T09:00:00+01:60", "2026-01-31T09:00:00 Z",
    "2026-01-31T09:00:00Zx", " 2026-01-31", "2026-01-31 ", "1769850000123", "2026/01/31",
    "31.01.2026", "now", "\0",
  }

  it("in any other form is refused", function()
    for _, text in ipairs(BAD) do
      local ms, problem = time.to_ms(text)
      assert.is_nil(ms, text)
      assert.truthy(problem:find("'YYYY-MM-DD'", 1, true))
    end
  end)

  it("that does not exist is refused", function()
    for _, value in ipairs { 1.5, 0 / 0, 1 / 0, -1 / 0, 8.65e15, true, {}, print } do
      local ms, problem = time.to_ms(value)
      assert.is_nil(ms)
      assert.truthy(problem:find("in whole milliseconds", 1, true))
    end
    assert.is_nil((time.to_ms(nil)))
  end)

  it("in seconds, by mistake, is refused", function()
    for _, seconds in ipairs { 1, 1769850000, 99999999999 } do
      local ms, problem = time.to_ms(seconds)
      assert.is_nil(ms)
      assert.equal(("milliseconds since 1970 expected, %d looks like seconds"):format(seconds),
        problem)
    end
  end)
end)

describe("text that names a time", function()
  local NOW = 1700000000

  it("is a length of time before now, a day or an instant", function()
    assert.equal(NOW - 30 * 86400, time.parse("30d", NOW))
    assert.equal(NOW - 90, time.parse("90s", NOW))
    assert.equal(NOW - 900, time.parse("15min", NOW))
    assert.equal(NOW - 1.5 * 3600, time.parse("1.5h", NOW))
    assert.equal(NOW - 2 * 7 * 86400, time.parse("2w", NOW))
    assert.equal(1767225600, time.parse "2026-01-01")
    assert.equal(1767225600.25, time.parse "2026-01-01T01:00:00.250+01:00")
  end)

  it("counts back from the clock", function()
    local before = os.time()
    local at = time.parse "1h"
    assert.is_true(at >= before - 3600 and at <= os.time() - 3600)
  end)

  for _, text in ipairs { "", "d", "30", "30 days", "30y", "-3d", "2026-13-01", "yesterday" } do
    it(("'%s' is none"):format(text), function()
      local seconds, problem = time.parse(text)
      assert.is_nil(seconds)
      assert.truthy(problem:find("'30d'", 1, true))
    end)
  end
end)

describe("ashby.time", function()
  it("returns seconds", function()
    assert.equal(1767225600, ashby.time "2026-01-01")
    assert.is_true(math.abs(os.time() - 86400 - ashby.time "1d") <= 1)
  end)

  it("raises for what is not a time", function()
    for _, value in ipairs { "yesterday", 5, {} } do
      assert.truthy(helper.misuse(ashby.time, value):find("ashby.time: ", 1, true))
    end
  end)
end)
