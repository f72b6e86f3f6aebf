-- SPDX-License-Identifier: MIT
-- Request ids: ULIDs, 26 characters of Crockford's base 32, ten of time and
-- sixteen random ones.

local random = require "random"

local DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

local serial = 0

local function digits(value, count)
  local out = {}
  for n = count, 1, -1 do
    local digit = value % 32
    out[n] = DIGITS:sub(digit + 1, digit + 1)
    value = (value - digit) / 32
  end
  return table.concat(out)
end

return function()
  serial = serial + 1
  local r = random.new("ulid", serial + ngx.worker.pid() * 65536)
  return digits(math.floor(ngx.now() * 1000), 10) .. digits(r:word() * 256, 8)
    .. digits(r:word() * 256, 8)
end
