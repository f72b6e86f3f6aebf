--- main.lua: a LÖVE window that fills with open jobs while it goes on drawing.
-- Runs with ASHBY_API_KEY (and ASHBY_BASE_URL) set, after make LUA=luajit:
--
--   eval "$(make LUA=luajit env)"; love examples/love
--
-- With ASHBY_QUIT=1 it ends when all jobs are there, and prints what it saw.
--
-- SPDX-License-Identifier: MIT

-- LÖVE looks for modules in the game first; ours come along the usual paths,
-- and the game may as well hold lua/ashby and the core beside itself.
local ashby = require "ashby"

local client, problem
local titles, is_done, longest, frames, angle = {}, false, 0, 0, 0

local function read()
  for job in client.jobs.each { status = "Open", limit = 10, fields = { "title" } } do
    titles[#titles + 1] = job.title
  end
  is_done = true
end

-- LÖVE's Lua is LuaJIT, which waits inside for and pcall as well.
local function guarded_read()
  local ok, err = pcall(read)
  if not ok then problem, is_done = tostring(err), true end
end

function love.load()
  local err
  client, err = ashby.new { wait = "frame" }
  if not client then
    problem, is_done = tostring(err), true
    return
  end
  coroutine.wrap(guarded_read)()
end

function love.update(dt)
  local start = love.timer.getTime()
  if client then client.tick() end
  longest = math.max(longest, love.timer.getTime() - start)
  frames, angle = frames + 1, angle + dt
  if is_done and os.getenv "ASHBY_QUIT" then love.event.quit(problem and 1 or 0) end
end

function love.draw()
  local status = problem or (is_done and "all there" or "reading ...")
  love.graphics.print(("%d open jobs, %s"):format(#titles, status), 20, 20)
  love.graphics.arc("fill", 600, 36, 16, angle * 3, angle * 3 + 4)
  local height = love.graphics.getHeight()
  for i = math.max(1, #titles - 22), #titles do
    local y = 50 + (i - math.max(1, #titles - 22)) * 18
    if y < height then love.graphics.print(titles[i], 20, y) end
  end
end

function love.quit()
  if client then client.close() end
  print(problem or ("%d open jobs in %d frames; the longest tick took %.2f ms"):format(#titles,
    frames, longest * 1000))
end
