--- frame: the wait of games and of other loops that call once a frame. It
-- yields; client.tick() moves the transfers, never blocks, and resumes the
-- coroutines whose wait is over. A host may as well resume them itself.
--
-- SPDX-License-Identifier: MIT

local core = require "ashby.core"
local misuse = require "ashby.misuse"
local task = require "ashby.wait.task"

local coroutine = coroutine

local frame = {}

--- Whether this wait's host is here: only its user knows.
function frame.here()
  return false
end

-- Those whose wait is over: a socket was ready, the time has come, or another
-- step has ended a transfer meanwhile.
local function due(waiting, moved)
  local now, list = core.clock(), {}
  for co, waiter in pairs(waiting) do
    if coroutine.status(co) == "dead" then
      waiting[co] = nil
    elseif moved or now >= waiter.stop or waiter.session:ended() ~= waiter.ended then
      list[#list + 1] = co
    end
  end
  return list
end

-- An error in one must not keep the others from their turn.
local function resume_all(waiting, list)
  local failed, first
  for _, co in ipairs(list) do
    if waiting[co] and coroutine.status(co) == "suspended" then
      local ok, problem = coroutine.resume(co)
      if not ok and not failed then failed, first = true, problem end
    end
  end
  if failed then error(first, 0) end
end

local function check()
  if not task.host() then
    misuse.raise("wait 'frame' works only inside a coroutine, which tick() or you resume")
  end
end

-- A program that resumes its coroutines itself may also drop them.
local FORGETS = { __mode = "k" }

--- The host of one client.
function frame.new()
  local waiting = {} -- coroutine -> { session, ended, stop }
  local host, ticks = {}, 0

  function host.wait(session, seconds)
    check()
    local co = task.host()
    waiting[co] = { session = session, ended = session:ended(), stop = core.clock() + seconds }
    coroutine.yield()
    waiting[co] = nil
    if ticks == 0 then
      host.forgets = true
      setmetatable(waiting, FORGETS)
    end
  end

  function host.tick(session)
    ticks = ticks + 1
    if host.forgets then
      host.forgets = false
      setmetatable(waiting, nil)
    end
    local moved = session:poll(0)
    if moved then session:step() end
    resume_all(waiting, due(waiting, moved))
  end

  host.check = check
  return host
end

return frame
