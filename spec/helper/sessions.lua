--- sessions: the core's sessions, stepped by hand. Every session that is opened
-- is noted, for the leak check.
--
-- SPDX-License-Identifier: MIT

local core = require "ashby.core"
local here = require "spec.helper.here"

local sessions = {}

-- Every session that is opened is noted, for the leak check.
local open_session = core.session
local opened = setmetatable({}, { __mode = "k" })

function core.session(options)
  local session, code, message = open_session(options)
  if session then opened[session] = true end
  return session, code, message
end

local function session_options(options)
  local all = { base_url = here.url, user_agent = "spec", connect_timeout = 5,
    max_body = 2 ^ 30, max_in_flight = 8 }
  for name, value in pairs(options or {}) do all[name] = value end
  return all
end

--- A session of the core, as the client opens one.
function sessions.new_session(options)
  return assert(core.session(session_options(options)))
end

--- Steps a session until a condition holds.
function sessions.step_until(session, condition)
  for _ = 1, 2000 do
    if condition() then return end
    session:poll(math.min(session:due() or 0.01, 0.01))
    session:step()
  end
  error("the condition does not come to hold", 2)
end

--- Steps the transfer's session until it is finished.
function sessions.finish(session, transfer)
  while not transfer:finished() do
    session:poll(session:due() or 1)
    session:step()
  end
  return transfer
end

local JSON_HEADER = { headers = { "Content-Type: application/json" } }

local function exchange_on(session, verb, path, body, seconds)
  local transfer = assert(session:request(path,
    { body = verb == "POST" and (body or "{}") or nil, seconds = seconds or 20 }))
  sessions.finish(session, transfer)
  local status, code, message = transfer:result()
  local text = transfer:text(2 ^ 31)
  transfer:close()
  if not status then return nil, code, message end
  return status, text
end

--- One exchange over the core alone: HTTP status and body, or nil, code, message.
function sessions.exchange(verb, path, body, seconds)
  local session = sessions.new_session(JSON_HEADER)
  local status, text, message = exchange_on(session, verb, path, body, seconds)
  session:close()
  return status, text, message
end

--- A separate connection to the sandbox, or to another one at url, which the leak
-- check does not see: line(verb, path, body) makes one exchange over it.
function sessions.line(url)
  local options = session_options(JSON_HEADER)
  options.base_url = url or options.base_url
  local session = assert(open_session(options))
  return function(verb, path, body) return exchange_on(session, verb, path, body) end
end

--- Sessions that are open, each with its number of transfers.
function sessions.open_sessions()
  local open = setmetatable({}, { __mode = "k" })
  for session in pairs(opened) do
    if session:is_open() then open[session] = session:count() end
  end
  return open
end

--- How many sessions are open.
function sessions.session_count()
  local count = 0
  for _ in pairs(sessions.open_sessions()) do count = count + 1 end
  return count
end

return sessions
