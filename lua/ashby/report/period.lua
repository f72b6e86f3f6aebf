--- period: from when until when, in UTC, both ends included.
--
-- SPDX-License-Identifier: MIT

local misuse = require "ashby.misuse"
local time = require "ashby.time"

local period = {}

local DAY = 86400

local function read(facts, name, value, now)
  if type(value) == "number" then return value end
  if type(value) ~= "string" then
    misuse.raise("report %s: bad argument '%s': a time as text or seconds since 1970 expected",
      facts.name, name)
  end
  local seconds, problem = time.parse(value, now)
  if not seconds then
    misuse.raise("report %s: bad argument '%s': %s", facts.name, name, problem)
  end
  return seconds
end

--- Seconds since 1970 of an option, or nil where it is not given.
function period.instant(facts, name, value, now)
  return value ~= nil and read(facts, name, value, now) or nil
end

--- Text as the API writes points in time.
function period.iso(seconds)
  local whole = math.floor(seconds)
  return os.date("!%Y-%m-%dT%H:%M:%S", whole)
    .. (".%03dZ"):format(math.floor((seconds - whole) * 1000 + 0.5))
end

local function end_of(value, seconds)
  if type(value) == "string" and value:find "^%d%d%d%d%-%d%d%-%d%d$" then
    return seconds + DAY - 0.001
  end
  return seconds
end

--- The period of the options since and until: { first, last } as the API's
-- text, each nil where it is open. Where neither is given, it reaches back by
-- the report's default.
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

--- A point in time of a record in the one form in which text can be compared, as
-- a store keeps it: to the millisecond. Nil where it is not a time, or not in
-- UTC.
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

--- A function of a point in time, as read gives it: the days until one, with one
-- decimal. It works out each day once, as there may be many points.
function period.counter(last)
  local to, starts = time.to_ms(last), {}
  return function(text)
    local day, h, m, s, ms = text:match "^(..........)T(%d%d):(%d%d):(%d%d)%.(%d%d%d)Z$"
    local start = starts[day] or time.to_ms(day)
    if not start then return nil end
    starts[day] = start
    local from = start + ((h * 60 + m) * 60 + s) * 1000 + ms
    return math.floor((to - from) / 8640000 + 0.5) / 10
  end
end

--- Days between two points in time.
function period.days(first, last)
  if not first or not last then return nil end
  local from, to = time.to_ms(first), time.to_ms(last)
  return from and to and (to - from) / 86400000
end

--- A period in words.
function period.text(self)
  if self.first and self.last then
    return ("from %s to %s"):format(self.first:sub(1, 10), self.last:sub(1, 10))
  end
  if self.first then return "since " .. self.first:sub(1, 10) end
  if self.last then return "until " .. self.last:sub(1, 10) end
end

return period
