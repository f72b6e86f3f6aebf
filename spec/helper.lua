--- helper: what the specs share: the sandbox's address, a control line to it,
-- and the leak check. The sandbox is started by tools/test.
--
-- SPDX-License-Identifier: MIT

local cjson = require "cjson"
local core = require "ashby.core"

local helper = {}

helper.url = assert(os.getenv "ASHBY_SANDBOX_URL", "run the specs with make test")
helper.key = os.getenv "ASHBY_SANDBOX_KEY"
helper.dir = os.getenv "ASHBY_SANDBOX_DIR"
helper.root = os.getenv "ASHBY_ROOT" or "."
helper.lua = os.getenv "LUA" or "lua5.4"
helper.slow = os.getenv "ASHBY_SLOW"

local function new_session(options)
  local all = { base_url = helper.url, user_agent = "spec", connect_timeout = 5,
    max_body = 2 ^ 30, max_in_flight = 8 }
  for name, value in pairs(options or {}) do all[name] = value end
  return assert(core.session(all))
end

--- A session of the core, as the client opens one.
helper.new_session = new_session

--- Steps the transfer's session until it is finished.
function helper.finish(session, transfer)
  while not transfer:finished() do
    session:poll(session:due() or 1)
    session:step()
  end
  return transfer
end

--- One exchange over plain core: HTTP status and body text, or nil, code, message.
function helper.exchange(verb, path, body, seconds)
  local session = new_session { headers = { "Content-Type: application/json" } }
  local transfer = verb == "POST" and assert(session:post(path, body or "{}", seconds or 20))
    or assert(session:get(path, nil, seconds or 20))
  helper.finish(session, transfer)
  local status, code, message = transfer:result()
  local text = transfer:text(2 ^ 31)
  session:close()
  if not status then return nil, code, message end
  return status, text
end

--- A control call to the sandbox; see sandbox/README.md.
function helper.control(verb, path, body)
  local status, text, message =
    helper.exchange(verb, "/_sandbox/" .. path, body and cjson.encode(body))
  assert(status == 200, ("control %s: %s %s"):format(path, text, message or ""))
  return cjson.decode(text)
end

function helper.reset() helper.control("POST", "reset", {}) end

--- Asks for a fault, or several: { match =, skip =, times =, kind =, ... }.
function helper.fault(fault) helper.control("POST", "faults", fault) end

--- What reached the sandbox since the reset, oldest first.
function helper.requests(method)
  return helper.control("GET", "requests" .. (method and "?method=" .. method or ""))
end

--- How many requests reached the sandbox since the reset.
function helper.count() return helper.control("GET", "requests?count=1").count end

--- The sandbox's own records of an entity; all: also the hidden ones.
function helper.data(entity, all)
  return helper.control("GET", "data?entity=" .. entity .. (all and "&all=1" or ""))
end

--- Their ids, in order.
function helper.ids(entity, all)
  return helper.control("GET", "data?ids=1&entity=" .. entity .. (all and "&all=1" or ""))
end

--- A client on the sandbox.
function helper.client(options)
  local all = { api_key = helper.key, base_url = helper.url }
  for name, value in pairs(options or {}) do all[name] = value end
  return assert(require "ashby".new(all))
end

--- Open descriptors of this process.
function helper.descriptors()
  local count = 0
  local list = io.popen("ls /proc/$PPID/fd | wc -l")
  count = tonumber(list:read "a" or list:read "*a")
  list:close()
  return count
end

return helper
