--- task: which coroutine runs for whom. The members of a gather are coroutines
-- of ours: a wait in one of them is passed up to the gather, which waits for
-- all its members in the coroutine that called it.
--
-- SPDX-License-Identifier: MIT

local coroutine = coroutine
local running = coroutine.running

local task = {}

local above = setmetatable({}, { __mode = "k" })   -- ours -> what resumed it
local members = setmetatable({}, { __mode = "k" }) -- member -> its exchanges
local callers = setmetatable({}, { __mode = "kv" }) -- member -> who waits for it

local WEAK = { __mode = "k" }

--- Lua's own functions, for coroutines that never wait. nginx puts others in
-- their place, whose coroutines belong to one request, and keeps these below.
task.plain = {
  create = rawget(coroutine, "_create") or coroutine.create,
  resume = rawget(coroutine, "_resume") or coroutine.resume,
  yield = rawget(coroutine, "_yield") or coroutine.yield,
  status = rawget(coroutine, "_status") or coroutine.status,
}

--- Marks what a wait in a member yields; any other yield is the function's own.
task.WAIT = {}

--- The running coroutine; false in the main one.
function task.current()
  local co, is_main = running()
  return not is_main and co or false
end

local function leave(co, ...)
  above[co] = nil -- 5.1 and LuaJIT would keep both alive forever
  return ...
end

--- coroutine.resume for our coroutines.
function task.resume(co, ...)
  above[co] = task.current()
  return leave(co, coroutine.resume(co, ...))
end

--- A coroutine that is a member of a gather, which waits as this caller.
function task.member(fn, caller)
  local co = coroutine.create(fn)
  members[co], callers[co] = setmetatable({}, WEAK), caller
  return co
end

-- The innermost member from a coroutine upward, or nil.
local function member_from(co)
  while co and not members[co] do co = above[co] end
  return co or nil
end

--- Notes an exchange with every member of a gather that it is begun in.
function task.note(exchange)
  local co = member_from(task.current())
  while co do
    members[co][exchange] = true
    co = member_from(above[co])
  end
end

--- Ends what a member has under way.
function task.cancel(co)
  for exchange in pairs(members[co]) do exchange:cancel() end
end

--- Whether a gather is above the running coroutine; and the caller that waits
-- for all of its members.
function task.in_gather()
  local co = member_from(task.current())
  return co ~= nil, co and callers[co]
end

--- The innermost running coroutine that is not ours, false for the main one.
function task.host()
  local co = task.current()
  while co and above[co] ~= nil do co = above[co] end
  return co
end

--- A host's wait as a client uses it: in a member it yields to the gather.
function task.wrap(host_wait)
  return function(session, seconds, caller)
    if task.in_gather() then
      coroutine.yield(task.WAIT, session, seconds)
    else
      host_wait(session, seconds, caller)
    end
  end
end

return task
