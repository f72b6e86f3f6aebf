--- retry: whether and when to send a request again. Pure: attempt, outcome,
-- time and the random number are arguments.
--
-- SPDX-License-Identifier: MIT

local retry = {}

-- Full-jitter exponential delay, in seconds.
local BASE, CAP = 0.5, 8

local RETRIED = { [500] = true, [502] = true, [503] = true, [504] = true }

--- Retry-After in seconds, from whole seconds or an HTTP date; nil when it is
-- neither.
---@param text string?         the header
---@param now number           seconds since 1970, by the server's clock if known
---@param parse_date function  text -> seconds since 1970, or nil
---@return number?
function retry.after(text, now, parse_date)
  if not text then return nil end
  if text:find("^%d+$") then return tonumber(text) end
  if text:find("^%d+%.%d+$") then return tonumber(text) end
  local at = parse_date(text)
  return at and math.max(0, at - now)
end

--- Seconds until x-ratelimit-reset; nil when it says nothing usable.
function retry.reset_in(text, now)
  local at = text and text:find("^%d+%.?%d*$") and tonumber(text) -- "nan" is a number to some
  if not at or at < 1e9 then return nil end
  local seconds = at - now
  if seconds > 3600 then return nil end
  return math.max(0, seconds)
end

local function backoff(attempt, random)
  return random * math.min(CAP, BASE * 2 ^ (attempt - 1))
end

-- A request refused with 429 was not processed and may always be sent again.
-- Any other may have been carried out already, so only reads are.
local function may_repeat(o)
  if o.kind == "rate_limited" then return true end
  if not o.idempotent or not o.retryable then return false end
  return o.kind ~= "server" or RETRIED[o.status] or o.status == 200
end

--- Decides about a failed attempt.
-- outcome: attempt (1 is the first), retries, kind, status, retryable (as the
-- error says), idempotent, retry_after and reset_in (seconds, or nil), left
-- (seconds to the deadline).
---@param outcome table
---@param random number  0 to 1
---@return number?  delay in seconds, or nil: give up
function retry.decide(outcome, random)
  if outcome.attempt > outcome.retries or not may_repeat(outcome) then return nil end
  local delay = outcome.retry_after
  if not delay and outcome.kind == "rate_limited" then delay = outcome.reset_in end
  delay = delay or backoff(outcome.attempt, random)
  if delay >= outcome.left then return nil end
  return delay
end

return retry
