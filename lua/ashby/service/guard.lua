--- guard: pcall for what may wait. PUC 5.1 cannot yield through pcall; there
-- the function runs in a coroutine of ours, whose yields are passed on.
--
-- SPDX-License-Identifier: MIT

local task = require "ashby.wait.task"

local coroutine = coroutine
local plain = task.plain

local guard = {}

-- Tried once, and not while the module loads.
local yields_in_pcall

local function can_yield()
  if yields_in_pcall == nil then
    local co = plain.create(function() return pcall(plain.yield) end)
    local _, ended = plain.resume(co)
    yields_in_pcall = ended == nil
  end
  return yields_in_pcall
end

local pass_up

local function take(co, ok, ...)
  if not ok or coroutine.status(co) == "dead" then return ok, ... end
  return pass_up(co, coroutine.yield(...))
end

pass_up = function(co, ...)
  return take(co, task.resume(co, ...))
end

--- As pcall: whether the function came to its end, and its results or what it
-- raised. It may wait, in whatever way its caller waits.
function guard.call(fn, ...)
  if can_yield() then return pcall(fn, ...) end
  return pass_up(coroutine.create(fn), ...)
end

return guard
