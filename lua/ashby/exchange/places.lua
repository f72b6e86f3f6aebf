--- places: which exchanges hold one of the max_in_flight places. A caller that
-- waits for a place cancels what is under way for callers that are gone, so
-- that nobody waits for an answer that no one will read. An iterator that was
-- simply dropped, as by break, is found by the collector alone: it is run here,
-- for a small share of the time.
--
-- SPDX-License-Identifier: MIT

local core = require "ashby.core"

local clock = core.clock

local places = {}

-- Seconds between two looks for callers that are gone.
local AGAIN = 0.02

-- The collector may run for this share of the time, and so long at a stretch.
local SHARE, STRETCH = 0.05, 0.4

local WEAK = { __mode = "k" }

--- The places of one client.
function places.new()
  return { exchanges = setmetatable({}, WEAK), is_full = false, look_at = 0,
    collected = 0, collected_at = 0 }
end

local function is_full(context)
  return context.session:count() > context.max_in_flight
end

--- Notes an exchange that has something under way, until leave.
function places.take(context, exchange)
  context.places.exchanges[exchange] = true
  context.places.is_full = is_full(context)
end

function places.leave(context, exchange)
  context.places.exchanges[exchange] = nil
end

local function end_those_gone(self, by)
  local gone = {}
  for exchange in pairs(self.exchanges) do
    if exchange.caller:is_gone(by) then gone[#gone + 1] = exchange end
  end
  for _, exchange in ipairs(gone) do exchange:cancel() end
end

-- Whether the collector may find one: an iterator that nobody is in, or a
-- coroutine that only the program's own wait knows.
local function may_be_garbage(self)
  for exchange in pairs(self.exchanges) do
    local caller = exchange.caller
    if not caller.is_inside or caller.host.forgets and caller.co then return true end
  end
  return false
end

local function collect(self)
  local now = clock()
  self.collected = math.max(0, self.collected - (now - self.collected_at) * SHARE)
  self.collected_at = now
  if self.collected > STRETCH or not may_be_garbage(self) then return end
  local start = os.clock()
  collectgarbage()
  self.collected = self.collected + (os.clock() - start)
end

--- Frees places that are no longer needed, if a caller waits for one. by: the
-- caller that looks. Returns the seconds to the next look, or nil where
-- there is room.
function places.look(context, by)
  local self, now = context.places, clock()
  if self.is_full and now >= self.look_at then
    self.look_at = now + AGAIN
    end_those_gone(self, by)
    if is_full(context) then collect(self) end
    self.is_full = is_full(context)
    context.session:step()
  end
  return self.is_full and AGAIN or nil
end

return places
