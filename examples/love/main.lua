--- main.lua: a LÖVE window that fills with open jobs while it goes on drawing.
-- Wheel, arrows, page and home keys scroll; R reads again, Escape ends. Runs with
-- ASHBY_API_KEY (and ASHBY_BASE_URL) set, after make LUA=luajit:
--
--   eval "$(make LUA=luajit env)"; love examples/love
--
-- With ASHBY_QUIT=1 it ends when all jobs are there, and prints what it saw.
--
-- SPDX-License-Identifier: MIT

-- LÖVE looks for modules in the game first; ours come along the usual paths,
-- and the game may as well hold lua/ashby and the core beside itself.
local ashby = require "ashby"
local view = require "view"

local FIELDS = { "title", "employmentType", "openedAt" }

local client
local jobs, problem, is_done = {}, nil, false
local longest, frames = 0, 0

local function read()
  for job in client.jobs.each { status = "Open", limit = 10, fields = FIELDS } do
    jobs[#jobs + 1] = { title = job.title,
      about = ("%s, open since %s"):format(job.employmentType,
        (job.openedAt or "an unknown day"):sub(1, 10)) }
  end
end

-- LÖVE's Lua is LuaJIT, which waits inside for and pcall as well.
local function guarded_read()
  local ok, err = pcall(read)
  if not ok then problem = err end
  is_done = true
end

local function begin()
  jobs, problem, is_done = {}, nil, false
  view.scroll_to(0)
  if not client then client, problem = ashby.new { wait = "frame" } end
  if not client then
    is_done = true
    return
  end
  coroutine.wrap(guarded_read)()
end

function love.load()
  view.load()
  begin()
end

function love.update(dt)
  local start = love.timer.getTime()
  if client then client.tick() end
  longest = math.max(longest, love.timer.getTime() - start)
  frames = frames + 1
  view.update(dt)
  if is_done and os.getenv "ASHBY_QUIT" then love.event.quit(problem and 1 or 0) end
end

function love.draw()
  view.draw(jobs, problem, is_done)
end

function love.wheelmoved(_, y)
  view.scroll(-y * 3)
end

local ROWS = { up = -1, down = 1, pageup = -8, pagedown = 8 }
local PLACES = { home = 0, ["end"] = math.huge }

function love.keypressed(key)
  if ROWS[key] then view.scroll(ROWS[key]) end
  if PLACES[key] then view.scroll_to(PLACES[key]) end
  if key == "r" and is_done then begin() end
  if key == "escape" then love.event.quit() end
end

function love.quit()
  if client then client.close() end
  print(problem and tostring(problem)
    or ("%d open jobs in %d frames; the longest tick took %.2f ms"):format(#jobs, frames,
      longest * 1000))
end
