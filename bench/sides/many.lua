--- many: gets records by their ids over a slow line. many.lua COUNT together|apart.
--
-- SPDX-License-Identifier: MIT

local ashby = require "ashby"
local clock = require "ashby.core".clock

local most, together = tonumber(arg[1]), arg[2] == "together"

local client = assert(ashby.new{ max_in_flight = 8 })
local ids = {}
for i, record in ipairs(assert(client.applications.all{ max = most, fields = { "id" } })) do
  ids[i] = record.id
end

local wall, count = clock(), 0
if together then
  count = #assert(client.applications.get_many(ids))
else
  for _, id in ipairs(ids) do
    if assert(client.applications.get(id)) then count = count + 1 end
  end
end
wall = clock() - wall
print(("wall=%.6f\nrecords=%d"):format(wall, count))
client.close()
