--- once: what many callers need and one of them gets for all, while the others
-- wait. That one may fail, raise, be cancelled, killed or forgotten: then it has
-- ended for all, and the next that still needs it tries.
--
-- SPDX-License-Identifier: MIT

local core = require "ashby.core"
local guard = require "ashby.service.guard"

local once = {}

local Once = {}
Once.__index = Once

-- Seconds between two looks of a caller that waits.
local NAP = 0.02

--- is_done() says whether nobody needs it any more; work(exchange) gets it for
-- an exchange, which waits meanwhile, and returns an error where that fails.
function once.new(is_done, work)
  return setmetatable({ is_done = is_done, work = work, rounds = 0,
    leader = setmetatable({}, { __mode = "v" }) }, Once)
end

-- Whether somebody is at it and will come to an end. exchange: the one that asks.
local function is_led(self, exchange)
  local leader = self.leader[1]
  return leader and not leader.cancelled and not leader.caller:is_gone(exchange.caller)
end

-- What belongs to one caller alone: its time, and that it was called back.
local OWN = { deadline = true, cancelled = true }

local function shared(problem)
  return not (type(problem) == "table" and OWN[problem.code]) and problem or nil
end

-- The outcome counts for those that have waited, but not what was raised: that
-- belongs to the caller in whose program it came about.
local function lead(self, exchange)
  self.leader[1] = exchange
  local ok, problem = guard.call(self.work, exchange)
  if self.leader[1] == exchange then self.leader[1] = nil end
  self.rounds, self.problem = self.rounds + 1, ok and shared(problem) or nil
  if not ok then error(problem, 0) end
  return problem
end

--- Comes back when it is done, when the seconds are over, or with an error: its
-- own, or that of the caller for which it has waited.
function Once:run(exchange, seconds)
  local give_up, seen = core.clock() + seconds, self.rounds
  while not self.is_done() and core.clock() < give_up do
    if self.rounds ~= seen and self.problem then return self.problem end
    if not is_led(self, exchange) then return lead(self, exchange) end
    exchange:pass(NAP)
  end
end

return once
