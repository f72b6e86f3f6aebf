--- main.lua: what host.c runs: it starts reading a list, and frame(n) continues,
-- once a frame.
--
-- SPDX-License-Identifier: MIT

local ashby = require "ashby"

local client = assert(ashby.new { wait = "frame" })
local titles, shown, is_done = {}, 0, false

local reader = coroutine.create(function()
  local it = client.jobs.each { status = "Open", limit = 10, fields = { "title" } }
  while true do
    local job, err = it:next()
    if err then error(tostring(err), 0) end
    if not job then break end
    titles[#titles + 1] = job.title
  end
  is_done = true
end)

assert(coroutine.resume(reader))

--- Called by the host once a frame; false when there is nothing left to do.
-- luacheck: globals frame
function frame(number)
  client.tick()
  if #titles > shown then
    print(("frame %3d  %2d jobs, the last one %s"):format(number, #titles, titles[#titles]))
    shown = #titles
  end
  if is_done then client.close() end
  return not is_done
end
