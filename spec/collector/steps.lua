--- steps: lets a finalizer act at a chosen point of a run. Each point at which
-- Lua may collect is made to collect everything; a small object is freed at each,
-- and its finalizer counts. A program's finalizers run at the same points.
--
-- SPDX-License-Identifier: MIT

local steps = {}

local newproxy = rawget(_G, "newproxy")

local armed, count, wanted, act
local acted -- nil, or whether the act went well, and what it raised

local leave_one -- makes the next object to be freed

-- Points after the act at which everything is still collected: enough for what the
-- act has dropped to be freed while somebody still holds it.
local AFTER = 40

-- A whole cycle at every point, or the interpreter's usual collection.
local function collector(whole)
  if _VERSION == "Lua 5.4" then
    collectgarbage("incremental", whole and 1 or 200, whole and 1000 or 100, whole and 100 or 13)
  else
    collectgarbage("setpause", whole and 0 or 200)
    collectgarbage("setstepmul", whole and 1000000 or 200)
  end
end

local function collected()
  if not armed then return end
  count = count + 1
  if count < wanted + AFTER then leave_one() else collector(false) end
  if count ~= wanted then return end
  if act == error then error("a finalizer", 0) end
  acted = { pcall(act) }
end

if newproxy then
  local proxy = newproxy(true)
  getmetatable(proxy).__gc = collected
  leave_one = function() newproxy(proxy) end
  steps.keep = proxy
else
  local meta = { __gc = collected }
  leave_one = function() setmetatable({}, meta) end
end

--- Runs run(...) and lets fn act at its nth point; error is the act of
-- raising. Returns the number of points, then what pcall(run, ...) returns.
function steps.at(nth, fn, run, ...)
  count, wanted, act, acted = 0, nth, fn, nil
  collector(true)
  collectgarbage()
  collectgarbage() -- after it, the next point begins another cycle
  armed = true
  leave_one()
  local results = { pcall(run, ...) }
  collector(false)
  armed = false
  if acted and not acted[1] then error("the act raised: " .. tostring(acted[2]), 0) end
  return count, results
end

--- About how many instructions run(...) takes.
function steps.length(run, ...)
  local hundreds = 1
  debug.sethook(function() hundreds = hundreds + 1 end, "", 100)
  run(...)
  debug.sethook()
  return hundreds * 100
end

--- Runs run(...) and lets fn act at the nth point after so many instructions.
-- A long run cannot collect all at each of its points. Returns whether it came
-- to that, then what pcall(run, ...) returns.
function steps.late(instructions, nth, fn, run, ...)
  count, wanted, act, acted = 0, nth, fn, nil
  debug.sethook(function()
    debug.sethook()
    if armed ~= nil then return end
    collector(true)
    collectgarbage()
    armed = true
    leave_one()
  end, "", instructions)
  armed = nil
  local results = { pcall(run, ...) }
  debug.sethook()
  collector(false)
  local came = acted ~= nil
  armed = false
  if acted and not acted[1] then error("the act raised: " .. tostring(acted[2]), 0) end
  return came, results
end

return steps
