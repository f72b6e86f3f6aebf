--- together: reads lists over a slow line. together.lua all: every entity, side
-- by side; together.lua ENTITY: one of them alone; together.lua ENTITY parallel:
-- that one in parts, side by side. Prints the seconds it took, from a client
-- without a connection.
--
-- SPDX-License-Identifier: MIT

local ashby = require "ashby"
local clock = require "ashby.core".clock

local function drain(client, entity)
  local count = 0
  local it = client[entity].each(arg[2] and { [arg[2]] = true } or nil)
  while true do
    local record, err = it:next()
    if err then error(err) end
    if record == nil then return count end
    count = count + 1
  end
end

local client = assert(ashby.new{})
local functions = {}
for _, entity in ipairs(client.entities()) do
  if arg[1] == "all" or arg[1] == entity then
    functions[entity] = function() return drain(client, entity) end
  end
end

local wall = clock()
local counts = assert(client.gather(functions))
wall = clock() - wall
for entity, count in pairs(counts) do print(("n_%s=%d"):format(entity, count)) end
print(("wall=%.6f"):format(wall))
client.close()
