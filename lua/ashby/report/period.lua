--- period: the time that a report covers, in UTC, both ends included.
--
-- SPDX-License-Identifier: MIT

local misuse = require "ashby.misuse"
local time = require "ashby.time"

local period = {}

local DAY = 86400

-- Years of four digits, as the API writes them.
local FIRST, LAST = -62167219200, 253402300799

local function read(facts, name, value, now)
  if type(value) == "number" and value >= FIRST and value <= LAST then return value end
  if type(value) ~= "string" then
    misuse.raise("report %s: bad argument '%s': a time as text or seconds since 1970 expected",
      facts.name, name)
  end
  local seconds, problem = time.parse(value, now)
  if not seconds then
    misuse.raise("report %s: bad argument '%s': %s", facts.name, name, problem)
  end
  if seconds < FIRST then
    misuse.raise("report %s: bad argument '%s': '%s' is before the year 0", facts.name, name, value)
  end
  return seconds
end

--- An option as seconds since 1970, or nil if it is not given.
function period.instant(facts, name, value, now)
  return value ~= nil and read(facts, name, value, now) or nil
end

--- Text as the API writes points in time.
function period.iso(seconds)
  local ms = math.floor(seconds * 1000 + 0.5)
  return os.date("!%Y-%m-%dT%H:%M:%S", math.floor(ms / 1000)) .. (".%03dZ"):format(ms % 1000)
end

local function end_of(value, seconds)
  if type(value) == "string" and value:find "^%d%d%d%d%-%d%d%-%d%d$" then
    return seconds + DAY - 0.001
  end
  return seconds
end

--- The period of the options since and until: { first, last } as the API's
-- text, each nil if it is open. If neither is given, it reaches back by the
-- report's default.
function period.new(facts, given, now)
  local since = period.instant(facts, "since", given.since, now)
  local last = period.instant(facts, "until", given["until"], now)
  if not since and not last and facts.default then since = now - facts.default end
  if last then last = end_of(given["until"], last) end
  if since and last and since > last then
    misuse.raise("report %s: since is after until", facts.name)
  end
  return { since = since, first = since and period.iso(since), last = last and period.iso(last) }
end

local FORM = "^(%d%d%d%d%-%d%d%-%d%dT%d%d:%d%d:%d%d)(%.?%d*)Z$"

--- A time of a record in the one form in which text can be compared, as a store
-- keeps it: to the millisecond. Nil if it is not a time, or not in UTC.
function period.read(text)
  if type(text) ~= "string" then return nil end
  local seconds, fraction = text:match(FORM)
  if not seconds or fraction ~= "" and not fraction:find "^%.%d" then return nil end
  if #fraction == 4 then return text end
  return ("%s.%sZ"):format(seconds, (fraction:sub(2) .. "000"):sub(1, 3))
end

--- Whether a point in time of a record is in a period.
function period.holds(self, text)
  if not self.first and not self.last then return true end
  local at = period.read(text)
  return at ~= nil and (not self.first or at >= self.first) and (not self.last or at <= self.last)
end

--- The month of a point in time, "2026-05".
function period.month(text)
  local at = period.read(text)
  return at and at:sub(1, 7)
end

--- The month after one.
function period.next_month(month)
  local year, number = month:match "^(%d+)-(%d+)$"
  year, number = tonumber(year), tonumber(number) + 1
  if number > 12 then year, number = year + 1, 1 end
  return ("%04d-%02d"):format(year, number)
end

local byte = string.byte

--- A function that gives the days from a time, as read returns it, to last, with
-- one decimal. It works out each day once, and makes no strings of the hours, as
-- there may be many times.
function period.counter(last)
  local to, starts = time.to_ms(last), {}
  return function(text)
    local day = text:sub(1, 10)
    local start = starts[day] or time.to_ms(day)
    if not start then return nil end
    starts[day] = start
    local h1, h2, _, m1, m2, _, s1, s2, _, a, b, c = byte(text, 12, 23)
    -- The last number takes off the 48 that each of the nine digits has as a byte.
    local from = start + h1 * 36000000 + h2 * 3600000 + m1 * 600000 + m2 * 60000 + s1 * 10000
      + s2 * 1000 + a * 100 + b * 10 + c - 1933013328
    return math.floor((to - from) / 8640000 + 0.5) / 10
  end
end

--- Days between two points in time.
function period.days(first, last)
  if not first or not last then return nil end
  local from, to = time.to_ms(first), time.to_ms(last)
  return from and to and (to - from) / 86400000
end

-- An end of a period, as the day alone if it is the start or end of that day.
local function said(at, of_a_day)
  if at:sub(12) == of_a_day then return at:sub(1, 10) end
  local clock = at:sub(12, 23):gsub("%.000$", ""):gsub("^(%d%d:%d%d):00$", "%1")
  return at:sub(1, 10) .. " " .. clock
end

--- A period in words.
function period.text(self)
  local first = self.first and said(self.first, "00:00:00.000Z")
  local last = self.last and said(self.last, "23:59:59.999Z")
  if first and last then
    if first ~= last then return ("from %s to %s"):format(first, last) end
    return (#first > 10 and "at " or "on ") .. first
  end
  return first and "since " .. first or last and "until " .. last or nil
end

return period
