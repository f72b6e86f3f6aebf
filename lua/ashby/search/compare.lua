--- compare: which of two values comes first. Strings by code points, which for
-- UTF-8 is by bytes, whatever the locale; values of different types do not compare.
--
-- SPDX-License-Identifier: MIT

local null = require "cjson".null

local compare = {}

-- The first byte that differs decides; Lua's own < depends on the locale.
local function bytes_before(a, b)
  local shorter = math.min(#a, #b)
  for at = 1, shorter do
    local x, y = a:byte(at), b:byte(at)
    if x ~= y then return x < y end
  end
  return #a < #b
end

local function is_plain_locale()
  local name = os and os.setlocale and os.setlocale(nil, "collate")
  return name == "C" or name == "POSIX"
end

--- Whether the string a comes before b.
function compare.strings()
  if is_plain_locale() then return function(a, b) return a < b end end
  return bytes_before
end

--- Whether a value is missing: absent or null.
function compare.is_missing(value) return value == nil or value == null end

--- Functions of two values that are true where both are numbers or both
-- strings, and compare as named.
function compare.tests()
  local before = compare.strings()

  local function typed(of_numbers, of_strings)
    return function(a, b)
      local kind = type(a)
      if kind ~= type(b) then return false end
      if kind == "number" then return of_numbers(a, b) end
      return kind == "string" and of_strings(a, b)
    end
  end

  return {
    gt = typed(function(a, b) return a > b end, function(a, b) return before(b, a) end),
    gte = typed(function(a, b) return a >= b end, function(a, b) return not before(a, b) end),
    lt = typed(function(a, b) return a < b end, before),
    lte = typed(function(a, b) return a <= b end, function(a, b) return not before(b, a) end),
  }
end

return compare
