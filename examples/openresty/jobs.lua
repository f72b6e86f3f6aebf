--- jobs: what nginx.conf calls: open jobs as JSON from a lua_shared_dict, which
-- a timer fills again before it grows old. The worker never blocks: while the
-- module waits for Ashby, nginx serves other requests.
--
-- SPDX-License-Identifier: MIT

local cjson = require "cjson"
local ashby = require "ashby"

local jobs = {}

local FRESH = 60     -- seconds between two refreshes
local KEPT = 3600    -- seconds that an old list is better than none
local FIELDS = { "id", "title", "status", "departmentId" }

local cache = ngx.shared.jobs

-- The first call loads the rest of the module, whose files nginx can still read
-- here.
ashby.entities()

-- The list as JSON text; or nil, err.
local function fetch()
  local open, err = ashby.jobs.all { status = "Open", fields = FIELDS }
  if not open then return nil, err end
  return cjson.encode { jobs = open, count = #open, at = ngx.time() }
end

local function refresh()
  local text, err = fetch()
  if not text then
    ngx.log(ngx.ERR, tostring(err))
    return nil, err
  end
  cache:set("open", text, KEPT)
  return text
end

-- Only one worker refreshes: the lock lasts until all timers of a round have
-- fired.
local function on_timer(premature)
  if premature or not cache:add("lock", true, FRESH / 2) then return end
  refresh()
end

--- init_worker: a first list at once, then one a minute.
function jobs.start()
  assert(ngx.timer.at(0, on_timer))
  assert(ngx.timer.every(FRESH, on_timer))
end

local function fail(err)
  ngx.status = err.kind == "rate_limited" and 503 or 502
  if err.retry_after then ngx.header["Retry-After"] = math.ceil(err.retry_after) end
  ngx.say(cjson.encode { error = err.kind, message = err.message, hint = err.hint })
end

--- GET /jobs: from the cache; before the first refresh is done, from Ashby.
function jobs.serve()
  ngx.header["Content-Type"] = "application/json; charset=utf-8"
  local text, err = cache:get("open"), nil
  ngx.header["X-Cache"] = text and "hit" or "miss"
  if not text then text, err = refresh() end
  if not text then return fail(err) end
  ngx.say(text)
end

--- GET /drain?limit=&max=: pages through applications, and says how many came.
function jobs.drain()
  local limit, max = tonumber(ngx.var.arg_limit), tonumber(ngx.var.arg_max)
  local count = 0
  local it = ashby.applications.each { limit = limit, max = max }
  while true do
    local record, err = it:next()
    if err then return fail(err) end
    if not record then break end
    count = count + 1
  end
  ngx.say(cjson.encode { applications = count })
end

return jobs
