--- ours: reads application.list with this module. ours.lua MODE RECORDS [WARM]:
-- MODE is whole, fields or raw; with WARM the first page, in the same process, is
-- not measured.
--
-- SPDX-License-Identifier: MIT

local ashby = require "ashby"

local MODES = {
  whole = {},
  fields = { fields = { "id", "status", "source.title" } },
  raw = { raw = true },
}

local mode, most, warm = arg[1], tonumber(arg[2]), arg[3]

local function options(max)
  local given = { limit = 100, max = max }
  for name, value in pairs(MODES[mode]) do given[name] = value end
  return given
end

local function drain(client, max)
  local count, it = 0, client.applications.each(options(max))
  while true do
    local record, err = it:next()
    if err then error(err) end
    if record == nil then return count end
    count = count + 1
  end
end

local function peak_kb()
  local file = io.open "/proc/self/status"
  local text = file and file:read "*a" or ""
  if file then file:close() end
  return text:match("VmHWM:%s*(%d+)") or 0
end

local client = assert(ashby.new{ ca_file = os.getenv "BENCH_CA_FILE" })
if warm then drain(client, 100) end
collectgarbage()
local cpu = os.clock()
local count = drain(client, most)
cpu = os.clock() - cpu
print(("cpu=%.6f\nrecords=%d\npeak_kb=%d"):format(cpu, count, peak_kb()))
client.close()
