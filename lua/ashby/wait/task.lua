--- task: which coroutine runs for whom. Producers of iterators and the members
-- of a gather are coroutines of ours; a wait has to know whether a gather is
-- above it, and which coroutine is the host's.
--
-- SPDX-License-Identifier: MIT

local coroutine = coroutine
local running = coroutine.running

local task = {}

local above = setmetatable({}, { __mode = "k" })   -- who resumed one of ours
local members = setmetatable({}, { __mode = "k" }) -- those that a gather runs: their exchanges

local WEAK = { __mode = "k" }

-- The coroutine we are in; false in the main one.
local function current()
  local co, is_main = running()
  return not is_main and co or false
end

local function leave(co, ...)
  above[co] = nil -- 5.1 and LuaJIT would keep both alive for ever
  return ...
end

--- coroutine.resume for our coroutines.
function task.resume(co, ...)
  above[co] = current()
  return leave(co, coroutine.resume(co, ...))
end

--- A coroutine that is a member of a gather.
function task.member(fn)
  local co = coroutine.create(fn)
  members[co] = setmetatable({}, WEAK)
  return co
end

--- Notes an exchange with every member of a gather that it is begun in.
function task.note(exchange)
  local co = current()
  while co do
    if members[co] then members[co][exchange] = true end
    co = above[co]
  end
end

--- Ends what a member has under way.
function task.cancel(co)
  for exchange in pairs(members[co]) do exchange:cancel() end
end

--- Whether a gather is above the running coroutine.
function task.in_gather()
  local co = current()
  while co do
    if members[co] then return true end
    co = above[co]
  end
  return false
end

--- The innermost running coroutine that is not ours, false for the main one.
function task.host()
  local co = current()
  while co and above[co] ~= nil do co = above[co] end
  return co
end

return task
