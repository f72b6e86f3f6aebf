--- objects: what a finalizer may do to the core's objects while one of them is
-- at work. Each task makes a world, runs one call in it and says which outcomes
-- are right; each of its acts is tried at each point of the call.
--
-- SPDX-License-Identifier: MIT

local cjson = require "cjson"
local core = require "ashby.core"

local KEY, URL = os.getenv "ASHBY_API_KEY", os.getenv "ASHBY_BASE_URL"

local tasks = {}

local function task(facts) tasks[#tasks + 1] = facts end

-- ---- worlds ----

local function session(changes)
  local options = { base_url = URL, user_agent = "collector", connect_timeout = 5,
    max_body = 2 ^ 20, max_in_flight = 4, api_key = KEY,
    headers = { "Content-Type: application/json" } }
  for name, value in pairs(changes or {}) do options[name] = value end
  return assert(core.session(options)), options
end

local function finish(it, transfer)
  while not transfer:finished() do
    it:poll(it:due() or 1)
    it:step()
  end
  return transfer
end

-- A transfer whose answer is there.
local function answered(path)
  local it = session()
  local w = { session = it }
  w.transfer = finish(it, assert(it:request(path or "/department.list",
    { body = '{"limit":2}', seconds = 20 })))
  w.type = w.transfer:header "content-type"
  w.text = w.transfer:text(1e6)
  return w
end

-- A transfer of which only the beginning is there; the rest soon follows.
local function half_answered()
  local it = session()
  local w = { session = it }
  finish(it, assert(it:request("/_sandbox/faults", { seconds = 20,
    body = '{"kind":"slow","match":"candidate.list","bytes_per_second":2000000}' })))
  w.transfer = assert(it:request("/candidate.list", { body = '{"limit":100}', seconds = 20 }))
  while #w.transfer:text(1e6) == 0 and not w.transfer:finished() do
    it:poll(1)
    it:step()
  end
  w.type = w.transfer:header "content-type"
  w.text = w.transfer:text(1e6)
  return w
end

local RECORDS = { [[{"id":"a","n":1,"s":"\u00e9\n and more","l":[1,null,{"m":"\t2"}]}]],
  [[{"id":"b","n":-7,"o":{"p":{"q":["r\\","\u0041"]}}}]], [[{"id":"c"}]] }
local TEXT = ([[{"success":true,"5":"five","results":[%s,%s,%s]}]]):format(RECORDS[1], RECORDS[2],
  RECORDS[3])

local function document(options)
  return function()
    local w = { document = assert(core.document(TEXT, options or { null = cjson.null })) }
    assert(w.document:open "results" == 3)
    return w
  end
end

-- ---- acts ----

local function close_transfer(w) w.transfer:close() end
local function close_session(w) w.session:close() end
local function close_document(w) w.document:close() end

-- So far that the body has to move.
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

local function read_within(w)
  w.inner = { w.document:value("results"), w.document:raw("results"), w.document:kind("5") }
end

local function next_within(w) w.taken = w.document:next() end
local function rest_within(w) w.rest = w.document:rest() end
local function open_within(w) w.document:open "results" end

-- ---- comparing ----

local function same(a, b)
  if type(a) ~= "table" or type(b) ~= "table" then return a == b end
  for key, value in pairs(a) do if not same(value, b[key]) then return false end end
  for key in pairs(b) do if a[key] == nil then return false end end
  return true
end

local WHOLE = cjson.decode(TEXT)

local function is_record(value, number) return same(value, WHOLE.results[number]) end

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

local function with_options(make)
  return function()
    local w = make()
    w.options = { null = cjson.null, projection = core.projection { "id", "name" },
      array = { __name = "array" } }
    return w
  end
end

local function swap_options(w)
  w.options.projection = core.projection { "isArchived" }
  w.options.null, w.options.array, w.options.raw = nil, nil, nil
  collectgarbage()
end

local function clear_options(w)
  for name in pairs(w.options) do w.options[name] = nil end
  collectgarbage()
end

task { name = "document of a transfer", make = with_options(answered),
  acts = { ["close transfer"] = close_transfer, ["close session"] = close_session,
    ["swap options"] = swap_options, ["clear options"] = clear_options, raise = error },
  run = function(w)
    local it, code = w.transfer:document(w.options)
    if not it then return nil, code end
    return it:open "results", it:rest()
  end,
  right = function(w, number, records)
    if number == nil then return records == "cancelled" and w.act == close_transfer end
    return number == 2 and type(records[1]) == "table"
  end }

-- ---- documents ----

task { name = "document", make = with_options(function() return {} end),
  acts = { ["swap options"] = swap_options, ["clear options"] = clear_options, raise = error },
  run = function(w)
    local it = assert(core.document(TEXT, w.options))
    it:open "results"
    return it:next(), it:next(), it:rest()
  end,
  right = function(_, first, second, rest)
    return type(first) == "table" and type(second) == "table" and #rest == 1
  end }

local READS = { ["close document"] = close_document, read = read_within, next = next_within,
  rest = rest_within, open = open_within, raise = error }

-- What gives the last record closes, too.
local function closed(w) return w.act == close_document or w.act == rest_within end

task { name = "value", make = document(), acts = READS,
  run = function(w) return w.document:value(), w.document:value(5) end,
  right = function(w, whole, five)
    return (same(whole, WHOLE) or (whole == nil and closed(w)))
      and (five == "five" or (five == nil and closed(w)))
  end }

task { name = "raw", make = document(), acts = READS,
  run = function(w) return w.document:raw "results", w.document:kind(5), w.document:raw(5) end,
  right = function(w, bytes, kind, five)
    return (bytes == TEXT:match "%[.*%]" or (bytes == nil and closed(w)))
      and (kind == "string" or closed(w)) and (five == '"five"' or closed(w))
  end }

-- Each record is given once, whoever takes it. After a second open they are
-- given again; after a close the first ones are right.
local function given_once(w, list, is)
  if w.act == open_within then return true end
  if w.act == close_document then
    for i, record in ipairs(list) do if not is(record, i) then return false end end
    return true
  end
  local all, seen = { w.taken }, 0
  for _, record in ipairs(list) do all[#all + 1] = record end
  for _, record in ipairs(w.rest or {}) do all[#all + 1] = record end
  for _, record in ipairs(all) do
    for i = 1, 3 do if is(record, i) then seen = seen + 10 ^ (i - 1) end end
  end
  return seen == 111 and #all == 3
end

local function each(w)
  local list = {}
  for record in function() return w.document:next() end do list[#list + 1] = record end
  return list
end

local function is_raw(record, number) return record == RECORDS[number] end

local function is_picked(record, number)
  local l = WHOLE.results[number].l
  return same(record, { id = WHOLE.results[number].id, l = l and { cjson.null, cjson.null, l[3] } })
end

local WAYS = { next = each, rest = function(w) return w.document:rest() end }

for way, run in pairs(WAYS) do
  task { name = way, make = document(), acts = READS, run = run,
    right = function(w, list) return given_once(w, list, is_record) end }
  task { name = way .. ", raw", make = document { raw = true }, acts = READS, run = run,
    right = function(w, list) return given_once(w, list, is_raw) end }
  task { name = way .. ", fields", acts = READS, run = run,
    make = function()
      return document { projection = core.projection { "id", "l.m" }, null = cjson.null }()
    end,
    right = function(w, list) return given_once(w, list, is_picked) end }
end

-- ---- projections ----

local function fields()
  local w = { fields = {} }
  for i = 1, 20 do w.fields[i] = "id" .. i % 3 end
  w.fields[21] = "id"
  return w
end

local function lengthen(w)
  for i = 1, 20 do w.fields[i] = ("a.b%d."):format(i):rep(40) .. "c" end
end

local function append(w)
  for i = 22, 400 do w.fields[i] = ("x%d"):format(i) end
end

local function clear(w)
  for i = #w.fields, 1, -1 do w.fields[i] = nil end
  collectgarbage()
end

local function numbers(w)
  for i = 1, #w.fields do w.fields[i] = i end
  collectgarbage()
end

task { name = "projection", make = fields, may_raise = "path",
  acts = { lengthen = lengthen, append = append, clear = clear, numbers = numbers, raise = error },
  run = function(w) return core.projection(w.fields) end,
  right = function(_, projection)
    local it = assert(core.document([=[[{"id":"a","no":1}]]=], { projection = projection }))
    it:open()
    local record = it:next()
    return record.no == nil and (record.id == "a" or record.id == nil)
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
  right = function(_, it) return it:is_open() and it:redact "text" == "text" end }

task { name = "headers", may_raise = "option",
  make = function() return { session = (session()), options = all_options() } end,
  acts = { drop = drop, replace = replace, ["close session"] = close_session, step = step_session,
    raise = error },
  run = function(w) return w.session:headers(w.options) end,
  right = function(w, ok, code) return ok or (code == "closed" and w.act == close_session) end }

local function some_request()
  local n = math.random(1e6)
  return { session = (session()), path = "/job.list",
    options = { body = '{"limit":1,"cursor":"' .. n .. '"}', seconds = 20, fresh = true } }
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

task { name = "redact", make = function() return { session = (session()) } end,
  acts = { ["close session"] = close_session, raise = error,
    headers = function(w) w.session:headers { token = "another" } end },
  run = function(w) return w.session:redact("a text with " .. KEY .. " in it") end,
  right = function(_, text) return #text == #("a text with " .. KEY .. " in it") end }

task { name = "watches", make = half_answered, acts = BOTH,
  run = function(w) return w.session:watches() end,
  right = function(_, list)
    for _, watch in ipairs(list) do if type(watch.fd) ~= "number" then return false end end
    return true
  end }

-- ---- files ----

-- Something that leaves other words where the system keeps those of an error.
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
