--- luv: the wait of libuv programs. The session's sockets become uv_poll
-- handles and its next deadline a uv_timer, for as long as somebody waits.
-- Inside a coroutine it yields, and the loop's callback resumes that; in the
-- main one it runs the loop itself until something moves.
--
-- SPDX-License-Identifier: MIT

local misuse = require "ashby.misuse"
local task = require "ashby.task"

local coroutine = coroutine

local luv = {}

local function find_luv()
  local vim = rawget(_G, "vim")
  if type(vim) == "table" and (vim.uv or vim.loop) then return vim.uv or vim.loop end
  local ok, uv = pcall(require, "luv")
  return ok and uv or nil
end

--- Whether this wait's host is here.
function luv.here()
  return find_luv() ~= nil
end

local function events_of(watch)
  return (watch.read and "r" or "") .. (watch.write and "w" or "")
end

local function close_all(handles)
  for i = #handles, 1, -1 do
    handles[i]:stop()
    handles[i]:close()
    handles[i] = nil
  end
end

-- One set of handles for all who wait: libuv polls a socket only once.
local function arm(uv, handles, session, seconds, on_event)
  close_all(handles)
  for _, watch in ipairs(session:watches()) do
    local poll = uv.new_poll(watch.fd)
    handles[#handles + 1] = poll
    poll:start(events_of(watch), on_event)
  end
  local timer = uv.new_timer()
  handles[#handles + 1] = timer
  timer:start(math.max(0, math.ceil(seconds * 1000)), 0, on_event)
end

local function resume(co)
  local ok, problem = coroutine.resume(co)
  if not ok then error(problem, 0) end
end

--- A wait for one client.
function luv.new()
  local uv = find_luv()
  if not uv then misuse.raise("wait 'luv' needs the luv module") end
  local handles, waiting, soonest = {}, {}, math.huge

  local function on_event()
    close_all(handles)
    local awake = waiting
    waiting, soonest = {}, math.huge
    for _, waiter in ipairs(awake) do
      waiter.over = true
      if waiter.co and coroutine.status(waiter.co) == "suspended" then resume(waiter.co) end
    end
  end

  return function(session, seconds)
    local waiter = { co = task.host() }
    waiting[#waiting + 1] = waiter
    soonest = math.min(soonest, seconds)
    arm(uv, handles, session, soonest, on_event)
    if waiter.co then
      coroutine.yield()
    else
      repeat uv.run("once") until waiter.over
    end
  end
end

return luv
