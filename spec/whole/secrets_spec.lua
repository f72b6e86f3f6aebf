--- secrets: the key, the token and the client secret are shown nowhere: in no
-- error, event, text of a value, table, traceback or command line, whatever a
-- server echoes. And the module's own copies of the key are overwritten when the
-- client closes.
--
-- SPDX-License-Identifier: MIT

local ashby = require "ashby"
local core = require "ashby.core"
local cjson = require "cjson"
local errors = require "ashby.errors"
local helper = require "spec.helper"
local shell = require "tools.shell"

local facts = helper.facts().hosted

local KEY = "k3y/Brightfen+7d41c09a5e"
local TOKEN = "t0ken.Brightfen-5b88e1f2"
local SECRET = 's3cret/"Brightfen"-90ac4'

local DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

local function base64(text)
  local padding = (3 - #text % 3) % 3
  local coded = (text .. ("\0"):rep(padding)):gsub("...", function(group)
    local a, b, c = group:byte(1, 3)
    local number, digits = a * 65536 + b * 256 + c, ""
    for _ = 1, 4 do
      local digit = number % 64
      digits, number = DIGITS:sub(digit + 1, digit + 1) .. digits, (number - digit) / 64
    end
    return digits
  end)
  return coded:sub(1, #coded - padding) .. ("="):rep(padding)
end

-- A JSON string as the client writes it, without its quotes.
local function in_json(text) return cjson.encode(text):sub(2, -2) end

-- Half a secret is a leak, too: its first and last 10 characters are searched for.
local function halves(...)
  local needles = {}
  for _, secret in ipairs { ... } do
    needles[#needles + 1] = secret:sub(1, 10)
    needles[#needles + 1] = secret:sub(-10)
  end
  return needles
end

local OURS = halves(KEY, base64(KEY .. ":"):gsub("=", ""), TOKEN, SECRET, in_json(SECRET))

-- ---- looking for them ----

local function check_text(text, path, needles)
  for _, needle in ipairs(needles) do
    if text:find(needle, 1, true) then
      error(("%s holds a secret: %s"):format(path, text), 0)
    end
  end
end

-- A value, its text, its metatable and all that is in it, keys included. Whatever
-- functions and coroutines have in locals is left out. Returns how many
-- tables there were.
local function check(value, path, needles, seen)
  seen = seen or { count = 0 }
  if type(value) == "string" then check_text(value, path, needles) end
  if seen[value] or type(value) ~= "table" and type(value) ~= "userdata" then return seen.count end
  seen[value], seen.count = true, seen.count + 1
  check_text(tostring(value), path .. " as text", needles)
  check(debug.getmetatable(value), path .. "'s metatable", needles, seen)
  if type(value) == "userdata" then return seen.count end
  for key, item in next, value do
    check(key, path .. "'s key", needles, seen)
    check(item, path .. "." .. tostring(key), needles, seen)
  end
  return seen.count
end

local function check_error(err, needles)
  assert.is_true(errors.is(err), tostring(err))
  for _, name in ipairs { "message", "code", "hint", "request_id" } do
    check_text(tostring(err[name]), "err." .. name, needles)
  end
  check(err, "err", needles)
end

-- ---- clients with recognisable secrets ----

-- Options, and the events that log gets, each with a traceback from inside.
local function logging(options)
  local events = {}
  local all = { base_url = helper.url, retries = 0, timeout = 5 }
  for name, value in pairs(options or {}) do all[name] = value end
  function all.log(event)
    events[#events + 1] = { event = event, traceback = debug.traceback() }
  end
  return all, events
end

local function direct(options)
  local all, events = logging(options)
  all.api_key = all.api_key or KEY
  return assert(ashby.new(all)), events
end

local function hosted(given, options)
  local all, events = logging(options)
  all.hosted = { connector_id = facts.connector_id }
  for name, value in pairs(given) do all.hosted[name] = value end
  return assert(ashby.new(all)), events
end

local function by_token() return hosted { token = TOKEN } end

local function by_secret() return hosted { client_id = "id", client_secret = SECRET } end

-- What a server can echo to each: the forms that the request had, and those that
-- it may have made of them.
local CLIENTS = {
  direct = { new = direct, echoes = { KEY, "Basic " .. base64(KEY .. ":"), KEY .. ":" } },
  token = { new = by_token, echoes = { TOKEN, "Bearer " .. TOKEN } },
  client_secret = { new = by_secret, echoes = { SECRET, in_json(SECRET),
    ('{"client_id":"id","client_secret":"%s"}'):format(in_json(SECRET)) } },
}

local JSON = {
  info = function(echo)
    return { success = false, errorInfo = { code = "invalid_input", message = "no: " .. echo,
      requestId = "R " .. echo }, errors = { "x" } }
  end,
  info_code = function(echo)
    return { success = false, errorInfo = { code = echo:match "%S+$" } }
  end,
  errors = function(echo) return { success = false, errors = { echo } } end,
  error_objects = function(echo)
    return { success = false, errors = { { code = "c" .. echo, message = echo .. echo } } }
  end,
  message = function(echo) return { message = echo, error = echo, detail = echo } end,
  shown = function(echo)
    return { errors = { { error = echo, message = echo, userPresentableMessage = echo } } }
  end,
  status = function(echo) return { status = echo } end,
}

local function filled(echo, length)
  return ("word "):rep(math.ceil(length / 5)):sub(1, length) .. echo .. (" more"):rep(20)
end

local TEXTS = {
  plain = function(echo) return "Authorization: " .. echo .. "\r\n" end,
  html = function(echo)
    return "<html><title>No</title><body><b>Authorization</b>: " .. echo .. "</body></html>"
  end,
  many = function(echo) return (echo .. " "):rep(100) end,
  -- Where a message is cut, a part of the secret could be left.
  cut_to_200 = function(echo) return filled(echo, 200 - #echo + 8) end,
  cut_to_2000 = function(echo) return ("<i>"):rep(655) .. filled(echo, 12) end,
}

-- Makes one call under a fault: its error and the events.
local function ask(kind, fault)
  helper.fault(fault)
  local client, events = CLIENTS[kind].new()
  local page, err = client.jobs.list { limit = 1 }
  client.close()
  assert.is_nil(page)
  return err, events
end

-- Has this token sent as the next one that is fetched.
local function give_token(token)
  helper.fault { match = "*/token", status = 200,
    body = { access_token = token, expires_in = 900 } }
end

describe("the secret of a", function()
  before_each(helper.reset)
  teardown(helper.reset)

  for kind, row in pairs(CLIENTS) do
    describe(kind .. " client is not in", function()
      local function check_echoes(name, fault_of)
        it(name, function()
          for _, echo in ipairs(row.echoes) do
            local err, events = ask(kind, fault_of(echo))
            check_error(err, OURS)
            assert.is_true(#events >= 2)
            check(events, "events", OURS)
          end
        end)
      end

      for _, status in ipairs { 200, 401, 403, 500 } do
        for shape, write in pairs(TEXTS) do
          check_echoes(("an error of status %d with a text, %s"):format(status, shape),
            function(echo) return { status = status, body = write(echo) } end)
        end
        for shape, write in pairs(JSON) do
          check_echoes(("an error of status %d with JSON, %s"):format(status, shape),
            function(echo) return { status = status, body = write(echo) } end)
        end
      end

      check_echoes("an error with a request id", function(echo)
        return { status = 500, body = "no", headers = { ["x-ashby-request-id"] = echo } }
      end)

      check_echoes("an error of a redirect", function(echo)
        return { kind = "redirect", status = 302,
          location = "http://localhost:1/?" .. echo:gsub(" ", "%%20") }
      end)
    end)
  end

  it("direct client is not in an answer's request id, nor in its event", function()
    helper.fault { status = 200, headers = { ["x-ashby-request-id"] = KEY },
      body = '{"success":true,"results":[]}' }
    local client, events = direct()
    local page = assert(client.jobs.list())
    client.close()
    assert.equal(#KEY, #page.meta.request_id)
    check(page.meta, "meta", OURS)
    check(events, "events", OURS)
  end)

  -- Nothing has this token before this answer is read.
  it("hosted client that comes in a bad answer is not quoted", function()
    local good = ('{"access_token":"%s","expires_in":900}'):format(TOKEN)
    for _, body in ipairs { "access_token=" .. TOKEN, good .. " x", good:sub(1, -2),
      ("[%s]"):format(good), ('"%s"'):format(TOKEN) } do
      local err, events = ask("client_secret", { match = "*/token", status = 200, body = body })
      check_error(err, OURS)
      check(events, "events", OURS)
    end
  end)

  it("hosted client that was fetched is not in an error", function()
    local client, events = by_secret()
    give_token(TOKEN)
    helper.fault { status = 500 }
    client.jobs.list()
    assert.equal(2, helper.count())
    for _, status in ipairs { 200, 403, 500 } do
      for _, write in pairs(TEXTS) do
        helper.fault { status = status, body = write(TOKEN) }
        check_error(select(2, client.jobs.list()), OURS)
      end
      for _, write in pairs(JSON) do
        helper.fault { status = status, body = write(TOKEN) }
        check_error(select(2, client.jobs.list()), OURS)
      end
    end
    client.close()
    check(events, "events", OURS)
  end)

  -- ---- failures without an answer, and misuse ----

  it("client is in no error of a call without an answer", function()
    local TRIES = {
      { base_url = "http://127.0.0.1:1" }, { base_url = "http://127.0.0.1:1/%" },
      { proxy = "http://127.0.0.1:1" }, { ca_file = "/etc/passwd" }, { max_body = 1 },
      { base_url = helper.url:gsub("^http:", "https:") },
    }
    for _, options in ipairs(TRIES) do
      for _, new in ipairs { direct, function(o) return hosted({ token = TOKEN }, o) end,
        function(o) return hosted({ client_id = "id", client_secret = SECRET }, o) end } do
        local client, events = new(options)
        local _, err = client.jobs.list()
        if options.ca_file == nil or err.kind ~= "auth" then check_error(err, OURS) end
        client.close()
        check_error(select(2, client.jobs.list()), OURS)
        check(events, "events", OURS)
      end
    end
  end)

  it("client is in no error of a stalled, broken or refused answer #slow", function()
    for _, fault in ipairs { { kind = "reset" }, { kind = "close" }, { kind = "cut_body" },
      { kind = "bad_gzip" }, { kind = "rate_429", seconds = 1 }, { kind = "envelope_503" },
      { kind = "raw", text = "Authorization: Basic " .. base64(KEY .. ":") .. "\r\n\r\n" } } do
      helper.fault(fault)
      local client, events = direct { api_key = KEY, retries = 1 }
      check_error(select(2, client.jobs.list()), OURS)
      client.close()
      check(events, "events", OURS)
    end
  end)

  it("client is in no message that misuse raises, even where it is misplaced", function()
    for _, options in ipairs {
      { api_key = KEY .. "\n" }, { api_key = { KEY } }, { api_key = KEY, base_url = KEY },
      { api_key = KEY, base_url = "https://" .. KEY .. "@example.org" },
      { user_agent = KEY .. "\n" }, { api_key = KEY, log = KEY }, { wait = { KEY } },
      { hosted = KEY }, { hosted = { token = TOKEN .. "\n", connector_id = "c" } },
      { hosted = { client_secret = SECRET, client_id = 5 } }, { hosted = { token = TOKEN } },
    } do
      check_text(helper.misuse(ashby.new, options), "what was raised", OURS)
    end
  end)

  -- ---- tracebacks ----

  it("client is in no traceback", function()
    local told = {}
    local function handle(problem)
      told[#told + 1] = debug.traceback(tostring(problem), 1)
      return problem
    end
    for _, row in pairs(CLIENTS) do
      helper.reset()
      helper.fault { times = -1, status = 403, body = "Authorization: " .. row.echoes[1] }
      local client = row.new()
      local function drain()
        for _ in client.jobs.each() do break end -- luacheck: ignore 512
      end
      assert.is_false(xpcall(drain, handle))
      assert.is_false(xpcall(function() client.jobs.list { limit = {} } end, handle))
      assert.is_false(xpcall(function() client:close() end, handle))
      client.close()
    end
    local raising = assert(ashby.new { api_key = KEY, base_url = helper.url,
      log = function(event) error(event.event) end })
    assert.is_false(xpcall(function() return raising.jobs.list() end, handle))
    raising.close()
    assert.equal(10, #told)
    check(told, "a traceback", OURS)
    assert.truthy(told[10]:find("call.lua", 1, true), told[10])
  end)

  -- ---- tables ----

  -- While everything that a client can do is running.
  local function busy(client)
    local its = { client, client.describe("jobs"), client.entities() }
    its[4] = client.jobs.each { limit = 2 }
    its[5] = client.jobs.pages { limit = 2 }
    its[6] = assert(its[4]:next())
    its[7] = assert(its[5]:next())
    its[8] = assert(client.jobs.list { limit = 1 })
    its[9] = client.check()
    return its
  end

  local function check_tables(client, needles)
    local its = busy(client)
    assert.is_true(check(its, "client", needles) > 100)
    assert.equal("ashby.client", tostring(client))
    its[4]:close()
    its[5]:close()
    client.close()
    check(its, "closed client", needles)
    check(ashby, "ashby", needles)
    assert.is_true(check(core, "core", needles) > 10)
    for name, module in pairs(package.loaded) do
      if name:find "^ashby" then check(module, name, needles) end
    end
  end

  it("direct client is in no table of it, of its iterators or of the module", function()
    check_tables(helper.client(), { helper.key, base64(helper.key .. ":") })
  end)

  it("hosted client is in no table of it, of its iterators or of the module", function()
    local client = helper.hosted()
    check_tables(client, { facts.token })
    client = helper.hosted { token = false, client_id = facts.client_id,
      client_secret = facts.client_secret }
    give_token(facts.token)
    check_tables(client, { facts.client_secret, facts.token })
  end)

  it("direct client is in no session and no transfer", function()
    local session = helper.new_session { api_key = KEY }
    local transfer = assert(session:request("/job.list", { body = "{}", seconds = 5 }))
    check({ session, transfer, session:watches() }, "session", OURS)
    helper.finish(session, transfer)
    check({ session, transfer, core.statuses() }, "session", OURS)
    check_text(transfer:text(1e6), "the answer", OURS)
    transfer:close()
    session:close()
  end)

  it("client that is refused is in no result of check", function()
    for _, row in pairs(CLIENTS) do
      for _, echo in ipairs(row.echoes) do
        helper.fault { times = -1, status = 401, body = "Authorization: " .. echo }
        local client = row.new()
        local result, err = client.check()
        client.close()
        assert.is_truthy(result or err)
        check({ result, err }, "check()", OURS)
        helper.reset()
      end
    end
  end)
end)

-- ---- another process ----

-- The key is put together at run time, so that the script does not contain it. To
-- be searched, the child copies its writable memory into a file, and the spec
-- searches that: a child that knew what to look for would find its own copy. It
-- does so once, since what it copies is then twice in its memory.
-- argv: file, when (open, closed, collected), how many requests, ca_file.
local CHILD = [[
local path, moment, requests, ca_file = arg[1], arg[2], tonumber(arg[3]), arg[4]
local ashby = require "ashby"

local function regions()
  local found = {}
  for line in io.lines "/proc/self/maps" do
    local first, last = line:match "^(%x+)%-(%x+) rw"
    if first then
      found[#found + 1] = { tonumber(first, 16), tonumber(last, 16),
        line:find("[stack]", 1, true) and ".stack" or "" }
    end
  end
  return found
end

local function reach(name)
  if name ~= moment then return end
  collectgarbage()
  collectgarbage()
  local memory = assert(io.open("/proc/self/mem", "rb"))
  memory:setvbuf "no"
  for _, region in ipairs(regions()) do
    local at, last = region[1], region[2]
    local out = assert(io.open(path .. region[3], "ab"))
    while at < last and memory:seek("set", at) do
      local piece = memory:read(4096)
      if not piece then break end
      out:write(piece)
      at = at + #piece
    end
    out:close()
  end
  memory:close()
end

local function client()
  local parts = {}
  for i = 1, 40 do parts[i] = ("q%dZ%x"):format(i * 7, i * 4919) end
  return assert(ashby.new { api_key = table.concat(parts, "x"), ca_file = ca_file, retries = 0 })
end

local c = client()
for _ = 1, requests do c.jobs.list() end
reach "open"
c.close()
reach "closed"
c = nil
reach "collected"
]]

local function child_key()
  local parts = {}
  for i = 1, 40 do parts[i] = ("q%dZ%x"):format(i * 7, i * 4919) end
  return table.concat(parts, "x")
end

describe("a process with a key", function()
  local dir

  before_each(function()
    helper.reset()
    dir = shell.folder()
  end)

  after_each(function() shell.remove(dir) end)

  local function run(text, url, key, arguments)
    local settings = ("ASHBY_API_KEY='%s' ASHBY_BASE_URL='%s'"):format(key or "", url)
    return (select(2, helper.script(text, settings, arguments)))
  end

  it("from the environment does not have it in a command line", function()
    local said = run([[
      local ashby = require "ashby"
      local page = assert(ashby.jobs.list { limit = 1 })
      io.write(#page.records, " ", (io.open "/proc/self/cmdline":read "*a":gsub("%z", " ")))
    ]], helper.url, helper.key)
    assert.matches("^1 .*lua_", said)
    check_text(said, "the command line", { helper.key })
  end)

  local function take(path)
    local bytes = shell.read(path)
    shell.remove(path)
    return bytes
  end

  -- The memory of a child at that moment: all but the stack, and the stack.
  local function memory_when(moment, url, requests)
    local path = dir .. "/memory"
    assert.equal("", run(CHILD, url, nil, ("'%s' %s %d '%s'"):format(path, moment, requests,
      helper.facts().https.ca_file)))
    return take(path), take(path .. ".stack")
  end

  -- What is before and after each place of the secret.
  local function places(bytes, secret)
    local found, at = {}, 1
    while true do
      local first, last = bytes:find(secret, at, true)
      if not first then return found end
      found[#found + 1] = { bytes:sub(math.max(1, first - 40), first - 1),
        bytes:sub(last + 1, last + 40) }
      at = last + 1
    end
  end

  -- How many pieces of it are anywhere: freed memory is soon overwritten in part.
  local function pieces(bytes, secret)
    local count = 0
    for i = 1, #secret - 23, 24 do
      if bytes:find(secret:sub(i, i + 23), 1, true) then count = count + 1 end
    end
    return count
  end

-- What libcurl makes of the header lines: the head of a request, with a line
-- before and one after; for HTTP/2 also one without line ends. One side may be
-- overwritten.
  local function is_of_libcurl(place)
    return place[1]:find "\n[Aa]uthorization: Basic $" or place[2]:find "^\r\n[Cc]ontent%-[Tt]ype: "
      or place[1]:find "%zauthorization%zBasic $" or place[2]:find "^%zcontent%-type%z"
  end

  if not helper.slow then
    local coded = base64(child_key() .. ":")
    local https = helper.facts().https

    -- As it is in the header line, and as redaction searches for it.
    local forms = { coded, (coded:lower():gsub("%W", ".")) }

    it("that sent nothing has no copy left when the client is closed", function()
      local open = memory_when("open", helper.url, 0)
      for _, form in ipairs(forms) do
        assert.is_true(#places(open, form) >= 1)
        assert.equal(math.floor(#form / 24), pieces(open, form))
      end
      for _, moment in ipairs { "closed", "collected" } do
        local memory, stack = memory_when(moment, helper.url, 0)
        for _, form in ipairs(forms) do
          assert.equal(0, pieces(memory, form))
          assert.same({}, places(stack, form))
        end
      end
      assert.equal(0, helper.count())
    end)

-- Measured from outside, with libcurl 7.88: an open client has the coded key in
-- the header line, and in lower case what redaction searches for; close overwrites
-- both. What is left is not the module's:
-- * Each request can leave a copy, over HTTP/2 two: the buffers in which
--   libcurl writes the head of a request. It frees them without overwriting, and
--   they stay in the heap until something else is allocated there.
-- * The bare key was a string of Lua, and Lua frees those in the same way.
-- * memcpy leaves up to 64 bytes in vector registers, and where functions are
--   linked at their first call, those get onto the stack.
    for protocol, url in pairs { http = helper.url, https = https.http1_url, http2 = https.url } do
      it("has no copy left but in what libcurl has freed: " .. protocol, function()
        local ours = 0
        for _, place in ipairs(places(memory_when("open", url, 3), coded)) do
          if not is_of_libcurl(place) then ours = ours + 1 end
        end
        assert.equal(3, helper.count())
        assert.is_true(ours >= 1)
        local memory, stack = memory_when("closed", url, 3)
        for _, place in ipairs(places(memory, coded)) do
          assert.truthy(is_of_libcurl(place), ("%q .. %q"):format(place[1], place[2]))
        end
        assert.same({}, places(stack, coded))
      end)
    end
  end
end)

describe("an answer that arrived before the client was closed", function()
  it("is read without the key", function()
    helper.reset()
    helper.fault { match = "job.list", skip = 1, status = 400,
      body = '{"success":false,"errorInfo":{"code":"x","message":"' .. helper.key .. '"}}' }
    local client = helper.client { retries = 0 }
    local it = client.jobs.pages { limit = 20 }
    assert(it:next()) -- the next page is requested
    for _ = 1, 3 do assert(client.users.list { limit = 1 }) end
    client.close()
    local _, err = it:next()
    assert.equal("invalid", err.kind)
    assert.equal(("*"):rep(#helper.key), err.message)
  end)
end)

describe("libcurl's messages about a proxy", function()
  it("have no user and password", function()
    local script = [[
      local client = assert(require "ashby".new { retries = 0 })
      local _, err = client.jobs.list()
      print(err)
    ]]
    for _, variable in ipairs { "ALL_PROXY", "http_proxy" } do
      local status, said = helper.script(script, helper.settings()
        .. (" no_proxy= %s='bad5://pr0xyuser:pr0xy%%40pass@127.0.0.1:1'"):format(variable))
      assert.equal(0, status)
      assert.truthy(said:find("127.0.0.1:1", 1, true), said)
      for _, secret in ipairs { "pr0xyuser", "pr0xy%40pass", "pr0xy@pass" } do
        assert.is_nil(said:find(secret, 1, true), said)
      end
    end
  end)
end)
