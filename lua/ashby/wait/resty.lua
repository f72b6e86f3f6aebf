--- resty: the wait of nginx and OpenResty. ngx.sleep gives the worker back to
-- nginx, which goes on serving; the naps grow from 1 ms to a small ceiling.
--
-- SPDX-License-Identifier: MIT

local core = require "ashby.core"
local blocking = require "ashby.wait.blocking"
local misuse = require "ashby.misuse"

local resty = {}

local FIRST, CEILING = 0.001, 0.008

-- Phases in which nobody is served yet: blocking harms no one.
local BEFORE_SERVING = { init = true, init_worker = true }

local CANNOT_WAIT = {
  set = true, header_filter = true, body_filter = true, log = true, balancer = true,
  exit_worker = true, ssl_session_store = true,
}

--- Whether this wait's host is here.
function resty.here()
  local ngx = rawget(_G, "ngx")
  return type(ngx) == "table" and type(ngx.sleep) == "function"
end

-- One ngx.sleep. The caller notes when it has to be over, how many it has come
-- back from, and when the last two began.
local function sleep(caller, seconds)
  local now = core.clock()
  caller.before_last, caller.last = caller.last, now
  caller.nap_ends = now + seconds
  ngx.sleep(seconds)
  caller.nap_ends, caller.naps = nil, (caller.naps or 0) + 1
end

-- The worker gets its turn even where there is work already. Never by
-- ngx.sleep(0), for which nginx needs a patch that distributions do not have.
local function nap(session, seconds, caller)
  local stop, ended, length = core.clock() + seconds, session:ended(), FIRST
  repeat
    sleep(caller, math.max(FIRST, math.min(length, stop - core.clock())))
    length = math.min(length * 2, CEILING)
  until session:poll(0) or session:ended() ~= ended or core.clock() >= stop
end

-- nginx reports to nobody that it has killed a thread or ended a request, and
-- gives its coroutines to others. But timers go off in the order of their
-- times: if one caller has slept twice since another's nap should have ended
-- and that one has not come back, it never will.
local function is_gone(caller, by)
  local ends, proof = caller.nap_ends, by.before_last
  return ends ~= nil and proof ~= nil and proof > ends
end

local function check()
  local phase = ngx.get_phase()
  if CANNOT_WAIT[phase] then
    misuse.raise("nginx cannot wait in %s_by_lua: call from rewrite, access, content, "
      .. "init_worker, or from ngx.timer.at", phase)
  end
end

--- The host of one client.
function resty.new()
  if not resty.here() then misuse.raise("wait 'resty' works only under nginx or OpenResty") end
  local block = blocking.new().wait
  local function wait(session, seconds, caller)
    if BEFORE_SERVING[ngx.get_phase()] then return block(session, seconds) end
    check()
    nap(session, seconds, caller)
  end
  return { wait = wait, check = check, is_gone = is_gone }
end

return resty
