--- caller: a call or an iterator that has exchanges under way. It knows which
-- coroutine waits in it, and whether that coroutine can still come back: it may
-- be dead, given up by its gather, or killed by its host, which reports that to
-- nobody.
--
-- SPDX-License-Identifier: MIT

local misuse = require "ashby.misuse"
local task = require "ashby.wait.task"

local Caller = {}
Caller.__index = Caller

local caller = {}

--- A caller under a host, as wait.choose returns it.
function caller.new(host)
  return setmetatable({ host = host }, Caller)
end

--- Notes that the running coroutine is in it, until leave. within: the caller of
-- the gather that runs this one, which waits for both.
function Caller:enter()
  self.is_inside, self.co = true, task.current()
  self.within = select(2, task.in_gather())
end

function Caller:leave()
  self.is_inside, self.co, self.within = false, nil, nil
end

local function leave(self, ...)
  self:leave()
  return ...
end

--- Runs fn(...) between enter and leave, and returns what it does.
function Caller:run(fn, ...)
  self:enter()
  return leave(self, fn(...))
end

--- Lets time pass in the host's way.
function Caller:wait(session, seconds)
  self.host.wait(session, seconds, self)
end

-- The caller that waits in the host's own coroutine; nil where its gather is
-- over.
local function outermost(self)
  while self.within do
    if self.within.is_over then return nil end
    self = self.within
  end
  return self
end

local function is_dead(waiting)
  return waiting.co and coroutine.status(waiting.co) == "dead" or false
end

--- Whether nobody will ever come back to it. by: the caller that asks; the naps
-- it has taken may be the proof. Where nobody is inside, only the collector can
-- tell: false.
function Caller:is_gone(by)
  if not self.is_inside then return false end
  local waiting = outermost(self)
  if not waiting then return true end
  return (self.host.is_gone or is_dead)(waiting, outermost(by))
end

-- Whether the coroutine inside, which is_gone does not find gone, is certainly
-- alive: its host would show at once if it were not, or it belongs to the caller
-- that asks, or it has come back since its count of naps was `naps`.
local function is_there(self, by, naps)
  local waiting = outermost(self)
  return not self.host.is_gone or waiting == outermost(by) or waiting.naps ~= naps
end

-- Whether the running coroutine is the one inside, or runs on top of it.
local function is_on_top(self)
  local current = task.current()
  if self.co == current then return true end
  if not self.co then return current ~= false end
  return task.plain.status(self.co) == "normal"
end

-- Whether the running coroutine is still inside: an error that was raised through
-- `run` has left its mark, too.
local function has_not_left(self)
  if self.co ~= task.current() then return true end
  local level = 2
  local frame = debug and debug.getinfo(level, "f")
  while frame do
    if frame.func == Caller.run and select(2, debug.getlocal(level, 1)) == self then
      return true
    end
    level = level + 1
    frame = debug.getinfo(level, "f")
  end
  return false
end

--- Whether a coroutine is inside and will come back: another coroutine, or the same
-- one, in which a finalizer has called. Under a host that cannot tell at once, it
-- waits first.
function Caller:is_taken(session)
  if not self.is_inside then return false end
  if is_on_top(self) then return has_not_left(self) end
  local by, waiting = caller.new(self.host), outermost(self)
  local naps = waiting and waiting.naps
  by:enter()
  while self.is_inside and not self:is_gone(by) do
    if is_there(self, by, naps) then return true end
    by:wait(session, 0.002)
  end
  return false
end

--- Raises for a call of an iterator inside another one of it.
function caller.refuse_inside(title)
  misuse.raise("%s: this iterator has not returned from its last call yet, inside which this one "
    .. "runs: a finalizer or a callback cannot go on with it", title)
end

--- Raises where it is taken.
function Caller:check(session, title)
  if not self:is_taken(session) then return end
  if is_on_top(self) then caller.refuse_inside(title) end
  misuse.raise("%s: another coroutine waits in this iterator: let one at a time call it, "
    .. "or give each its own", title)
end

return caller
