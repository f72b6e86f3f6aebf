-- SPDX-License-Identifier: MIT
-- Numbers that follow from (seed, kind, index) and from nothing else: the same on every machine.
-- new(kind, index) is a small generator; id(kind, index) a UUID whose first eight digits are the
-- scrambled index, so that index(kind, id) finds the record again without any table.
-- pin() gives one index a UUID of its own (the examples of endpoints.json keep theirs).

local bit = require "bits"
local band, bxor, lshift, rshift, tobit = bit.band, bit.bxor, bit.lshift, bit.rshift, bit.tobit
local floor, format = math.floor, string.format

local random = {}
local seed = 1

-- Product modulo 2^32; a double alone would lose the low bits.
local function mul(a, b)
  return tobit(band(a, 0xffff) * b + lshift(band(rshift(a, 16) * band(b, 0xffff), 0xffff), 16))
end

local function mix(h, v)
  h = mul(bxor(h, v), 0x45d9f3b)
  h = mul(bxor(h, rshift(h, 13)), 0x119de1f3)
  return bxor(h, rshift(h, 16))
end

local function inverse(a)
  local x = a
  for _ = 1, 5 do x = mul(x, tobit(2 - mul(a, x))) end
  return x
end

local M1, M2 = 0x3c6ef35f, 0x2c1b3c6d
local I1, I2 = inverse(M1), inverse(M2)

local salts = {}

function random.hash(text)
  local h = tobit(0x811c9dc5)
  for i = 1, #text do h = mul(bxor(h, text:byte(i)), 0x01000193) end
  return mix(h, #text)
end

local function salt(kind)
  local s = salts[kind]
  if not s then
    s = mix(mix(0x1b873593, seed), random.hash(kind))
    salts[kind] = s
  end
  return s
end

function random.init(value)
  seed, salts = value, {}
  random.pinned, random.pinned_index = {}, {}
end

local methods = {}
local meta = { __index = methods }

-- 0 <= result < 2^32 (mulberry32)
function methods:word()
  local s = tobit(self.state + 0x6d2b79f5)
  self.state = s
  local t = mul(bxor(s, rshift(s, 15)), bit.bor(s, 1))
  t = bxor(t, tobit(t + mul(bxor(t, rshift(t, 7)), bit.bor(t, 61))))
  return bxor(t, rshift(t, 14)) % 2 ^ 32
end

-- 0 <= result < n
function methods:int(n) return floor(self:word() / 2 ^ 32 * n) end

function methods:range(low, high) return low + self:int(high - low + 1) end

function methods:chance(p) return self:word() < p * 2 ^ 32 end

function methods:pick(list) return list[self:int(#list) + 1] end

function random.new(kind, index) return setmetatable({ state = mix(salt(kind), index) }, meta) end

local function scramble(kind, index)
  local x = mul(bxor(index, salt(kind)), M1)
  return mul(bxor(x, rshift(x, 16)), M2)
end

local function unscramble(kind, x)
  x = mul(x, I2)
  return bxor(mul(bxor(x, rshift(x, 16)), I1), salt(kind))
end

function random.id(kind, index)
  local pinned = random.pinned[kind]
  if pinned and pinned[index] then return pinned[index] end
  local a = scramble(kind, index)
  local b = mix(a, salt(kind))
  local c = mix(b, index)
  local d = mix(c, 0x5bd1e995)
  return format("%08x-%04x-4%03x-%04x-%04x%08x", a % 2 ^ 32, rshift(b, 16), band(b, 0xfff),
    0x8000 + band(c, 0x3fff), rshift(c, 16), d % 2 ^ 32)
end

-- The index that has this id in this kind, or nil.
function random.index(kind, id)
  local pinned = random.pinned_index[kind]
  if pinned and pinned[id] then return pinned[id] end
  local head = tonumber(id:sub(1, 8), 16)
  if not head then return nil end
  local index = unscramble(kind, tobit(head))
  if index > 0 and random.id(kind, index) == id then return index end
end

function random.pin(kind, index, id)
  random.pinned[kind] = random.pinned[kind] or {}
  random.pinned_index[kind] = random.pinned_index[kind] or {}
  random.pinned[kind][index] = id
  random.pinned_index[kind][id] = index
end

random.init(1)

return random
