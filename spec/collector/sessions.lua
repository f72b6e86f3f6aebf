--- sessions: what a finalizer may do while a session, a transfer or a file is
-- in use. Each task makes a world, runs one call in it and has the outcomes that
-- are right; each of its acts is tried at each point of the call.
--
-- SPDX-License-Identifier: MIT

local core = require "ashby.core"
local worlds = require "spec.collector.worlds"

local KEY, URL = os.getenv "ASHBY_API_KEY", os.getenv "ASHBY_BASE_URL"

local session, finish = worlds.session, worlds.finish
local answered, half_answered = worlds.answered, worlds.half_answered

local tasks = {}

local function task(facts) tasks[#tasks + 1] = facts end

-- ---- acts ----

local function close_transfer(w) w.transfer:close() end
local function close_session(w) w.session:close() end

-- So large that the body has to move.
local function step(w)
  local length = #w.transfer:text(1e6)
  for _ = 1, 10 do
    w.session:poll(0.02)
    w.session:step()
    if w.transfer:finished() or #w.transfer:text(1e6) > length then break end
  end
end

local function step_session(w)
  w.session:poll(0.01)
  w.session:step()
end

-- ---- transfers ----

local BOTH = { ["close transfer"] = close_transfer, ["close session"] = close_session, step = step,
  raise = error }

task { name = "header", make = answered, acts = BOTH,
  run = function(w) return w.transfer:header "content-type" end,
  right = function(w, value)
    return value == w.type or (value == nil and w.act == close_transfer)
  end }

task { name = "text", make = answered, acts = BOTH,
  run = function(w) return w.transfer:text(1e6) end,
  right = function(w, text) return text == w.text or (text == "" and w.act == close_transfer) end }

task { name = "text of half an answer", make = half_answered, acts = BOTH,
  run = function(w) return w.transfer:text(1e6) end,
  right = function(w, text)
    return text:sub(1, #w.text) == w.text or (text == "" and w.act == close_transfer)
  end }

task { name = "header of half an answer", make = half_answered, acts = BOTH,
  run = function(w) return w.transfer:header "content-type" end,
  right = function(w, value)
    return value == w.type or (value == nil and w.act == close_transfer)
  end }

local function refused()
  local it = session { base_url = "http://127.0.0.1:1" }
  local w = { session = it }
  w.transfer = finish(it, assert(it:request("/x", { seconds = 5 })))
  w.message = select(3, w.transfer:result())
  return w
end

task { name = "result", make = refused, acts = BOTH,
  run = function(w) return w.transfer:result() end,
  right = function(w, _, code, message)
    return (code == "connect" and message == w.message)
      or (code == "cancelled" and w.act == close_transfer)
  end }

task { name = "document of a transfer", make = worlds.with_options(answered),
  acts = { ["close transfer"] = close_transfer, ["close session"] = close_session,
    ["swap options"] = worlds.swap_options, ["clear options"] = worlds.clear_options,
    raise = error },
  run = function(w)
    local it, code = w.transfer:document(w.options)
    if not it then return nil, code end
    return it:open "results", it:rest()
  end,
  right = function(w, number, records)
    if number == nil then return records == "cancelled" and w.act == close_transfer end
    return number == 2 and type(records[1]) == "table"
  end }

-- ---- sessions ----

local function fresh(text) return (text .. " "):sub(1, -2) .. "" end

local function all_options()
  local n = tostring(math.random(1e6))
  return { base_url = fresh(URL .. "/" .. n):gsub("/%d+$", ""), user_agent = "agent-" .. n,
    connect_timeout = 5, max_body = 2 ^ 20, max_in_flight = 4, api_key = KEY,
    headers = { "Content-Type: application/json", "X-A: first" .. n, "X-B: second" .. n },
    ca_file = "/nowhere/" .. n, token = nil }
end

local function drop(w)
  for name in pairs(w.options.headers or {}) do w.options.headers[name] = nil end
  for name in pairs(w.options) do w.options[name] = nil end
  collectgarbage()
end

local function replace(w)
  w.options.base_url, w.options.user_agent, w.options.api_key = URL .. "/", "b" .. 1, "other" .. 2
  w.options.headers = { "X-C: " .. math.random(1e6) }
  collectgarbage()
end

task { name = "session", make = function() return { options = all_options() } end,
  acts = { drop = drop, replace = replace, raise = error }, may_raise = "option",
  run = function(w)
    w.session = assert(core.session(w.options))
    return w.session
  end,
  right = function(_, it) return it:is_open() end }

task { name = "headers", may_raise = "option",
  make = function() return { session = (session()), options = all_options() } end,
  acts = { drop = drop, replace = replace, ["close session"] = close_session, step = step_session,
    raise = error },
  run = function(w) return w.session:headers(w.options) end,
  right = function(w, ok, code) return ok or (code == "closed" and w.act == close_session) end }

local function some_request()
  local n = math.random(1e6)
  return { session = (session()), path = "/job.list",
    options = { body = '{"limit":1,"cursor":"' .. n .. '"}', seconds = 20, fresh = true,
      secrets = { "a secret" .. n, "another" .. n } } }
end

task { name = "request", make = some_request, may_raise = "option",
  acts = { clear = drop, ["close session"] = close_session, step = step_session,
    raise = error },
  run = function(w)
    local transfer, code = w.session:request(w.path, w.options)
    if not transfer then return nil, code end
    return finish(w.session, transfer):finished()
  end,
  right = function(w, done, code) return done or (code == "closed" and w.act == close_session) end }

task { name = "list", make = some_request, may_raise = "",
  acts = { clear = drop, ["close session"] = close_session, raise = error },
  run = function(w)
    local transfer, code = core.jobs.list(w.session, w.options)
    if not transfer then return nil, code end
    return finish(w.session, transfer):finished()
  end,
  right = function(w, done, code) return done or (code == "closed" and w.act == close_session) end }

task { name = "redact", make = half_answered, acts = BOTH,
  run = function(w) return w.transfer:redact("a text with " .. KEY .. " in it") end,
  right = function(_, text) return not text:find(KEY, 1, true) end }

task { name = "watches", make = half_answered, acts = BOTH,
  run = function(w) return w.session:watches() end,
  right = function(_, list)
    for _, watch in ipairs(list) do if type(watch.fd) ~= "number" then return false end end
    return true
  end }

-- ---- files ----

-- Something that overwrites the message that the system keeps of an error.
local function fail_otherwise() io.open("/", "w") end

local function missing(_, it, code, message)
  return it == nil and code == "file" and message:find("No such file", 1, true)
end

task { name = "file", make = function() return {} end, right = missing,
  acts = { ["fail otherwise"] = fail_otherwise, raise = error },
  run = function() return core.file "/no-such-folder/file" end }

local FOLDER = os.getenv "ASHBY_SANDBOX_DIR"

local function file()
  local it = assert(core.file(FOLDER .. "/collector"))
  return { file = it, path = it:path() }
end

local FILE_ACTS = { ["close file"] = function(w) w.file:close() end, raise = error,
  ["fail otherwise"] = fail_otherwise }

task { name = "path", make = file, acts = FILE_ACTS,
  run = function(w) return w.file:path() end,
  right = function(w, path) return path == w.path or w.act == FILE_ACTS["close file"] end }

task { name = "save", make = file, acts = FILE_ACTS,
  run = function(w) return w.file:save(("text"):rep(1000)) end,
  right = function(w, ok, code)
    return ok or (code == "closed" and w.act == FILE_ACTS["close file"])
  end }

return tasks
