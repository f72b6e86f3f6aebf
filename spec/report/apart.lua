--- apart: times and medians for specs that count what reports count, in separate code.
--
-- SPDX-License-Identifier: MIT

local apart = {}

local function leap(year) return year % 4 == 0 and (year % 100 ~= 0 or year % 400 == 0) end
local LENGTHS = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 }

--- Milliseconds since 1970, for times in UTC only.
function apart.ms(text)
  local y, mo, d, h, mi, s, more = (type(text) == "string" and text or ""):match
    "^(%d+)-(%d+)-(%d+)T(%d+):(%d+):(%d+)%.?(%d*)Z$"
  if not y then return nil end
  local days = d - 1
  for year = 1970, y - 1 do days = days + (leap(year) and 366 or 365) end
  for month = 1, mo - 1 do
    days = days + LENGTHS[month] + (month == 2 and leap(tonumber(y)) and 1 or 0)
  end
  return (days * 86400 + h * 3600 + mi * 60 + s) * 1000 + tonumber((more .. "000"):sub(1, 3))
end

--- "2026-05".
function apart.month(text) return apart.ms(text) and text:sub(1, 7) end

function apart.one_decimal(value) return value and math.floor(value * 10 + 0.5) / 10 end

function apart.median(list)
  table.sort(list)
  local n = #list
  if n == 0 then return nil end
  return apart.one_decimal(n % 2 == 1 and list[(n + 1) / 2] or (list[n / 2] + list[n / 2 + 1]) / 2)
end

function apart.ninetieth(list)
  table.sort(list)
  return apart.one_decimal(list[math.ceil(#list * 0.9)])
end

return apart
