--- main: tries each act of each task of the core at each point of its run, those
-- of short public calls at every COLLECTOR_EVERY-th, from a random one on, and
-- those of all public calls at random points, for COLLECTOR_SECONDS.
-- COLLECTOR_TASK names one task, or "task, act"; COLLECTOR_SEED repeats a run.
--
-- SPDX-License-Identifier: MIT

-- An error raised through code that LuaJIT has compiled may crash LuaJIT when
-- it comes from a finalizer.
if rawget(_G, "jit") then rawget(_G, "jit").off() end

io.stdout:setvbuf "line" -- a sanitizer ends the process without a flush

local core = require "ashby.core"
local steps = require "spec.collector.steps"

local ONLY = os.getenv "COLLECTOR_TASK"
local SECONDS = tonumber(os.getenv "COLLECTOR_SECONDS" or 10)
local EVERY = tonumber(os.getenv "COLLECTOR_EVERY" or 1)
local SEED = tonumber(os.getenv "COLLECTOR_SEED" or os.time())

-- At random: up to that many points after an instruction.
local MOST_POINTS = 12

local failures, points = 0, 0

local function wrong(task, act, at, problem)
  failures = failures + 1
  print(("%s, %s at point %s: %s"):format(task.name, act, at, problem))
end

-- With some interpreters the call raises a finalizer's own error.
local function is_allowed(task, fn, problem)
  problem = tostring(problem)
  if fn == error then return problem:find("a finalizer", 1, true) end
  return task.may_raise and problem:find(task.may_raise, 1, true)
end

local function judge(task, act, at, world, results)
  local ok, first, second, third = results[1], results[2], results[3], results[4]
  if not ok and not is_allowed(task, world.act, first) then
    wrong(task, act, at, "raised " .. tostring(first))
  elseif ok and not task.right(world, first, second, third) then
    wrong(task, act, at,
      ("gave %s, %s, %s"):format(tostring(first), tostring(second), tostring(third)))
  end
end

local function tidy(world)
  for _, name in ipairs { "transfer", "document", "session", "it", "file" } do
    if world[name] then world[name]:close() end
  end
  if world.client then world.client.close() end
  if world.db then pcall(world.db.close, world.db) end -- it may be closed, or still in use
end

-- way(act, run, world) runs it; returns whether the act came, and the results.
local function try(task, act, at, way)
  local world = task.make()
  world.act, world.at = task.acts[act], at
  local function act_here() world.act(world) end
  local came, results = way(world.act == error and error or act_here, task.run, world)
  judge(task, act, at, world, results)
  local left = task.after and task.after(world)
  if left then wrong(task, act, at, "left " .. left) end
  tidy(world)
  points = points + (came and 1 or 0)
  return came
end

-- From point first on, at every step-th.
local function try_points(task, act, first, step)
  local nth, came = first, true
  local function way(fn, run, world)
    local count, results = steps.at(nth, fn, run, world)
    return count >= nth, results
  end
  while came do
    came = try(task, act, nth, way)
    nth = nth + step
  end
end

local function try_each_point(task, act) try_points(task, act, 1, 1) end

local function try_some_points(task, act) try_points(task, act, math.random(EVERY), EVERY) end

local function try_by_chance(task, act)
  if not task.length then
    local world = task.make()
    task.length = steps.length(task.run, world)
    tidy(world)
  end
  local instructions, nth = math.random(task.length), math.random(MOST_POINTS)
  try(task, act, ("%d after %d instructions"):format(nth, instructions), function(fn, run, world)
    return steps.late(instructions, nth, fn, run, world)
  end)
end

-- wants_short: of the public calls those that are short, or the others (nil).
local function each_pair(tasks, try_pair, wants_short)
  for _, task in ipairs(tasks) do
    for act in pairs(task.is_short == wants_short and task.acts or {}) do
      if not ONLY or ONLY == task.name or ONLY == task.name .. ", " .. act then
        local ok, problem = pcall(try_pair, task, act)
        -- A finalizer's own error may come after the call, in here.
        if not ok and not is_allowed(task, task.acts[act], problem) then
          wrong(task, act, "?", tostring(problem))
        end
      end
    end
  end
end

math.randomseed(SEED)
each_pair(require "spec.collector.sessions", try_each_point)
each_pair(require "spec.collector.documents", try_each_point)
each_pair(require "spec.collector.store", try_each_point)
local face, stores = require "spec.collector.face", require "spec.collector.stores"
each_pair(face, try_some_points, true)
each_pair(stores, try_some_points, true)
local over = core.clock() + SECONDS
repeat
  each_pair(face, try_by_chance)
  each_pair(stores, try_by_chance)
until core.clock() > over

print(("collector %s: %d points, %d wrong (COLLECTOR_SEED=%d)")
  :format(rawget(_G, "jit") and "LuaJIT" or _VERSION, points, failures, SEED))
if failures > 0 then os.exit(1) end -- else the state is closed, too
