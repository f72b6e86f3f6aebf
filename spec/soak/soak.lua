--- soak: reads all applications over and over for some minutes. Usage:
-- soak.lua SECONDS, with ASHBY_BASE_URL and ASHBY_API_KEY of a sandbox.
--
-- SPDX-License-Identifier: MIT

local ashby = require "ashby"
local cjson = require "cjson"
local core = require "ashby.core"

local SECONDS = tonumber(arg[1])
local WARM_UP = 2 -- lists before memory is measured

-- One request in twenty, by each of these in turn.
local FAULTS = {
  { kind = "reset" }, { kind = "close" }, { kind = "reset_in_body", bytes = 20000 },
  { kind = "cut_body", bytes = 500 }, { kind = "html_502" }, { kind = "envelope_503" },
  { kind = "rate_429", seconds = 0 }, { kind = "no_retry_after_429" }, { kind = "short_page" },
  { status = 500 },
}
local SHARE = 0.05

local base = os.getenv "ASHBY_BASE_URL"
local control_session = assert(core.session {
  base_url = base, user_agent = "soak", connect_timeout = 5, max_body = 2 ^ 30,
  max_in_flight = 1, headers = { "Content-Type: application/json" },
})

local function control(verb, path, body)
  local transfer = assert(control_session:request("/_sandbox/" .. path,
    { body = verb ~= "GET" and cjson.encode(body) or nil, seconds = 60 }))
  while not transfer:finished() do
    control_session:poll(1)
    control_session:step()
  end
  local status, code, message = transfer:result()
  assert(status == 200, message or code or status)
  return cjson.decode(transfer:text(2 ^ 30))
end

local function order_faults()
  local orders = {}
  for i, fault in ipairs(FAULTS) do
    local order = { match = "application.list", times = -1, probability = SHARE / #FAULTS,
      seed = i }
    for name, value in pairs(fault) do order[name] = value end
    orders[i] = order
  end
  control("POST", "faults", orders)
end

local function resident_kib()
  local file = assert(io.open "/proc/self/status")
  local text = file:read "*a"
  file:close()
  return tonumber(text:match "VmRSS:%s*(%d+)")
end

-- Every id that exists, with how often it was returned.
local function expected()
  local counts, total = {}, 0
  for _, id in ipairs(control("GET", "data?ids=1&entity=applications")) do
    counts[id], total = 0, total + 1
  end
  return counts, total
end

local function compare(counts, drains)
  for id, count in pairs(counts) do
    if count ~= drains then
      error(("%s came out %d times in %d drains"):format(id, count, drains), 0)
    end
  end
end

local stats = { request = 0, retry = 0, response = 0, rate_wait = 0 }
local client = assert(ashby.new {
  retries = 20, deadline = 60, timeout = 10,
  log = function(event) stats[event.event] = stats[event.event] + 1 end,
})

control("POST", "options", { rate_limit = 1e9 })
control("POST", "warm", { entity = "applications" })
local counts, total = expected()
order_faults()

local forms = { { fields = { "id", "status", "source.title" } }, {}, { fields = { "id" },
  parallel = true } }
local begun, drains, warm = core.clock(), 0, nil

repeat
  for record in client.applications.each(forms[drains % #forms + 1]) do
    if not counts[record.id] then error(record.id .. " does not exist", 0) end
    counts[record.id] = counts[record.id] + 1
  end
  drains = drains + 1
  compare(counts, drains)
  collectgarbage()
  collectgarbage()
  if drains == WARM_UP then warm = resident_kib() end
until core.clock() - begun >= SECONDS and drains > WARM_UP

local growth = resident_kib() / warm
print(("soak: %d drains of %d applications in %.0f s, %d requests, %d of them again; "
  .. "every id each time; memory %.2f of that after %d drains")
  :format(drains, total, core.clock() - begun, stats.request, stats.retry, growth, WARM_UP))
client.close()
control_session:close()
if growth > 1.1 then
  io.stderr:write "soak: memory is not flat\n"
  os.exit(1)
end
