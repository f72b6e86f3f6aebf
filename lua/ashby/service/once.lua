--- once: work that many callers need and one of them, the leader, does for all
-- while the others wait. The leader may fail, raise, be cancelled, killed or
-- forgotten: its try has then ended for all, and the next caller that still
-- needs it tries.
--
-- SPDX-License-Identifier: MIT

local core = require "ashby.core"
local guard = require "ashby.service.guard"

local once = {}

local Once = {}
Once.__index = Once

-- Seconds after which a caller that waits looks again.
local NAP = 0.02

--- is_done() says whether the work is no longer needed; work(exchange) does
-- it, waiting in that exchange, and returns an error where it fails.
function once.new(is_done, work)
  return setmetatable({ is_done = is_done, work = work, rounds = 0,
    leader = setmetatable({}, { __mode = "v" }) }, Once)
end

-- Whether there is a leader that will come to an end. exchange: the one that
-- asks.
local function is_led(self, exchange)
  local leader = self.leader[1]
  return leader and not leader.cancelled and not leader.caller:is_gone(exchange.caller)
end

-- Errors that concern one caller alone: its time is over, or it was cancelled.
local OWN = { deadline = true, cancelled = true }

local function shared(problem)
  return not (type(problem) == "table" and OWN[problem.code]) and problem or nil
end

-- The outcome counts for all that have waited, but not what was raised: that
-- concerns only the caller in whose code it was raised.
local function lead(self, exchange)
  self.leader[1] = exchange
  local ok, problem = guard.call(self.work, exchange)
  if self.leader[1] == exchange then self.leader[1] = nil end
  self.rounds, self.problem = self.rounds + 1, ok and shared(problem) or nil
  if not ok then error(problem, 0) end
  return problem
end

--- Returns when the work is done or the seconds are over, or with an error: its
-- own, or that of the leader for which it has waited.
function Once:run(exchange, seconds)
  local give_up, seen = core.clock() + seconds, self.rounds
  while not self.is_done() and core.clock() < give_up do
    if self.rounds ~= seen and self.problem then return self.problem end
    if not is_led(self, exchange) then return lead(self, exchange) end
    exchange:pass(NAP)
  end
end

return once
