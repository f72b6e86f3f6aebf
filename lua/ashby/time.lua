--- time: points in time as the API takes them, milliseconds since 1970.
--
-- SPDX-License-Identifier: MIT

local misuse = require "ashby.misuse"

local time = {}

-- A smaller number was probably meant as seconds (3 March 1973).
local LEAST_MS = 1e11

local DAYS = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 }

local function is_leap(year)
  return year % 4 == 0 and (year % 100 ~= 0 or year % 400 == 0)
end

local function days_in(year, month)
  return month == 2 and is_leap(year) and 29 or DAYS[month]
end

-- Days since 1970-01-01 in the Gregorian calendar.
local function day_number(year, month, day)
  local y = month > 2 and year or year - 1
  local shifted = (month + 9) % 12
  local leaps = math.floor(y / 4) - math.floor(y / 100) + math.floor(y / 400)
  return y * 365 + leaps + math.floor((shifted * 306 + 5) / 10) + day - 1 - 719468
end

local function in_range(value, low, high)
  return value >= low and value <= high
end

local function read_day(year, month, day)
  year, month, day = tonumber(year), tonumber(month), tonumber(day)
  if not in_range(month, 1, 12) or not in_range(day, 1, days_in(year, month)) then return nil end
  return day_number(year, month, day) * 86400000
end

local function read_zone(zone)
  if zone == "Z" or zone == "z" then return 0 end
  local sign, hours, minutes = zone:match("^([+-])(%d%d):?(%d%d)$")
  if not sign or tonumber(hours) > 23 or tonumber(minutes) > 59 then return nil end
  return (sign == "-" and -1 or 1) * (tonumber(hours) * 60 + tonumber(minutes)) * 60000
end

local function read_clock(hours, minutes, seconds, fraction)
  hours, minutes, seconds = tonumber(hours), tonumber(minutes), tonumber(seconds)
  if hours > 23 or minutes > 59 or seconds > 59 then return nil end
  local ms = tonumber(((fraction or ""):sub(2) .. "000"):sub(1, 3))
  return ((hours * 60 + minutes) * 60 + seconds) * 1000 + ms
end

local function read_text(text)
  local year, month, day, rest = text:match("^(%d%d%d%d)-(%d%d)-(%d%d)(.*)$")
  local start = year and read_day(year, month, day)
  if not start then return nil end
  if rest == "" then return start end
  local h, m, s, fraction, zone = rest:match("^[Tt ](%d%d):(%d%d):(%d%d)(%.?%d*)(.+)$")
  local clock = h and fraction ~= "." and read_clock(h, m, s, fraction)
  local offset = clock and read_zone(zone)
  return offset and start + clock - offset
end

--- Milliseconds since 1970 from epoch milliseconds, "YYYY-MM-DD" (midnight
-- UTC) or ISO 8601 with a zone; or nil and what is expected.
---@param value number|string
---@return number? ms, string? problem
function time.to_ms(value)
  if type(value) == "string" then
    local ms = read_text(value)
    if ms then return ms end
    return nil, "'YYYY-MM-DD', an ISO time such as '2026-01-31T09:00:00Z', "
      .. "or milliseconds since 1970 expected"
  end
  if type(value) ~= "number" or value ~= math.floor(value) or math.abs(value) > 8.64e15 then
    return nil, "a time as text or in whole milliseconds since 1970 expected"
  end
  if value > 0 and value < LEAST_MS then
    return nil, ("milliseconds since 1970 expected, %.0f looks like seconds"):format(value)
  end
  return value
end

local UNITS = { s = 1, min = 60, h = 3600, d = 86400, w = 7 * 86400 }

--- Seconds since 1970 from text: "30d" (that long ago; s, min, h, d, w),
-- "2026-01-31" (midnight UTC) or an ISO time with a zone; or nil and what is
-- expected.
---@param text string
---@param now number?  seconds since 1970; the clock's where it is left out
---@return number? seconds, string? problem
function time.parse(text, now)
  local whole, part, unit = text:match "^%s*(%d+)%.?(%d*)(%a+)%s*$"
  if UNITS[unit] then
    -- In two parts: another locale has another decimal point.
    local count = tonumber(whole) + (tonumber(part) or 0) / 10 ^ #part
    return (now or os.time()) - count * UNITS[unit]
  end
  local ms = read_text(text)
  if ms then return ms / 1000 end
  return nil, ("'30d', '2026-01-31' or '2026-01-31T09:00:00Z' expected, got '%s'"):format(text)
end

--- What ashby.time gives: as parse, but it raises for what is not a time.
function time.of(text)
  if type(text) ~= "string" then
    misuse.raise("ashby.time: a text such as '30d' or '2026-01-31' expected, got %s",
      misuse.kind(text))
  end
  local seconds, problem = time.parse(text)
  if not seconds then misuse.raise("ashby.time: %s", problem) end
  local whole = math.floor(seconds)
  return whole == seconds and whole or seconds
end

return time
