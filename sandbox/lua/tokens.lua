-- SPDX-License-Identifier: MIT
-- Bearer tokens of the hosted API. They carry their own expiry and a check, so
-- that they outlive a restart; a new generation ends all of them at once.
-- "sandbox-token" never expires.

local random = require "random"

local tokens = {}

tokens.FOREVER = "sandbox-token"

local generation, serial = 0, 0

function tokens.reset() generation = 0 end

function tokens.expire() generation = generation + 1 end

local function check(text) return string.format("%08x", random.hash("bearer" .. text) % 2 ^ 32) end

function tokens.issue(seconds)
  serial = serial + 1
  local text = string.format("%.3f:%d:%d", ngx.now() + seconds, generation, serial)
  return "sbx_" .. ngx.encode_base64(text .. ":" .. check(text), true):gsub("%W", "_")
end

-- Whether the token is one of ours and has not expired.
function tokens.good(token)
  if token == tokens.FOREVER then return true end
  local plain = ngx.decode_base64((token:gsub("^sbx_", "")))
  local text, sum = (plain or ""):match("^(.*):(%x+)$")
  if not text or check(text) ~= sum then return false end
  local stop, made = text:match("^([%d.]+):(%d+):")
  return tonumber(stop) > ngx.now() and tonumber(made) >= generation
end

return tokens
