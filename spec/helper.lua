--- helper: what the specs share: the sandbox's address, a control line to it,
-- comparisons, and the leak check that runs after each test. The sandbox is
-- started by tools/test.
--
-- SPDX-License-Identifier: MIT

local cjson = require "cjson"
local core = require "ashby.core"
local lfs = require "lfs"
local shell = require "tools.shell"

-- busted unloads what a spec has loaded, and luv does not bear to be loaded twice.
pcall(require, "luv")

local helper = {}

-- Every session that anybody opens is noted, for the leak check.
local open_session = core.session
local sessions = setmetatable({}, { __mode = "k" })

function core.session(options)
  local session, code, message = open_session(options)
  if session then sessions[session] = true end
  return session, code, message
end

helper.url = assert(os.getenv "ASHBY_SANDBOX_URL", "run the specs with make test")
helper.key = os.getenv "ASHBY_SANDBOX_KEY"
helper.dir = os.getenv "ASHBY_SANDBOX_DIR"
helper.root = os.getenv "ASHBY_ROOT" or "."
helper.lua = os.getenv "LUA" or "lua5.4"
helper.slow = os.getenv "ASHBY_SLOW"

local function session_options(options)
  local all = { base_url = helper.url, user_agent = "spec", connect_timeout = 5,
    max_body = 2 ^ 30, max_in_flight = 8 }
  for name, value in pairs(options or {}) do all[name] = value end
  return all
end

--- A session of the core, as the client opens one.
function helper.new_session(options)
  return assert(core.session(session_options(options)))
end

--- Steps a session until a condition holds.
function helper.step_until(session, condition)
  for _ = 1, 2000 do
    if condition() then return end
    session:poll(math.min(session:due() or 0.01, 0.01))
    session:step()
  end
  error("it does not come about", 2)
end

--- Steps the transfer's session until it is finished.
function helper.finish(session, transfer)
  while not transfer:finished() do
    session:poll(session:due() or 1)
    session:step()
  end
  return transfer
end

local JSON_HEADER = { headers = { "Content-Type: application/json" } }

local function exchange(session, verb, path, body, seconds)
  local transfer = assert(session:request(path,
    { body = verb == "POST" and (body or "{}") or nil, seconds = seconds or 20 }))
  helper.finish(session, transfer)
  local status, code, message = transfer:result()
  local text = transfer:text(2 ^ 31)
  transfer:close()
  if not status then return nil, code, message end
  return status, text
end

--- One exchange over plain core: HTTP status and body text, or nil, code, message.
function helper.exchange(verb, path, body, seconds)
  local session = helper.new_session(JSON_HEADER)
  local status, text, message = exchange(session, verb, path, body, seconds)
  session:close()
  return status, text, message
end

-- The control line is not part of any test: the leak check does not see it.
local line = assert(open_session(session_options(JSON_HEADER)))

--- A control call to the sandbox; see sandbox/README.md.
function helper.control(verb, path, body)
  local status, text, message =
    exchange(line, verb, "/_sandbox/" .. path, body and cjson.encode(body))
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

--- What the sandbox says about itself: ids and secrets of its hosted side.
function helper.facts()
  return cjson.decode(shell.read(helper.dir .. "/sandbox.json"))
end

--- A client on the sandbox's hosted side. given: the option hosted, with the
-- connector and a lasting token in it unless it says otherwise (false: without).
function helper.hosted(given, options)
  local facts = helper.facts().hosted
  local hosted = { connector_id = facts.connector_id, token = facts.token }
  for name, value in pairs(given or {}) do hosted[name] = value or nil end
  local all = { hosted = hosted, base_url = helper.url }
  for name, value in pairs(options or {}) do all[name] = value end
  return assert(require "ashby".new(all))
end

-- ---- programs ----

--- What a shell's line sets for a program that asks the sandbox.
function helper.settings()
  return ("ASHBY_API_KEY='%s' ASHBY_BASE_URL='%s'"):format(helper.key, helper.url)
end

--- Runs a Lua text in an interpreter of its own, without a key but for what
-- settings says: its exit status, and what it printed.
function helper.script(text, settings, arguments)
  local path = os.tmpname()
  shell.write(path, text)
  local status, said = shell.run(("env -u ASHBY_API_KEY -u ASHBY_BASE_URL %s '%s' '%s' %s 2>&1")
    :format(settings or "", helper.lua, path, arguments or ""))
  shell.remove(path)
  return status, said
end

-- ---- comparing ----

--- The vendor's facts, as the tree keeps them.
function helper.endpoints()
  return cjson.decode(shell.read(helper.root .. "/sandbox/endpoints.json"))
end

--- What is plainly wrong has to raise a text: returns it.
function helper.misuse(fn, ...)
  local ok, message = pcall(fn, ...)
  assert(not ok, "nothing was raised")
  assert(type(message) == "string", "no text was raised: " .. tostring(message))
  return message
end

--- A value of lua-cjson without the members that are null; in arrays they stay.
function helper.without_nulls(value)
  if type(value) ~= "table" then return value end
  local result = {}
  for k, v in pairs(value) do
    if v ~= cjson.null or type(k) == "number" then result[k] = helper.without_nulls(v) end
  end
  return result
end

--- nil when two values are equal all the way down, else where they differ.
function helper.difference(a, b, path)
  path = path or "value"
  if type(a) ~= "table" or type(b) ~= "table" then
    if a == b or (a ~= a and b ~= b) then return nil end
    return ("%s: %s against %s"):format(path, tostring(a), tostring(b))
  end
  for key, value in pairs(a) do
    local found = helper.difference(value, b[key], path .. "." .. tostring(key))
    if found then return found end
  end
  for key in pairs(b) do
    if a[key] == nil then return ("%s.%s: only in the second"):format(path, tostring(key)) end
  end
end

--- One member of each record, in order.
function helper.pluck(records, name)
  local values = {}
  for i, record in ipairs(records) do values[i] = record[name or "id"] end
  return values
end

-- ---- the leak check ----

--- A module whose waits without a transfer take no time: the clock jumps
-- instead. Returns { client = makes one, slept = seconds that were jumped }.
function helper.jumping()
  local real, jumped = core.clock, 0
  local time = {}
  core.clock = function() return real() + jumped end
  for name in pairs(package.loaded) do
    if name:find "^ashby" and name ~= "ashby.core" then package.loaded[name] = nil end
  end
  local module = require "ashby"
  module.entities() -- loads all of it
  core.clock = real

  local function wait(session, seconds)
    if session:count() > 0 then
      session:poll(math.min(seconds, 0.25))
    else
      jumped = jumped + seconds
    end
  end

  function time.client(options)
    local all = { api_key = helper.key, base_url = helper.url, wait = wait }
    for name, value in pairs(options or {}) do all[name] = value end
    return assert(module.new(all))
  end

  function time.slept() return jumped end

  return time
end

--- A figure in seconds, measured again while it is over its limit: what else
-- the machine does only ever makes it longer. Returns the least of three.
function helper.least(limit, measure)
  local least = math.huge
  for _ = 1, 3 do
    least = math.min(least, (measure()))
    if least <= limit then break end
  end
  return least
end

--- Open descriptors of this process.
function helper.descriptors()
  local count = 0
  for name in lfs.dir "/proc/self/fd" do
    if name:find "^%d" then count = count + 1 end
  end
  return count
end

--- Sessions that are open, each with its number of transfers.
function helper.open_sessions()
  local open = setmetatable({}, { __mode = "k" })
  for session in pairs(sessions) do
    if session:is_open() then open[session] = session:count() end
  end
  return open
end

--- How many that are.
function helper.session_count()
  local count = 0
  for _ in pairs(helper.open_sessions()) do count = count + 1 end
  return count
end

function helper.collect()
  collectgarbage()
  collectgarbage()
end

local before

local function remember()
  before = { sessions = helper.open_sessions(), descriptors = helper.descriptors(),
    is_alone = helper.session_count() == 0 }
end

-- A session from before the test may have opened its pool of connections.
local ROOM = 24

-- What is left of a test, in words; nil: nothing.
local function leftover()
  for session, count in pairs(helper.open_sessions()) do
    local earlier = before.sessions[session]
    if not earlier then return "left a session open" end
    if count > earlier then return "left a transfer under way" end
  end
  local more = helper.descriptors() - before.descriptors
  if more > (before.is_alone and 0 or ROOM) then
    return ("left %d descriptors open"):format(more)
  end
end

-- Collecting the heap of a whole run is slow: only where something is left.
local function check_leaks(name)
  if not leftover() then return end
  helper.collect()
  local problem = leftover()
  if problem then error(name .. " " .. problem, 0) end
end

local function watch_tests(busted)
  local name
  busted.subscribe({ "test", "start" }, function(element) name = "'" .. element.name .. "'" end)
  busted.before_each(remember)
  busted.after_each(function() check_leaks(name) end)
end

helper.control("GET", "health")
if package.loaded["busted.runner"] then watch_tests(require "busted") end

return helper
