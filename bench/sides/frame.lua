--- frame: a host that draws frames and takes one record in each. frame.lua
-- RECORDS FRAME-SECONDS. Prints the longest time that tick and one record took
-- in a frame.
--
-- SPDX-License-Identifier: MIT

local ashby = require "ashby"
local clock = require "ashby.core".clock

local ok, socket = pcall(require, "socket")

local most, frame_seconds = tonumber(arg[1]), tonumber(arg[2])
local client = assert(ashby.new{ wait = "frame" })
local count, record = 0, nil

local drain = coroutine.create(function()
  local it = client.applications.each{ limit = 100, max = most }
  while true do
    local value, err = it:next()
    if err then error(err) end
    if value == nil then return end
    record, count = value, count + 1
    coroutine.yield()
  end
end)

local function rest(seconds)
  if ok then return socket.sleep(seconds) end
  local stop = clock() + seconds
  while clock() < stop do end
end

-- tick resumes the coroutine when its wait is over, which may bring a record.
local function frame()
  record = nil
  client.tick()
  if record == nil and coroutine.status(drain) == "suspended" then
    assert(coroutine.resume(drain))
  end
end

local stops = {}
while coroutine.status(drain) ~= "dead" do
  local begun = clock()
  frame()
  stops[#stops + 1] = clock() - begun
  rest(frame_seconds)
end
table.sort(stops)
local n = #stops
print(("records=%d\nframes=%d\nmax_ms=%.4f\np99_ms=%.4f\np50_ms=%.4f"):format(count, n,
  stops[n] * 1e3, stops[math.ceil(n * 0.99)] * 1e3, stops[math.ceil(n * 0.5)] * 1e3))
client.close()
