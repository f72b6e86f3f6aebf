--- lock: lets one pull of a store run at a time, over all processes.
--
-- SPDX-License-Identifier: MIT

local core = require "ashby.core"
local errors = require "ashby.errors"

local lock = {}

-- Closes the lock of a pull that will never end: one that has raised, or whose
-- coroutine was killed or dropped.
local function close_abandoned(store, session)
  local pulling = store.pulling[1]
  if pulling and pulling:is_taken(session) then return end
  if store.lock and store.pulling[1] == pulling then store.lock:close() end
end

--- The lock of a store's pull, for a caller, or nil, err. May wait, with session,
-- for a sign that an earlier pull will never end.
function lock.take(store, caller, session)
  if store.lock then close_abandoned(store, session) end
  local held, code, message = core.file(store.address)
  if not held then
    local is_held = code == "locked"
    return nil, errors.new { code = code,
      message = is_held and store.path .. ": another pull is under way"
        or ("%s.lock: %s"):format(store.path, message),
      hint = is_held and "wait until it has ended" or "check the modes of the file and its folder" }
  end
  store.lock, store.pulling[1] = held, caller
  return held
end

return lock
