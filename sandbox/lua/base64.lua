-- SPDX-License-Identifier: MIT
-- Base 64 in plain Lua, for where nginx is not there to do it. Arguments as those of nginx's Lua
-- module.

local DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

local base64 = {}

local function digit(n) return DIGITS:sub(n + 1, n + 1) end

local function group(a, b, c)
  local n = a * 65536 + (b or 0) * 256 + (c or 0)
  return digit(math.floor(n / 262144)) .. digit(math.floor(n / 4096) % 64)
    .. (b and digit(math.floor(n / 64) % 64) or "=") .. (c and digit(n % 64) or "=")
end

function base64.encode(text, no_padding)
  local out = {}
  for at = 1, #text, 3 do out[#out + 1] = group(text:byte(at, at + 2)) end
  local encoded = table.concat(out)
  return no_padding and encoded:gsub("=", "") or encoded
end

-- The text, or nil where it is not base 64.
function base64.decode(encoded)
  local digits, out = encoded:gsub("=+$", ""), {}
  if digits:find("[^%w+/]") or #digits % 4 == 1 then return nil end
  for at = 1, #digits, 4 do
    local part, n = digits:sub(at, at + 3), 0
    for k = 1, 4 do
      local d = DIGITS:find(part:sub(k, k), 1, true)
      n = n * 64 + (k <= #part and d - 1 or 0)
    end
    out[#out + 1] = string.char(math.floor(n / 65536), math.floor(n / 256) % 256, n % 256)
      :sub(1, #part - 1)
  end
  return table.concat(out)
end

return base64
