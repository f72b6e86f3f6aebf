--- gather: runs functions side by side in coroutines over one client. While
-- all of them wait, the gather waits once for all, with the host's own wait, in
-- the coroutine that called it.
--
-- SPDX-License-Identifier: MIT

local core = require "ashby.core"
local caller = require "ashby.exchange.caller"
local misuse = require "ashby.misuse"
local task = require "ashby.wait.task"

local coroutine = coroutine

local gather = {}

-- Seconds between two looks at the sessions of other clients.
local SHARED = 0.005

local function check(functions, own)
  if type(functions) ~= "table" then misuse.raise("gather: a table of functions expected") end
  for key, fn in pairs(functions) do
    if type(fn) ~= "function" then
      misuse.raise("gather: a function expected under '%s', got a %s", tostring(key), type(fn))
    end
  end
  if own ~= nil and type(own) ~= "table" then
    misuse.raise("gather: a table of options expected")
  end
  for name in pairs(own or {}) do
    if name ~= "settle" then
      misuse.raise("unknown option '%s' for gather%s", tostring(name),
        misuse.nearest(tostring(name), { "settle" }))
    end
  end
end

-- What a member did: it ended, it waits, or it yielded something of its own,
-- which is passed up to our caller, and the reply back down.
local function take(run, member, ok, mark, ...)
  if coroutine.status(member.co) == "dead" then
    member.ended = true
    run.alive = run.alive - 1
    if not ok then
      run.raised = run.raised or { mark }
    else
      run.finished(member, mark, ...)
    end
  elseif mark == task.WAIT then
    member.session, member.wake = ..., core.clock() + select(2, ...)
  else
    return take(run, member, task.resume(member.co, coroutine.yield(mark, ...)))
  end
end

local function new_run(context, functions, whole)
  local run = { members = {}, alive = 0, caller = whole or caller.new(context.host) }
  for key, fn in pairs(functions) do
    run.alive = run.alive + 1
    run.members[run.alive] = { key = key, co = task.member(fn, run.caller) }
  end
  return run
end

-- What the other members have under way must not hold up later calls.
local function cancel(run)
  run.caller.is_over = true
  for _, member in ipairs(run.members) do
    if not member.ended then task.cancel(member.co) end
  end
end

local function earliest(run)
  local wake = math.huge
  for _, member in ipairs(run.members) do
    if not member.ended then wake = math.min(wake, member.wake) end
  end
  return math.max(0, wake - core.clock())
end

local function turn(run)
  for _, member in ipairs(run.members) do
    if not member.ended and not run.stop then take(run, member, task.resume(member.co)) end
    if run.raised then
      cancel(run)
      error(run.raised[1], 0)
    end
  end
end

-- Members may wait for other clients, and the host's wait watches one session.
-- There is no wait where a member's step has ended what another waits for.
local function wait_for_members(context, run, ended)
  local own, other, seconds = context.session, nil, earliest(run)
  for _, member in ipairs(run.members) do
    if not member.ended and member.session ~= own then
      other, seconds = member.session, math.min(seconds, SHARED)
      other:step()
    end
  end
  if not own or own:ended() == ended then run.caller:wait(own or other, seconds) end
  if own then own:step() end
end

--- Runs functions = { key = fn, ... } side by side. Returns their first
-- results under the same keys. The first nil, err ends the others and is
-- returned, unless settle = true: then results and errors come as two tables.
-- An error that a function raises is raised here. whole: the caller, if it is part
-- of another call.
function gather.run(context, functions, own, whole)
  check(functions, own)
  local settle = own and own.settle
  local results, failed, failure = {}, {}, nil
  local run = new_run(context, functions, whole)
  run.caller:enter()

  function run.finished(member, value, err)
    if value == nil and err ~= nil then
      failed[member.key] = err
      if not settle then
        failure = failure or err
        run.stop = true
      end
    else
      results[member.key] = value
    end
  end

  while run.alive > 0 do
    local ended = context.session and context.session:ended() or 0
    turn(run)
    if run.stop then
      cancel(run)
      return nil, failure
    end
    if run.alive > 0 then wait_for_members(context, run, ended) end
  end
  if settle then return results, failed end
  return results
end

return gather
