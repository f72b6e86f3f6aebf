--- main: tries each act of each task at each point of its run. COLLECTOR=short
-- leaves some points out; COLLECTOR_TASK names one task, or "task, act".
--
-- SPDX-License-Identifier: MIT

-- An error raised through code that LuaJIT has compiled may crash LuaJIT when
-- it comes from a finalizer.
if rawget(_G, "jit") then rawget(_G, "jit").off() end

local steps = require "spec.collector.steps"

local ONLY = os.getenv "COLLECTOR_TASK"

local failures, points = 0, 0

local function wrong(task, act, nth, problem)
  failures = failures + 1
  print(("%s, %s at point %d: %s"):format(task.name, act, nth, problem))
end

-- A finalizer's own error comes out of the call on some interpreters.
local function is_allowed(task, fn, problem)
  problem = tostring(problem)
  if fn == error then return problem:find("a finalizer", 1, true) end
  return task.may_raise and problem:find(task.may_raise, 1, true)
end

local function judge(task, act, fn, nth, world, results)
  local ok, first, second, third = results[1], results[2], results[3], results[4]
  if not ok and not is_allowed(task, fn, first) then
    wrong(task, act, nth, "raised " .. tostring(first))
  elseif ok and not task.right(world, first, second, third) then
    wrong(task, act, nth,
      ("gave %s, %s, %s"):format(tostring(first), tostring(second), tostring(third)))
  end
end

local function tidy(world)
  for _, name in ipairs { "transfer", "document", "session" } do
    if world[name] then world[name]:close() end
  end
end

local function try_at(task, act, fn, nth)
  local world = task.make()
  world.act = fn
  local function act_here() fn(world) end
  local count, results = steps.at(nth, fn == error and error or act_here, task.run, world)
  judge(task, act, fn, nth, world, results)
  tidy(world)
  points = points + 1
  return count >= nth
end

local function try(task, act, fn)
  local nth = 1
  while try_at(task, act, fn, nth) do nth = nth + 1 end
end

for _, task in ipairs(require "spec.collector.objects") do
  for act, fn in pairs(task.acts) do
    if not ONLY or ONLY == task.name or ONLY == task.name .. ", " .. act then
      local ok, problem = pcall(try, task, act, fn)
      if not ok then wrong(task, act, 0, tostring(problem)) end
    end
  end
end

print(("collector %s: %d points, %d wrong"):format(rawget(_G, "jit") and "LuaJIT" or _VERSION,
  points, failures))
if failures > 0 then os.exit(1) end -- else the state is closed, too
