--- leaks: a test fails when it leaves something behind: an open session, a running
-- transfer, descriptors.
--
-- SPDX-License-Identifier: MIT

local measuring = require "spec.helper.measuring"
local sessions = require "spec.helper.sessions"

local before

local function remember()
  before = { sessions = sessions.open_sessions(), descriptors = measuring.descriptors(),
    is_alone = sessions.session_count() == 0 }
end

-- A session from before the test may have opened its pool of connections.
local ROOM = 24

-- What a test has left behind, in words, or nil.
local function leftover()
  for session, count in pairs(sessions.open_sessions()) do
    local earlier = before.sessions[session]
    if not earlier then return "left a session open" end
    if count > earlier then return "left a running transfer" end
  end
  local more = measuring.descriptors() - before.descriptors
  if more > (before.is_alone and 0 or ROOM) then
    return ("left %d descriptors open"):format(more)
  end
end

-- Collecting the heap of a whole run is slow, so only where something is left.
local function check_leaks(name)
  if not leftover() then return end
  measuring.collect()
  local problem = leftover()
  if problem then error(name .. " " .. problem, 0) end
end

--- Checks after each test that it has left nothing behind.
return function(busted)
  local name
  busted.subscribe({ "test", "start" }, function(element) name = "'" .. element.name .. "'" end)
  busted.before_each(remember)
  busted.after_each(function() check_leaks(name) end)
end
