-- SPDX-License-Identifier: MIT
-- Operations on 32 bits, results from -2^31 to 2^31 - 1, as LuaJIT's bit has them: from bit where
-- it is, else from the operators of Lua 5.3 and later, else from arithmetic.

local has_bit, bit = pcall(require, "bit")
if has_bit then return bit end

local floor = math.floor

local function signed(x)
  x = x % 4294967296
  return x >= 2147483648 and x - 4294967296 or x
end

local OPERATORS = [[
  local signed = ...
  return {
    tobit = function(a) return signed(a & 0xffffffff) end,
    band = function(a, b) return signed(a & b & 0xffffffff) end,
    bor = function(a, b) return signed((a | b) & 0xffffffff) end,
    bxor = function(a, b) return signed((a ~ b) & 0xffffffff) end,
    lshift = function(a, n) return signed((a << n) & 0xffffffff) end,
    rshift = function(a, n) return signed((a & 0xffffffff) >> n) end,
  }
]]

local compile = load and _VERSION ~= "Lua 5.1" and _VERSION ~= "Lua 5.2" and load(OPERATORS)
if compile then return compile(signed) end

-- Joins two numbers nibble by nibble; `rule` is a table of 16 times 16 results.
local function joined(rule)
  return function(a, b)
    a, b = a % 4294967296, b % 4294967296
    local result, place = 0, 1
    while a > 0 or b > 0 do
      local low_a, low_b = a % 16, b % 16
      result = result + rule[low_a * 16 + low_b] * place
      a, b, place = (a - low_a) / 16, (b - low_b) / 16, place * 16
    end
    return signed(result)
  end
end

-- The results of one operation on two nibbles, from the operation on two bits.
local function rule_of(on_bits)
  local rule = {}
  for a = 0, 15 do
    for b = 0, 15 do
      local result = 0
      for n = 0, 3 do
        local x, y = floor(a / 2 ^ n) % 2, floor(b / 2 ^ n) % 2
        result = result + on_bits(x, y) * 2 ^ n
      end
      rule[a * 16 + b] = result
    end
  end
  return rule
end

return {
  tobit = signed,
  band = joined(rule_of(function(x, y) return x * y end)),
  bor = joined(rule_of(function(x, y) return math.max(x, y) end)),
  bxor = joined(rule_of(function(x, y) return (x + y) % 2 end)),
  lshift = function(a, n) return signed(a % 4294967296 * 2 ^ n % 4294967296) end,
  rshift = function(a, n) return signed(floor(a % 4294967296 / 2 ^ n)) end,
}
