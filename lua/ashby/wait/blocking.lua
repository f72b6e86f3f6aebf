--- blocking: the wait of scripts. It sleeps in the kernel until a socket of the
-- session is ready.
--
-- SPDX-License-Identifier: MIT

local misuse = require "ashby.misuse"

local blocking = {}

-- Slices, so that Ctrl-C acts at once even where a signal does not end poll.
local SLICE = 0.25

--- Whether this wait's host is here: always.
function blocking.here()
  return true
end

-- Not a tail call: on Ctrl-C the interpreter raises at the next step in Lua, which
-- is in here.
local function poll(session, seconds)
  local is_ready = session:poll(seconds)
  return is_ready
end

-- Ctrl-C raises a text, and the interpreter prints it with a traceback, which
-- shows this module's inside. For an object most interpreters print its line
-- alone; 5.1 prints none.
local Interrupted = { __tostring = function(self) return self.text end }

local function interrupted()
  local text = misuse.here() .. "interrupted!"
  return _VERSION == "Lua 5.1" and text or setmetatable({ text = text }, Interrupted)
end

--- The host of one client.
function blocking.new()
  return { never_yields = true, wait = function(session, seconds)
    local ok, problem = pcall(poll, session, math.min(seconds, SLICE))
    if ok then return end
    if type(problem) == "string" and problem:find "interrupted!$" then problem = interrupted() end
    error(problem, 0)
  end }
end

return blocking
