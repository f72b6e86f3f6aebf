-- SPDX-License-Identifier: MIT
-- Cursors and sync tokens. Both are stateless: they carry the state of a pass,
-- so a restarted sandbox with the same seed goes on where the old one was
-- killed. Both are bound to the list and its filters; a generation number lets
-- /_sandbox/expire end all that were handed out before. Cursors of a plain
-- candidate.list have 2 or 3 characters, those of application.list 118.

local json = require "json"
local random = require "random"
local settings = require "settings"

local paging = {}

local DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

function paging.reset() paging.cursor_generation, paging.token_generation = 0, 0 end
paging.reset()

function paging.expire_cursors() paging.cursor_generation = (paging.cursor_generation + 1) % 64 end
function paging.expire_tokens() paging.token_generation = (paging.token_generation + 1) % 64 end

local OWN = { cursor = true, limit = true, syncToken = true }

local function part(value)
  if type(value) ~= "table" then return tostring(value) end
  local list = {}
  for i, item in ipairs(value) do list[i] = item end
  table.sort(list)
  return table.concat(list, ",")
end

-- A number that stands for list, filters, seed and what the key may see; and whether it is plain.
function paging.binding(row, values, request)
  local names, plain = {}, true
  for name, value in pairs(values) do
    if not OWN[name] then
      names[#names + 1] = name .. "=" .. part(value)
      plain = false
    end
  end
  table.sort(names)
  local text = row.method .. "|" .. table.concat(names, "|") .. "|" .. settings.seed
    .. "|" .. tostring(request.key.private)
  return random.hash(text) % 65536, plain
end

local function to_base(value, base, width)
  local out = ""
  repeat
    local digit = value % base
    out = DIGITS:sub(digit + 1, digit + 1) .. out
    value = (value - digit) / base
  until value == 0
  return string.rep("0", (width or 0) - #out) .. out
end

local function from_base(text, base)
  local value = 0
  for i = 1, #text do
    local digit = DIGITS:find(text:sub(i, i), 1, true)
    if not digit or digit > base then return nil end
    value = value * base + digit - 1
  end
  return value
end

local function url_safe(text)
  return (ngx.encode_base64(text, true):gsub("+", "-"):gsub("/", "_"))
end

-- place: { position, page, since, start } of the pass; since is -1 in a full pass.
function paging.cursor(row, place, binding, plain)
  local first_pass = place.since < 0 and place.start == 0 and paging.cursor_generation == 0
  if row.method == "candidate.list" and plain and first_pass and place.position < 62 ^ 3 then
    return to_base(place.position, 62, 2)
  end
  local text = table.concat({ paging.cursor_generation, place.position, place.page, place.since,
    place.start, binding }, ".")
  text = text .. "." .. random.hash(text .. settings.seed) % 65536
  if row.method == "application.list" then text = text .. string.rep(".", 88 - #text) end
  return url_safe("c1." .. text:sub(1, 85))
end

local function short_cursor(row, text, plain)
  if row.method ~= "candidate.list" or #text > 3 then return nil end
  local position = from_base(text, 62)
  if not position or not plain or position < 1 or position > settings.sizes.candidates then
    return nil
  end
  if paging.cursor_generation > 0 then return nil, "next_cursor_expired" end
  return { position = position, page = math.floor(position / 100), since = -1, start = 0 }
end

-- The place, or nil and an error code.
function paging.read_cursor(row, text, binding, plain)
  local place, code = short_cursor(row, text, plain)
  if place or code then return place, code end
  local decoded = ngx.decode_base64((text:gsub("-", "+"):gsub("_", "/")))
  local inner = decoded and decoded:match("^c1%.([%d.-]*%d)%.*$")
  local signed, check = (inner or ""):match("^(.*)%.(%d+)$")
  if not signed or random.hash(signed .. settings.seed) % 65536 ~= tonumber(check) then
    return nil, "invalid_next_cursor"
  end
  local generation, position, page, since, start, bound =
    signed:match("^(%d+)%.(%d+)%.(%d+)%.(%-?%d+)%.(%d+)%.(%d+)$")
  if tonumber(bound) ~= binding then return nil, "invalid_next_cursor" end
  if tonumber(generation) < paging.cursor_generation then return nil, "next_cursor_expired" end
  return { position = tonumber(position), page = tonumber(page), since = tonumber(since),
    start = tonumber(start) }
end

local TURNS = { 17, 5, 29, 11, 23, 2, 31, 13, 7 }

-- Turns each digit by a fixed amount: tokens should not look like small numbers.
local function turn(text, sign)
  local out = {}
  for i = 1, #text do
    local digit = DIGITS:find(text:sub(i, i), 1, true) - 1
    digit = (digit + sign * TURNS[i]) % 36 + 1
    out[i] = DIGITS:sub(digit, digit)
  end
  return table.concat(out)
end

-- Nine letters and digits: generation, serial, binding and a check, 46 bits.
function paging.token(serial, binding)
  local value = (paging.token_generation * 65536 + serial % 65536) * 65536 + binding
  return turn(to_base(value * 256 + random.hash("t" .. value) % 256, 36, 9), 1)
end

-- The serial of the last change that the token's pass has seen, or nil and an error code.
function paging.read_token(text, binding)
  local value = text:find("^[%l%d]+$") and #text == 9 and from_base(turn(text, -1), 36)
  if not value then return nil, "sync_token_invalid" end
  local check = value % 256
  value = (value - check) / 256
  if random.hash("t" .. value) % 256 ~= check or value % 65536 ~= binding then
    return nil, "sync_token_invalid"
  end
  value = (value - binding) / 65536
  if math.floor(value / 65536) < paging.token_generation then return nil, "sync_token_expired" end
  return value % 65536
end

-- The members after "results" in the answer of a paging list.
function paging.tail(more, cursor, token)
  return ',"moreDataAvailable":' .. tostring(more)
    .. (cursor and ',"nextCursor":' .. json.encode(cursor) or "")
    .. (token and ',"syncToken":"' .. token .. '"' or "")
end

return paging
