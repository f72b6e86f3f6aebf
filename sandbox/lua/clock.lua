-- SPDX-License-Identifier: MIT
-- Times as the API writes them (ISO 8601, UTC, milliseconds, Z) and the span of the generated
-- organisation's past, which ends with the first moment of a day. All times inside the sandbox
-- are milliseconds since 1970.

local clock = {}

local DAY = 86400000

clock.DAY = DAY

-- The day to which the times of endpoints.json belong: all of them move with the last day.
local RECORDED = 1779926400000        -- 2026-05-28

-- Each list ascends from its start; its example, which comes last, may be older.
local SPAN = {
  PEOPLE_START = 1688169600000,       -- 2023-07-01
  PEOPLE_END = RECORDED,
  JOBS_START = 1672617600000,         -- 2023-01-02
  JOBS_END = 1768176000000,           -- 2026-01-12, before the example job
  DEPARTMENTS_START = 1580601600000,
  DEPARTMENTS_END = 1708300800000,    -- 2024-02-19, before the example department
  LAST_UPDATE = RECORDED,             -- nothing that is generated is later
}

function clock.iso(ms)
  return os.date("!%Y-%m-%dT%H:%M:%S", math.floor(ms / 1000)) .. string.format(".%03dZ", ms % 1000)
end

function clock.date(ms) return os.date("!%Y-%m-%d", math.floor(ms / 1000)) end

-- Milliseconds of an ISO time as clock.iso writes it.
function clock.ms(iso)
  local y, m, d, h, min, s, milli = iso:match("^(%d+)-(%d+)-(%d+)T(%d+):(%d+):(%d+)%.(%d+)Z$")
  if not y then return nil end
  y, m = tonumber(y), tonumber(m)
  if m <= 2 then y, m = y - 1, m + 12 end
  local days = 365 * y + math.floor(y / 4) - math.floor(y / 100) + math.floor(y / 400)
    + math.floor((153 * (m - 3) + 2) / 5) + tonumber(d) - 719469
  return ((days * 24 + tonumber(h)) * 60 + tonumber(min)) * 60000 + tonumber(s) * 1000
    + tonumber(milli)
end

-- The data end with the first moment of this day (YYYY-MM-DD); absent: today.
function clock.init(day)
  day = day or os.date("!%Y-%m-%d")
  local last = clock.ms(day .. "T00:00:00.000Z")
  if not last or clock.date(last) ~= day then error("no such day: " .. tostring(day), 0) end
  clock.shift = last - RECORDED
  for name, ms in pairs(SPAN) do clock[name] = ms + clock.shift end
end

local function shifted(text)
  local ms = clock.ms(text)
  if ms then return clock.iso(ms + clock.shift) end
  if text:find("^%d%d%d%d%-%d%d%-%d%d$") then
    return clock.date(clock.ms(text .. "T00:00:00.000Z") + clock.shift)
  end
  return text
end

-- Moves every time inside a recorded record, in place.
function clock.move(value)
  for k, v in pairs(value) do
    if type(v) == "string" then value[k] = shifted(v)
    elseif type(v) == "table" then clock.move(v) end
  end
  return value
end

-- The time of a change made now: never before what was generated.
function clock.now() return math.max(math.floor(ngx.now() * 1000), clock.LAST_UPDATE + 1) end

clock.init("2026-05-28")

return clock
