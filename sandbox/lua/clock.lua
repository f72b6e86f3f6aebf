-- SPDX-License-Identifier: MIT
-- Times as the API writes them (ISO 8601, UTC, milliseconds, Z) and the span of the generated
-- organisation's past. All times inside the sandbox are milliseconds since 1970.

local clock = {}

local DAY = 86400000

-- Each list ascends from its start to just before its example record of endpoints.json.
clock.DAY = DAY
clock.PEOPLE_START = 1688169600000   -- 2023-07-01
clock.PEOPLE_END = 1776124800000     -- 2026-04-14, before the example candidate
clock.JOBS_START = 1672617600000     -- 2023-01-02
clock.JOBS_END = 1768176000000       -- 2026-01-12, before the example job
clock.DEPARTMENTS_START = 1580601600000
clock.DEPARTMENTS_END = 1708300800000 -- 2024-02-19, before the example department
clock.LAST_UPDATE = 1779926400000    -- 2026-05-28

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

return clock
