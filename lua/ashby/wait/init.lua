--- wait: how time passes while an answer is under way. A wait is a function
-- wait(session, seconds): it returns when the session may have work, or after
-- so many seconds at the latest, and may yield. Only its file knows its host.
--
-- SPDX-License-Identifier: MIT

local misuse = require "ashby.misuse"
local task = require "ashby.wait.task"

local wait = {}

local NAMES = { "blocking", "frame", "luv", "resty" }

-- Those that are chosen automatically, in this order.
local AUTOMATIC = { "resty", "blocking" }

local function known(name)
  for _, candidate in ipairs(NAMES) do
    if candidate == name then return true end
  end
  return false
end

local function automatic()
  for _, name in ipairs(AUTOMATIC) do
    local module = require("ashby.wait." .. name)
    if module.here() then return module end
  end
end

local function host(option)
  if type(option) == "function" then return { wait = option, forgets = true } end
  if option == nil then return automatic().new() end
  if not known(option) then
    misuse.raise("unknown wait '%s'%s", tostring(option), misuse.nearest(tostring(option), NAMES))
  end
  return require("ashby.wait." .. option).new()
end

--- The host for a client's option: nil, a name, or a function. Its members:
--   wait(session, seconds, caller)  lets time pass for a caller
--   tick(session)     where the program has to drive it, else nil
--   check()           raises where it cannot wait, before anything is sent; or nil
--   never_yields      true where wait returns without a yield
--   forgets           true where a coroutine that waits may be collected
--   is_gone(caller, by)  where a dead coroutine does not show itself: see exchange/caller.lua
function wait.choose(option)
  local chosen = host(option)
  chosen.wait = task.wrap(chosen.wait)
  return chosen
end

return wait
