--- frame.lua: open jobs arrive while a loop of 60 frames a second goes on, and
-- no frame waits for them. Runs with ASHBY_API_KEY (and ASHBY_BASE_URL) set:
--
--   lua5.4 examples/frame.lua
--
-- SPDX-License-Identifier: MIT

local ashby = require "ashby"
local core = require "ashby.core"

local FRAME = 1 / 60
local PER_FRAME = 5 -- records that one frame shows at most

local client = assert(ashby.new { wait = "frame" })
local titles, is_done, problem = {}, false, nil

-- The reader waits inside it:next(); client.tick() resumes it there. Its own
-- yields end its work for this frame, and the loop resumes it in the next.
local reader = coroutine.create(function()
  local it = client.jobs.each { status = "Open", limit = 10, fields = { "title" } }
  while true do
    local job, err = it:next()
    if not job then
      problem, is_done = err, true
      return
    end
    titles[#titles + 1] = job.title
    if #titles % PER_FRAME == 0 then coroutine.yield "rest" end
  end
end)

local function go_on()
  local ok, said = coroutine.resume(reader)
  if not ok then error(said, 0) end
  return said == "rest"
end

-- A game sleeps in its graphics library; we wait for the clock.
local function until_next_frame(start)
  while core.clock() - start < FRAME do end
end

local begun = core.clock()
local frames, longest, shown, rests = 0, 0, 0, go_on()

while not is_done do
  local start = core.clock()
  client.tick()
  if rests then rests = go_on() end
  for i = shown + 1, #titles do print(("frame %3d  %s"):format(frames, titles[i])) end
  rests = rests or #titles > shown
  shown = #titles
  longest = math.max(longest, core.clock() - start)
  frames = frames + 1
  until_next_frame(start)
end

client.close()
if problem then
  io.stderr:write(tostring(problem), "\n")
  os.exit(1, true)
end
print(("%d open jobs in %d frames, %.2f s; the longest frame worked for %.2f ms"):format(
  #titles, frames, core.clock() - begun, longest * 1000))
