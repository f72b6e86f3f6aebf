--- Specs of errors: which kind each code and status is, what is in an error
-- object, and that each row of those tables is brought about by a test.
--
-- SPDX-License-Identifier: MIT

local ashby = require "ashby"
local core = require "ashby.core"
local errors = require "ashby.errors"
local kinds = require "ashby.errors.kinds"
local helper = require "spec.helper"
local process = require "spec.fixtures.process"
local shell = require "tools.shell"

-- From the list of kinds and the vendor's list of codes.
local KIND_OF_CODE = {
  -- the engine's
  no_memory = "network", closed = "closed", cancelled = "closed", bad_url = "invalid",
  unsupported = "invalid",
  resolve = "network", connect = "network", timeout = "timeout", tls = "tls", send = "network",
  receive = "network", refused = "network", no_answer = "network",
  cut_off = "protocol", bad_encoding = "protocol",
  codings = "protocol", bad_http = "protocol", flood = "protocol", body_limit = "too_large",
  value_limit = "too_large", header_limit = "too_large", too_large = "too_large",
  network = "network", file = "invalid", locked = "invalid", lock_lost = "invalid",
  foreign = "invalid",
  -- the vendor's
  invalid_input = "invalid", missing_endpoint_permission = "permission",
  next_cursor_expired = "expired", invalid_next_cursor = "expired", cursor_invalid = "expired",
  sync_token_expired = "expired", sync_token_invalid = "expired",
  incremental_sync_too_large = "expired", rate_limit_exceeded = "rate_limited",
  concurrent_limit_exceeded = "rate_limited", generic_internal_error = "server",
  -- our own
  no_key = "auth", deadline = "timeout", redirect = "protocol", unexpected_status = "protocol",
  proxy_auth = "network", proxy_refused = "network", repeated_cursor = "protocol",
  missing_cursor = "protocol", wrong_shape = "protocol", no_id = "protocol", not_json = "protocol",
  empty_pages = "protocol",
  bad_state = "invalid", json_end = "protocol",
}

-- The store's, which spec/store brings about.
local OF_STORE = { no_sqlite = "invalid", store_missing = "invalid", not_a_store = "invalid",
  store_damaged = "invalid", store_newer = "invalid", store_older = "invalid", sql = "invalid",
  store_busy = "invalid", store_read_only = "invalid", store_full = "invalid",
  store_file = "invalid", sql_refused = "invalid", other_organisation = "invalid",
  forked = "closed" }
for code, kind in pairs(OF_STORE) do KIND_OF_CODE[code] = kind end

local KINDS = { "auth", "permission", "invalid", "not_found", "expired", "rate_limited", "server",
  "network", "timeout", "tls", "protocol", "too_large", "closed" }

local KIND_OF_STATUS = { [400] = "invalid", [401] = "auth", [403] = "auth", [404] = "not_found",
  [408] = "timeout", [413] = "invalid", [422] = "invalid", [429] = "rate_limited" }

describe("kinds", function()
  it("are those of the documentation", function()
    local names = {}
    for i, row in ipairs(kinds.KINDS) do
      names[i] = row.name
      assert.is_string(row.says)
    end
    assert.same(KINDS, names)
  end)

  it("follow from codes", function()
    local listed = {}
    for _, row in ipairs(kinds.CODES) do
      assert.is_nil(listed[row.name], row.name .. " has two rows")
      listed[row.name] = row.kind
    end
    assert.same(KIND_OF_CODE, listed)
    for code, kind in pairs(KIND_OF_CODE) do
      for _, status in ipairs { 200, 403, 500 } do
        assert.equal(kind, errors.new { code = code, status = status }.kind)
      end
    end
  end)

  it("follow from the HTTP status, where no code is known", function()
    assert.same(KIND_OF_STATUS, kinds.STATUSES)
    for status, kind in pairs(KIND_OF_STATUS) do
      assert.equal(kind, errors.new { status = status }.kind)
      assert.equal(kind, errors.new { status = status, code = "something_new" }.kind)
    end
    for _, status in ipairs { 500, 502, 503, 504, 599 } do
      assert.equal("server", errors.new { status = status }.kind)
    end
    assert.equal("invalid", errors.new { status = 418 }.kind)
    assert.equal("invalid", errors.new { status = 200 }.kind)
  end)

  it("follow from how a code ends or begins", function()
    for _, code in ipairs { "application_not_found", "candidate_not_found", "x_not_found" } do
      assert.equal("not_found", errors.new { code = code, status = 200 }.kind)
    end
    for name in pairs(core.statuses()) do
      if name:find "^json_" then assert.equal("protocol", errors.new { code = name }.kind) end
    end
  end)

  it("have a row for every status of the engine", function()
    for name in pairs(core.statuses()) do
      if name ~= "ok" and not name:find "^json_" then
        assert.is_table(errors.code(name), name .. " has no row in errors/kinds.lua")
      end
    end
  end)

  it("of a code that a server says are the vendor's, not ours", function()
    for _, code in ipairs { "tls", "closed", "deadline", "no_key", "json_end", "store_busy" } do
      local err = errors.new { code = code, status = 200, is_said = true }
      assert.equal("invalid", err.kind)
      assert.equal(code, err.code)
      assert.is_false(err.retryable)
      assert.is_nil(err.hint)
      assert.equal("server", errors.new { code = code, status = 500, is_said = true }.kind)
    end
    assert.equal("expired",
      errors.new { code = "sync_token_expired", status = 200, is_said = true }.kind)
  end)

  it("of an unknown code are invalid, and the code is kept", function()
    local err = errors.new { code = "job_posting_not_published", status = 200 }
    assert.equal("invalid", err.kind)
    assert.equal("job_posting_not_published", err.code)
  end)
end)

describe("an error", function()
  it("has every field", function()
    local err = errors.new { code = "rate_limit_exceeded", message = "slow down",
      method = "job.list", status = 429, request_id = "01ABC", retry_after = 7, attempts = 2,
      offset = 3 }
    local fields = {}
    for name, value in pairs(err) do fields[name] = value end
    assert.same({ kind = "rate_limited", code = "rate_limit_exceeded", message = "slow down",
      method = "job.list", status = 429, request_id = "01ABC", retryable = true, retry_after = 7,
      attempts = 2, offset = 3,
      hint = "wait retry_after seconds, or a minute if it is nil; rate_per_minute keeps you "
        .. "below the limit" }, fields)
  end)

  it("fills in what is missing", function()
    local err = errors.new {}
    assert.equal("invalid", err.kind)
    assert.equal("invalid", err.code)
    assert.equal("the service refuses the request", err.message)
    assert.equal(0, err.attempts)
    assert.is_false(err.retryable)
  end)

  it("has the words of its kind where only blanks are said", function()
    local plain = errors.new { kind = "invalid" }
    for _, blank in ipairs { "", " ", "\n\r\n", "\27\0" } do
      local err = errors.new { kind = "invalid", code = blank, message = blank, request_id = blank,
        hint = blank }
      assert.same(plain, err)
    end
  end)

  it("is retryable where a retry can help", function()
    local can = { network = true, timeout = true, rate_limited = true, server = true,
      cut_off = true, json_end = true, store_busy = true }
    local cannot = { proxy_auth = true, proxy_refused = true }
    for code, kind in pairs(KIND_OF_CODE) do
      assert.equal((can[kind] or can[code] or false) and not cannot[code],
        errors.new { code = code }.retryable)
    end
  end)

  it("prints as one line that a person can act on", function()
    assert.equal("ashby: job.list: slow down (rate_limited, rate_limit_exceeded, HTTP 429, "
      .. "3 attempts, request 01ABC); wait retry_after seconds, or a minute if it is nil; "
      .. "rate_per_minute keeps you below the limit", tostring(errors.new {
      code = "rate_limit_exceeded", message = "slow down", method = "job.list", status = 429,
      request_id = "01ABC", attempts = 3 }))
    assert.equal("ashby: gone (not_found, job_not_found)",
      tostring(errors.new { code = "job_not_found", message = "gone" }))
    assert.equal("ashby: the service failed (server)", tostring(errors.new { kind = "server" }))
    local ok, message = pcall(function() assert(nil, tostring(errors.new { kind = "tls" })) end)
    assert.is_false(ok)
    assert.truthy(tostring(message):find("no trusted connection (tls); check base_url", 1, true))
  end)

  it("can be concatenated with text", function()
    local err = errors.new { kind = "server" }
    assert.equal("ashby: the service failed (server)", err .. "")
    assert.equal("so: ashby: the service failed (server)", "so: " .. err)
  end)

  it("does not mention a record where the address has nothing", function()
    assert.equal("the server has nothing at this address", errors.new { status = 404 }.message)
  end)

-- What assert, error and io.write do with a table differs between versions of Lua:
-- in 5.1 and 5.2 assert takes only text, and 5.1 shows no table.
  it("is shown wherever this Lua shows an object", function()
    local text = "the service failed (server)"
    local raises = [[local err = require "ashby.errors".new { kind = "server" } ]]
    local function shows(code)
      local _, said = helper.script(raises .. code)
      return said:find(text, 1, true) ~= nil
    end
    local this = helper.lua:match "[^/]+$"
    assert.equal(this ~= "lua5.1" and this ~= "lua5.2", shows "assert(nil, err)")
    assert.equal(this ~= "lua5.1", shows "error(err)")
    assert.is_true(shows "assert(nil, tostring(err))")
    assert.is_true(shows [[io.write(err .. "\n")]])
    assert.is_true(shows "print(err)")
    assert.equal(this ~= "lua5.1", shows [[print(("%s"):format(err))]])
    assert.is_false(shows "print(pcall(io.write, err))")
  end)

  it("names the permission that is missing", function()
    local err = errors.new { code = "missing_endpoint_permission", permission = "jobsRead" }
    assert.equal("the key lacks jobsRead: enable it under Admin, API keys", err.hint)
  end)

  it("has a hint where one helps", function()
    for _, code in ipairs { "no_key", "resolve", "connect", "tls", "body_limit", "redirect",
      "repeated_cursor", "missing_cursor", "cut_off", "timeout", "deadline",
      "next_cursor_expired", "rate_limit_exceeded", "closed" } do
      assert.is_string(errors.new { code = code }.hint, code)
    end
    assert.truthy(errors.new { code = "no_key" }.hint:find("ASHBY_API_KEY", 1, true))
  end)

  it("is distinguished from other tables", function()
    assert.is_true(errors.is(errors.new {}))
    for _, value in ipairs { {}, "x", 5, true, setmetatable({}, {}) } do
      assert.is_false(errors.is(value))
    end
    assert.is_false(errors.is(nil))
  end)
end)

-- ---- how each is brought about ----

-- A client that does not wait, and one list under a fault.
local function once(options)
  local all = { retries = 0, timeout = 5 }
  for name, value in pairs(options or {}) do all[name] = value end
  local client = helper.client(all)
  local result, err = client.users.list { limit = 2 }
  client.close()
  assert.is_nil(result)
  return err
end

local function under(fault, options)
  return function()
    helper.fault(fault)
    return once(options)
  end
end

local function to(options)
  return function() return once(options) end
end

local function vendor(code)
  return under { kind = "success_false", code = code }
end

local function body(text)
  return under { body = text }
end

local function with_path(work)
  local path = os.tmpname()
  local err = work(path)
  os.remove(path)
  os.remove(path .. ".lock")
  return err
end

local function sync_error(client, path)
  local s, err = client.sync { state = path }
  if s then s.close() end
  return err
end

-- The error of a sync while another one is open.
local function under_sync(fault, work)
  return function()
    if fault then helper.fault(fault) end
    return with_path(function(path)
      os.remove(path)
      local client = helper.client()
      local s = assert(client.sync { state = path })
      local err = work(s, path, client)
      s.close()
      client.close()
      return err
    end)
  end
end

local function draining(fault)
  return function()
    helper.fault(fault)
    local client = helper.client()
    local _, err = client.users.all { limit = 2 }
    client.close()
    return err
  end
end

local COMES_ABOUT = {
  -- libcurl's outcomes
  bad_url = to { base_url = "https://[1:2:3]" },
  resolve = to { proxy = "http://no-such-host.invalid:1", allow_http = true },
  connect = to { base_url = "http://127.0.0.1:1" },
  timeout = under({ kind = "stall_header", seconds = 1 }, { timeout = 0.03 }),
  tls = function() return once { base_url = helper.facts().https.url } end,
  receive = under { kind = "reset" },
  no_answer = under { kind = "close" },
  cut_off = under { kind = "cut_body" },
  bad_encoding = under { kind = "bad_gzip" },
  codings = under { kind = "raw",
    text = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip, gzip\r\n\r\n{}" },
  bad_http = under { status = 42, body = "x" },
  body_limit = to { max_body = 100 },
  value_limit = to { max_values = 10 },
  header_limit = under { kind = "huge_headers", bytes = 100000 },
  network = to { proxy = "socks5://" .. helper.url:match "//(.*)" },

  -- the client's own
  closed = function()
    local client = helper.client()
    client.close()
    local _, err = client.users.list()
    return err
  end,
  cancelled = function()
    local client = helper.client { wait = function() coroutine.yield() end }
    local it = client.users.pages { limit = 2 }
    local waiting = coroutine.create(function() return it:next() end)
    assert(coroutine.resume(waiting))
    it:close()
    local _, _, err = coroutine.resume(waiting)
    client.close()
    return err
  end,
  no_key = function()
    local _, err = ashby.new { base_url = helper.url }
    return err
  end,
  deadline = under({ kind = "stall_header", seconds = 1 }, { deadline = 0.03 }),
  redirect = under { kind = "redirect" },
  unexpected_status = under { kind = "raw", text = "HTTP/1.1 304 Not Modified\r\n\r\n" },
  proxy_auth = under { status = 407, body = "who are you?" },
  proxy_refused = under({ kind = "raw", text = "HTTP/1.1 403 No\r\nContent-Length: 2\r\n\r\nno" },
    { proxy = helper.url }),
  repeated_cursor = draining { kind = "repeat_cursor" },
  missing_cursor = under { kind = "missing_cursor" },
  empty_pages = draining { kind = "empty_page", times = -1 },
  no_id = under_sync({ body = { success = true, results = { { id = 7 } } } }, function(s)
    local _, err = s.changes "users":next()
    return err
  end),
  wrong_shape = under { kind = "wrong_shape" },
  not_json = function()
    local _, err = ashby.webhook.event "nonsense"
    return err
  end,
  file = function()
    local client = helper.client()
    local err = sync_error(client, "/no/such/folder/state.json")
    client.close()
    return err
  end,
  locked = under_sync(nil, function(_, path, client) return sync_error(client, path) end),
  lock_lost = under_sync(nil, function(s, path)
    os.remove(path .. ".lock")
    local _, err = s.commit()
    return err
  end),
  foreign = under_sync(nil, function(s)
    local file = os.tmpname()
    local child = process.fork()
    if child == 0 then
      pcall(function() shell.write(file, select(2, s.commit()).code) end)
      process.exit(0)
    end
    process.wait(child)
    local code = shell.read(file)
    os.remove(file)
    return errors.new { code = code }
  end),
  bad_state = function()
    return with_path(function(path)
      shell.write(path, "[]")
      local client = helper.client()
      local err = sync_error(client, path)
      client.close()
      return err
    end)
  end,

  -- the vendor's codes
  rate_limit_exceeded = under { kind = "rate_429", seconds = 1 },
  concurrent_limit_exceeded = vendor "concurrent_limit_exceeded",
  generic_internal_error = under { kind = "envelope_503" },
  missing_endpoint_permission = to { api_key = "ashby-sandbox-jobs-only" },
  invalid_input = vendor "invalid_input", next_cursor_expired = vendor "next_cursor_expired",
  invalid_next_cursor = vendor "invalid_next_cursor", cursor_invalid = vendor "cursor_invalid",
  sync_token_expired = vendor "sync_token_expired",
  sync_token_invalid = vendor "sync_token_invalid",
  incremental_sync_too_large = vendor "incremental_sync_too_large",

  -- texts that are not JSON
  json_empty = body " \n", json_end = body '{"success":true,"results":[', json_value = body "<x>",
  json_syntax = body '{"a" 1}', json_string = body '"a\1b"', json_escape = body [["\x"]],
  json_utf8 = body '"\255"', json_number = body "[-]", json_range = body "[1e400]",
  json_depth = body(("["):rep(201) .. ("]"):rep(201)), json_trail = body "{} x",
}

-- Rows that no request can bring about here, and what does.
local ELSEWHERE = {
  too_large = "only inside the engine: the buffer's owner names what was too large",
  ok = "no failure",
  unsupported = "needs another libcurl: spec/engine/libcurl_spec.lua",
  no_memory = "spec/torture fails each allocation",
  refused = "takes a server of HTTP/2: spec/whole/hostile_spec.lua",
  flood = "takes a server of HTTP/2: spec/whole/hostile_spec.lua",
  send = "a race with the receiving side; libcurl reports it as receive on loopback",
  json_limit = "more than 4 GiB of JSON; max_body ends at 2 GiB",
}
for code in pairs(OF_STORE) do ELSEWHERE[code] = "spec/store" end

describe("each code", function()
  before_each(helper.reset)

  local wanted = {}
  for _, row in ipairs(kinds.CODES) do wanted[row.name] = true end
  for code in pairs(core.statuses()) do wanted[code] = true end

  it("is in one of the tables of this spec", function()
    for code in pairs(wanted) do
      assert.is_true((COMES_ABOUT[code] ~= nil) ~= (ELSEWHERE[code] ~= nil), code)
    end
    for code in pairs(COMES_ABOUT) do assert.is_true(wanted[code], code) end
    for code in pairs(ELSEWHERE) do assert.is_true(wanted[code], code) end
  end)

  for code, bring_about in pairs(COMES_ABOUT) do
    it("can be brought about: " .. code, function()
      local err = bring_about()
      assert.is_true(errors.is(err), code .. ": " .. tostring(err))
      assert.equal(code, err.code)
      assert.equal(KIND_OF_CODE[code] or "protocol", err.kind)
      assert.is_nil(tostring(err):find(helper.key, 1, true))
      assert.is_nil(tostring(err):find "\n")
    end)
  end
end)

describe("each kind", function()
  it("is that of a code or a status", function()
    local reached = {}
    for code in pairs(COMES_ABOUT) do reached[errors.new { code = code }.kind] = true end
    for _, kind in pairs(KIND_OF_STATUS) do reached[kind] = true end
    for _, kind in ipairs(KINDS) do assert.is_true(reached[kind], kind) end
  end)
end)

describe("each status", function()
  before_each(helper.reset)

  for status, kind in pairs(KIND_OF_STATUS) do
    it(("can be brought about: %d"):format(status), function()
      helper.fault { status = status, body = "Some words of a proxy.\r\n" }
      local err = once()
      assert.equal(kind, err.kind)
      assert.equal(kind, err.code)
      assert.equal(status, err.status)
      assert.equal("Some words of a proxy.", err.message)
      assert.equal(26, #err.request_id)
      assert.equal(1, err.attempts)
    end)
  end
end)
