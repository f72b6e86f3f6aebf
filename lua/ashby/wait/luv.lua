--- luv: the wait of libuv programs. While a call waits, the session's sockets
-- are uv_poll handles and the end of the shortest wait is a uv_timer. Inside a
-- coroutine the wait yields, and the loop's callback resumes it; in the main
-- one it runs the loop itself until something happens.
--
-- The handles are set up when the loop is about to block, and closed before any
-- of our coroutines goes on: libcurl may then close a socket, and the next
-- owner of its number must not find a handle on it.
--
-- SPDX-License-Identifier: MIT

local core = require "ashby.core"
local misuse = require "ashby.misuse"
local task = require "ashby.wait.task"

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

local function close_polls(self)
  for i = #self.polls, 1, -1 do
    self.polls[i]:stop()
    self.polls[i]:close()
    self.polls[i] = nil
  end
  self.is_armed = false
end

local function open_polls(self)
  local seen = {}
  for _, waiter in ipairs(self.waiting) do
    if not seen[waiter.session] then
      seen[waiter.session] = true
      for _, watch in ipairs(waiter.session:watches()) do
        local poll, problem = self.uv.new_poll(watch.fd)
        if not poll and not waiter.session:is_open() then return end
        assert(poll, problem)
        self.polls[#self.polls + 1] = poll
        poll:start(events_of(watch), self.wake)
      end
    end
  end
end

local function arm(self)
  open_polls(self)
  local stop = math.huge
  for _, waiter in ipairs(self.waiting) do stop = math.min(stop, waiter.stop) end
  self.timer:start(math.max(0, math.ceil((stop - core.clock()) * 1000)), 0, self.wake)
  self.is_armed = true
end

local function close(self)
  close_polls(self)
  for _, name in ipairs { "timer", "prepare" } do
    if self[name] then
      self[name]:stop()
      self[name]:close()
      self[name] = nil
    end
  end
end

local function resume_all(awake)
  local failed, first
  for _, waiter in ipairs(awake) do
    waiter.is_over = true
    if waiter.co and coroutine.status(waiter.co) == "suspended" then
      local ok, problem = coroutine.resume(waiter.co)
      if not ok and not failed then failed, first = true, problem end
    end
  end
  return failed, first
end

-- Called for a socket or the timer: each waiter checks whether it was meant.
local function wake(self)
  close_polls(self)
  local awake = self.waiting
  self.waiting = {}
  local failed, problem = resume_all(awake)
  if #self.waiting == 0 then close(self) end
  if failed then error(problem, 0) end
end

-- A step elsewhere, outside of our callbacks, may have ended what one waits
-- for.
local function is_passed(self)
  for _, waiter in ipairs(self.waiting) do
    if waiter.session:ended() ~= waiter.ended then return true end
  end
  return false
end

-- While the polls are made a finalizer of the program may do so, and close the
-- sockets: libuv ends the process if it has to wait for one that is closed.
local function before_blocking(self)
  repeat
    while is_passed(self) do wake(self) end
    if #self.waiting > 0 and not self.is_armed then arm(self) end
  until not is_passed(self)
end

local function add(self, waiter)
  close_polls(self)
  self.waiting[#self.waiting + 1] = waiter
  if self.prepare then return end
  self.timer = self.uv.new_timer()
  self.prepare = self.uv.new_prepare()
  self.prepare:start(function() before_blocking(self) end)
end

local function new_loop(uv)
  local self = { uv = uv, waiting = {}, polls = {}, is_armed = false }
  self.wake = function() wake(self) end
  return self
end

--- The host of one client.
function luv.new()
  local uv = find_luv()
  if not uv then misuse.raise("wait 'luv' needs the luv module") end
  local loop = new_loop(uv)

  local function check()
    if not task.host() and uv.loop_mode and uv.loop_mode() then
      misuse.raise("wait 'luv' inside a callback of the loop works only in a coroutine: "
        .. "coroutine.wrap(function() ... end)()")
    end
  end

  local function wait(session, seconds)
    check()
    local waiter = { co = task.host(), session = session, ended = session:ended(),
      stop = core.clock() + seconds }
    add(loop, waiter)
    if waiter.co then return coroutine.yield() end
    repeat uv.run("once") until waiter.is_over
  end

  return { wait = wait, check = check }
end

return luv
