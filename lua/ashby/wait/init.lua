--- wait: how time passes while an answer travels. A wait is a function
-- wait(session, seconds): it returns when the session may have work, or after
-- so many seconds at the latest, and may yield. Only its file knows its host.
--
-- SPDX-License-Identifier: MIT

local misuse = require "ashby.misuse"

local wait = {}

local NAMES = { "blocking", "frame", "luv", "resty" }

-- Those that are chosen by themselves, in this order.
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

--- The wait for a client's option: nil, a name, or a function. Returns the
-- function; for a wait that the host has to drive, its tick(session), else nil;
-- and where it cannot wait everywhere, a check that raises before anything is
-- sent.
function wait.choose(option)
  if type(option) == "function" then return option end
  if option == nil then return automatic().new() end
  if not known(option) then
    misuse.raise("unknown wait '%s'%s", tostring(option), misuse.nearest(tostring(option), NAMES))
  end
  return require("ashby.wait." .. option).new()
end

return wait
