--- luv.lua: timers of the loop go on ticking while pages come in. Runs with
-- ASHBY_API_KEY (and ASHBY_BASE_URL) set:
--
--   lua5.4 examples/luv.lua
--
-- SPDX-License-Identifier: MIT

local uv = require "luv"
local ashby = require "ashby"

local client = assert(ashby.new { wait = "luv" })
local ticks, running, failed = 0, 2, nil

local timer = uv.new_timer()
timer:start(10, 10, function() ticks = ticks + 1 end)

-- Two readers side by side. Inside a coroutine the wait yields to the loop.
local function read(entity, given)
  local it = client[entity].pages(given)
  local pages = 0
  while true do
    local page, err = it:next()
    if err then failed = err end
    if not page then break end
    pages = pages + 1
    print(("%-14s page %2d, %3d records, at tick %3d"):format(entity, pages, #page.records, ticks))
  end
  running = running - 1
  if running == 0 then timer:close() end
end

coroutine.wrap(read)("jobs", { status = "Open", limit = 10 })
coroutine.wrap(read)("candidate_tags", { limit = 10 })

local start = uv.hrtime()
uv.run()
client.close()

if failed then
  io.stderr:write(tostring(failed), "\n")
  os.exit(1, true)
end
print(("%d ticks of 10 ms in %.0f ms"):format(ticks, (uv.hrtime() - start) / 1e6))
