--- work: reads pages of application.list with some work on each. work.lua PAGES
-- WORK-SECONDS on|off, the last for prefetch. The work is a busy loop, so the
-- client's processor is in use while the next page arrives.
--
-- SPDX-License-Identifier: MIT

local ashby = require "ashby"
local clock = require "ashby.core".clock

local pages, seconds, prefetch = tonumber(arg[1]), tonumber(arg[2]), arg[3] == "on"

local client = assert(ashby.new{})
local it = client.applications.pages{ limit = 100, max = pages * 100, prefetch = prefetch }

local wall, count = clock(), 0
while true do
  local page, err = it:next()
  if err then error(err) end
  if not page then break end
  count = count + 1
  local stop = clock() + seconds
  while clock() < stop do end
end
wall = clock() - wall
print(("wall=%.6f\npages=%d"):format(wall, count))
client.close()
