--- hosts: the programs that the waits are for, as small as possible. Each runs
-- body(env) to its end (cases.lua explains env) and raises what that raised.
--
-- SPDX-License-Identifier: MIT

local helper = require "spec.helper"

local hosts = {}

-- PUC Lua 5.1 can yield neither across pcall nor inside for.
local CAN_YIELD_ANYWHERE = _VERSION ~= "Lua 5.1" or rawget(_G, "jit") ~= nil

local function maker(wait)
  return function(options)
    local all = { wait = wait }
    for name, value in pairs(options or {}) do all[name] = value end
    return helper.client(all)
  end
end

-- Catches the error of fn where this Lua can yield across pcall.
local function guarded(fn, outcome)
  return coroutine.create(function()
    if CAN_YIELD_ANYWHERE then
      outcome.ok, outcome.problem = pcall(fn)
    else
      fn()
      outcome.ok = true
    end
    outcome.is_over = true
  end)
end

local function finish(outcome)
  if not outcome.ok then error(outcome.problem, 0) end
end

-- ---- hosts that block ----

hosts[#hosts + 1] = { name = "blocking", run = function(body)
  body { for_works = true, client = maker "blocking" }
end }

hosts[#hosts + 1] = { name = "a function that blocks", run = function(body)
  body { for_works = true, client = maker(function(session, seconds)
    session:poll(math.min(seconds, 0.05))
  end) }
end }

-- ---- hosts that yield ----

-- A loop of short frames: frame() is called in each until the body is over.
local function run_frames(env, body, frame)
  local outcome, idle = {}, helper.new_session()
  local main = guarded(function() body(env) end, outcome)
  assert(coroutine.resume(main))
  while not outcome.is_over do
    idle:poll(0.001)
    frame(main)
  end
  idle:close()
  finish(outcome)
end

local function resume(co)
  if coroutine.status(co) == "suspended" then assert(coroutine.resume(co)) end
end

hosts[#hosts + 1] = { name = "frame, resumed by tick", run = function(body)
  local new, ticks, rests = maker "frame", {}, false
  local env = { for_works = CAN_YIELD_ANYWHERE }
  function env.client(options)
    local client = new(options)
    ticks[#ticks + 1] = client.tick
    return client
  end
  function env.side_by_side(functions)
    local left = #functions
    for _, fn in ipairs(functions) do
      resume(coroutine.create(function()
        fn()
        left = left - 1
      end))
    end
    rests = true
    while left > 0 do coroutine.yield() end
    rests = false
  end
  run_frames(env, body, function(main)
    for _, tick in ipairs(ticks) do tick() end
    if rests then resume(main) end
  end)
end }

hosts[#hosts + 1] = { name = "frame, resumed by the host", run = function(body)
  run_frames({ for_works = CAN_YIELD_ANYWHERE, client = maker "frame" }, body, resume)
end }

hosts[#hosts + 1] = { name = "a function that yields", run = function(body)
  local function wait(session)
    if not session:poll(0) then coroutine.yield() end
  end
  run_frames({ for_works = CAN_YIELD_ANYWHERE, client = maker(wait) }, body, resume)
end }

-- ---- luv ----

local function luv()
  local ok, uv = pcall(require, "luv")
  return ok and uv or nil
end

hosts[#hosts + 1] = { name = "luv, in coroutines", here = luv, run = function(body)
  local uv, outcome = luv(), {}
  local env = { for_works = CAN_YIELD_ANYWHERE, client = maker "luv" }
  function env.side_by_side(functions)
    local main, left = coroutine.running(), #functions
    for _, fn in ipairs(functions) do
      resume(coroutine.create(function()
        fn()
        left = left - 1
        if left == 0 then resume(main) end
      end))
    end
    if left > 0 then coroutine.yield() end
  end
  resume(guarded(function() body(env) end, outcome))
  while not outcome.is_over do uv.run "once" end
  uv.run "nowait"
  finish(outcome)
end }

hosts[#hosts + 1] = { name = "luv, in the main coroutine", here = luv, run = function(body)
  body { for_works = true, client = maker "luv" }
end }

return hosts
