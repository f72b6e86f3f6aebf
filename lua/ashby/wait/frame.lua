--- frame: the wait of games and of other loops that call once a frame. It
-- yields; client.tick() moves the transfers, never blocks, and resumes the
-- coroutines whose wait is over. A host may as well resume them itself.
--
-- SPDX-License-Identifier: MIT

local core = require "ashby.core"
local misuse = require "ashby.misuse"
local task = require "ashby.task"

local coroutine = coroutine

local frame = {}

--- Whether this wait's host is here: only its user knows.
function frame.here()
  return false
end

local function resume(co)
  local ok, problem = coroutine.resume(co)
  if not ok then error(problem, 0) end
end

--- A wait for one client, and its tick(session).
function frame.new()
  local waiting = {} -- coroutine -> when its wait is over at the latest

  local function wait(_, seconds)
    local host = task.host()
    if not host then
      misuse.raise("wait 'frame' works only inside a coroutine, which tick() or you resume")
    end
    waiting[host] = core.clock() + seconds
    coroutine.yield()
    waiting[host] = nil
  end

  local function tick(session)
    local moved = session:poll(0)
    if moved then session:step() end
    local now, due = core.clock(), {}
    for co, at in pairs(waiting) do
      if moved or now >= at then due[#due + 1] = co end
    end
    for _, co in ipairs(due) do
      if waiting[co] and coroutine.status(co) == "suspended" then resume(co) end
    end
  end

  return wait, tick
end

return frame
