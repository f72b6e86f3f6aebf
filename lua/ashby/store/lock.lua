--- lock: lets one pull of a store run at a time, over all processes.
--
-- SPDX-License-Identifier: MIT

local core = require "ashby.core"
local errors = require "ashby.errors"

local lock = {}

local MAIN = {} -- coroutine.running() is nil in Lua 5.1's main one

local function current() return coroutine.running() or MAIN end

-- A pull whose coroutine is dead, was collected, or is the one that calls now,
-- has raised: its lock is taken over.
local function is_abandoned(store)
  local co = store.pulling[1]
  return co == nil or co == current() or co ~= MAIN and coroutine.status(co) == "dead"
end

--- The lock of a store's pull, or nil, err.
function lock.take(store)
  if store.lock and is_abandoned(store) then store.lock:close() end
  local held, code, message = core.file(store.address)
  if not held then
    return nil, errors.new { code = code, message = ("%s: %s"):format(store.path,
      code == "locked" and "another pull is under way" or message),
      hint = code == "locked" and "wait until it has ended" or nil }
  end
  store.lock, store.pulling[1] = held, current()
  return held
end

return lock
