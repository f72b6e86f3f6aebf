--- faults: what each fault of the sandbox leads to in each call. Every cell is
-- tried twice: with a fault that acts once, and with one that stays. A cell ends
-- with exactly the right records or in one named kind of error; never with fewer
-- records, never in a hang. The expectations below come from what a fault means.
-- The table is kept in docs/faults.md: ASHBY_WRITE_DOCS=1 writes it, every other
-- run compares. ASHBY_PRINT=1 prints it.
-- SPDX-License-Identifier: MIT

local errors = require "ashby.errors"
local helper = require "spec.helper"
local retry = require "ashby.exchange.retry"
local shell = require "tools.shell"

local DOC = helper.root .. "/docs/faults.md"

local LIMIT = 20   -- three pages of jobs
local SHORT = helper.slow and 2 or 0.2
local RETRIES = 1

-- ---- the expectations ----

local RIGHT, ENDS = "right", "ends there"

-- Lists only: a fault of pages, or one that does no harm to a single record.
local LISTS = { list = true, pages = true, each = true }

-- name; fault; outcome when it acts once; outcome when it stays; further facts:
-- calls (default all), code, client (options), attempts (of an error that is not
-- retried), prepare(fault).
local ROWS = {
  { "connection reset before the answer", { kind = "reset" }, RIGHT, "network" },
  { "connection closed without a byte", { kind = "close" }, RIGHT, "network",
    code = "no_answer" },
  { "connection reset inside the body", { kind = "reset_in_body" }, RIGHT, "network" },
  { "body cut off", { kind = "cut_body" }, RIGHT, "protocol", code = "cut_off" },
  { "chunked body cut off", { kind = "cut_body", chunked = true }, RIGHT, "protocol",
    code = "cut_off" },
  { "no answer at all", { kind = "stall_header" }, RIGHT, "timeout", short = true },
  { "body stalls", { kind = "stall_body" }, RIGHT, "timeout", short = true },
  { "a byte a second", { kind = "slow" }, RIGHT, "timeout", short = true },

  { "401", { status = 401, body = "Unauthorized" }, "auth", "auth" },
  { "403, as text", { status = 403, body = "Forbidden" }, "auth", "auth" },
  { "403, as envelope", { kind = "success_false", status = 403,
    code = "missing_endpoint_permission" }, "permission", "permission" },
  { "404", { status = 404, body = "Not Found" }, "not_found", "not_found" },
  { "408", { status = 408, body = "Request Timeout" }, RIGHT, "timeout" },
  { "400, as envelope", { kind = "success_false", status = 400 }, "invalid", "invalid" },
  { "429 with Retry-After", { kind = "rate_429", seconds = 0.02 }, RIGHT, "rate_limited" },
  { "429, Retry-After as a date", { kind = "rate_429" }, RIGHT, "rate_limited",
    prepare = function(fault)
      fault.headers = { ["Retry-After"] = os.date("!%a, %d %b %Y %H:%M:%S GMT") }
    end },
  { "429, Retry-After beyond the deadline", { kind = "rate_429", seconds = 600 },
    "rate_limited", "rate_limited", attempts = 1, waits = 600 },
  { "429 without Retry-After", { kind = "no_retry_after_429" }, RIGHT, "rate_limited" },
  { "429, only a reset beyond the deadline", { kind = "no_retry_after_429" },
    "rate_limited", "rate_limited", attempts = 1,
    prepare = function(fault)
      fault.headers = { ["x-ratelimit-reset"] = tostring(os.time() + 600) }
    end },
  { "500", { status = 500 }, RIGHT, "server" },
  { "501", { status = 501 }, "server", "server" },
  { "502 with HTML", { kind = "html_502" }, RIGHT, "server" },
  { "503 with an envelope", { kind = "envelope_503" }, RIGHT, "server" },
  { "504", { status = 504, body = "Gateway Timeout" }, RIGHT, "server" },
  { "redirect", { kind = "redirect" }, "protocol", "protocol", code = "redirect" },
  { "304", { kind = "raw", text = "HTTP/1.1 304 Not Modified\r\n\r\n" }, "protocol", "protocol",
    code = "unexpected_status", attempts = 1 },
  { "101", { kind = "raw", text = "HTTP/1.1 101 Switching\r\nUpgrade: x\r\n\r\n{}" },
    "protocol", "protocol", attempts = 1 },
  { "407", { status = 407, body = "Proxy Authentication Required" }, "network", "network",
    code = "proxy_auth", attempts = 1 },

  { "success = false", { kind = "success_false" }, "invalid", "invalid",
    code = "invalid_input" },
  { "success = false, errors as objects", { kind = "success_false", variant = "objects" },
    "invalid", "invalid" },
  { "success = false, errors as objects with a code", { kind = "success_false",
    variant = "code_objects" }, "invalid", "invalid", code = "invalid_input" },
  { "success = false, errorInfo null", { kind = "success_false",
    variant = "null_error_info" }, "invalid", "invalid", code = "invalid_input" },
  { "success = false, only errorInfo", { kind = "success_false", variant = "info_only" },
    "invalid", "invalid", code = "invalid_input" },
  { "success = false, errors empty", { kind = "success_false", variant = "empty_errors" },
    "invalid", "invalid" },
  { "success = false and nothing else", { kind = "success_false", variant = "no_errors" },
    "invalid", "invalid" },
  { "success = false, errors as a sentence", { body = { success = false,
    errors = "Not today." } }, "invalid", "invalid" },
  { "success = false, a message at the top", { body = { success = false,
    message = "Not today." } }, "invalid", "invalid" },
  { "success = false, line breaks and control characters in its text", { body = { success = false,
    errorInfo = { message = "a\n\27[2J\0b", requestId = "x\ny" } } }, "invalid", "invalid" },
  { "success = false, a code unknown to us", { kind = "success_false", code = "new_rule" },
    "invalid", "invalid", code = "new_rule" },
  { "success = false, no permission", { kind = "success_false",
    code = "missing_endpoint_permission" }, "permission", "permission" },
  { "success = false, not found", { kind = "success_false", code = "job_not_found" },
    "not_found", "not_found" },
  { "success = false, the service failed", { kind = "success_false",
    code = "generic_internal_error" }, RIGHT, "server" },

  { "text instead of JSON", { kind = "not_json" }, "protocol", "protocol" },
  { "half of the JSON", { kind = "not_json", variant = "half" }, RIGHT, "protocol",
    code = "json_end" },
  { "bytes after the JSON", { kind = "not_json", variant = "trailing" }, "protocol",
    "protocol", code = "json_trail" },
  { "NaN in the JSON", { kind = "not_json", variant = "nan" }, "protocol", "protocol" },
  { "empty body", { kind = "empty_body" }, "protocol", "protocol", code = "json_empty" },
  { "gzip that cannot be unpacked", { kind = "bad_gzip" }, "protocol", "protocol" },
  { "gzip without its end", { kind = "truncated_gzip" }, RIGHT, "protocol" },
  { "gzip that unpacks beyond max_body", { kind = "gzip_bomb", megabytes = 2 },
    "too_large", "too_large", client = { max_body = 2 ^ 20 } },
  { "a page of many tiny records", { body = '{"success":true,"results":['
    .. ("{},"):rep(20000) .. "{}]}" }, "too_large", "too_large", client = { max_values = 20000 },
    code = "value_limit" },
  { "bytes that are not HTTP", { kind = "raw", text = "SSH-2.0-OpenSSH\r\n" }, "protocol",
    "protocol", code = "bad_http" },
  { "gzip in gzip", { kind = "raw",
    text = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip, gzip\r\n\r\n{}" }, "protocol", "protocol",
    code = "codings" },
  { "a header line of 200 kB", { kind = "raw",
    text = "HTTP/1.1 200 OK\r\nX-Long: " .. ("x"):rep(200000) .. "\r\n\r\n{}" }, "too_large",
    "too_large", code = "header_limit" },
  { "1xx without end", { kind = "raw",
    text = ("HTTP/1.1 103 Early Hints\r\nLink: </>\r\n\r\n"):rep(3000) }, "too_large",
    "too_large", code = "header_limit" },
  { "headers beyond 64 KiB", { kind = "huge_headers", bytes = 80000 }, "too_large",
    "too_large" },

  { "page with the cursor it was asked with", { kind = "repeat_cursor" }, "protocol",
    "protocol", calls = LISTS, code = "repeated_cursor" },
  { "page with more and no cursor", { kind = "missing_cursor" }, "protocol", "protocol",
    calls = LISTS, code = "missing_cursor" },
  { "cursor expires in the middle", { kind = "expired_cursor" }, "expired", "expired",
    calls = LISTS },
  { "empty last page", { kind = "empty_last_page" }, RIGHT, RIGHT, calls = LISTS },
  { "empty page in the middle", { kind = "empty_page" }, RIGHT, false, calls = LISTS },
  { "empty page, then only empty pages", { kind = "empty_page" }, RIGHT, "protocol",
    calls = { pages = true, each = true }, code = "empty_pages", attempts = 1 },
  { "short page in the middle", { kind = "short_page" }, RIGHT, RIGHT, calls = LISTS },
  { "page without moreDataAvailable", { kind = "drop_more" }, ENDS, ENDS, calls = LISTS },
  { "unknown members", { kind = "extra_members" }, RIGHT, RIGHT },
  { "answer 30 ms late", { delay_ms = 30 }, RIGHT, RIGHT },
}

-- An object is right for get, an array for lists; the others are wrong for all.
local SHAPES = {
  results_string = true, results_null = true, results_missing = true, results_number = true,
  results_object = LISTS, results_array = true, record_not_object = true, top_array = true,
  top_string = true, top_null = true, top_number = true, success_missing = true,
  success_string = true, more_string = true, cursor_number = true, cursor_too_long = LISTS,
  empty_object = true,
}

local function add_shapes()
  local names = {}
  for name in pairs(SHAPES) do names[#names + 1] = name end
  table.sort(names)
  for _, name in ipairs(names) do
    ROWS[#ROWS + 1] = { "wrong shape: " .. name:gsub("_", " "),
      { kind = "wrong_shape", variant = name }, "protocol", "protocol",
      calls = SHAPES[name] ~= true and SHAPES[name] or nil, code = "wrong_shape" }
  end
end

add_shapes()

-- ---- the calls ----

local CALLS = { "list", "get", "pages", "each", "get_many" }

-- How many requests a fault lets through first, so that it acts in the middle.
local SKIP = { list = 1, get = 0, pages = 1, each = 1, get_many = 2 }

-- What identifies a record here.
local function mark(record) return record.id .. " " .. tostring(record.title) end

local function append(marks, records)
  for _, record in ipairs(records) do marks[#marks + 1] = mark(record) end
end

-- Each returns the marks of its records and, where it failed, the error.
local run = {}

function run.list(client)
  local marks, cursor = {}, nil
  repeat
    local page, err = client.jobs.list { limit = LIMIT, cursor = cursor }
    if not page then return marks, err end
    append(marks, page.records)
    cursor = page.meta.cursor
    assert.equal(page.meta.has_more, cursor ~= nil)
  until not page.meta.has_more
  return marks
end

function run.get(client, ids)
  local record, err = client.jobs.get(ids[1])
  return { record and mark(record) }, err
end

function run.pages(client)
  local marks, it = {}, client.jobs.pages { limit = LIMIT }
  while true do
    local page, err = it:next()
    if not page then return marks, err end
    append(marks, page.records)
  end
end

function run.each(client)
  local marks, it = {}, client.jobs.each { limit = LIMIT }
  while true do
    local record, err = it:next()
    if not record then return marks, err end
    marks[#marks + 1] = mark(record)
  end
end

-- A failed id is false in the records; all errors must be of one kind.
function run.get_many(client, ids)
  local some = { ids[1], ids[2], ids[3], ids[4], ids[5] }
  local records, failed = client.jobs.get_many(some)
  if not records then return {}, failed end
  local marks, first = {}, nil
  for i = 1, #some do
    marks[i] = records[i] and mark(records[i])
    assert.equal(records[i] == false, failed[i] ~= nil)
    first = first or failed[i]
    if failed[i] then assert.equal(first.kind, failed[i].kind) end
  end
  return marks, first
end

-- ---- what is right, and a cell ----

local truth, ids

local function learn()
  truth, ids = {}, {}
  for i, record in ipairs(helper.data "jobs") do truth[i], ids[i] = mark(record), record.id end
  assert(#truth > LIMIT * 2, "the sandbox has too few jobs for three pages")
end

local function wanted(call)
  if call == "get" then return { truth[1] } end
  if call == "get_many" then
    return { truth[1], truth[2], truth[3], truth[4], truth[5] }
  end
  return truth
end

local function client_for(row)
  local options = { retries = RETRIES, timeout = row.short and SHORT or 20,
    deadline = helper.slow and 60 or 10 }
  for name, value in pairs(row.client or {}) do options[name] = value end
  return helper.client(options)
end

local function check_error(row, err, kind, call)
  assert.is_true(errors.is(err), "not an error object")
  assert.equal(kind, err.kind, tostring(err))
  if row.code then assert.equal(row.code, err.code, tostring(err)) end
  if row.waits then assert.near(row.waits, err.retry_after, 1) end
  local attempts = row.attempts or (row[3] == RIGHT and RETRIES + 1) or 1
  assert.equal(attempts, err.attempts, tostring(err))
  assert.truthy(tostring(err):find(call:find "get" and "job.info" or "job.list", 1, true))
end

-- The records before the failure are right, without a gap; get_many has false.
local function check_marks(marks, call, err, kind)
  local right = wanted(call)
  for i, value in ipairs(marks) do
    if value then assert.equal(right[i], value) end
  end
  if not err then assert.equal(kind == ENDS and LIMIT * 2 or #right, #marks) end
end

local function meet(row, call, times, kind)
  local fault = { match = call:find "get" and "job.info" or "job.list", times = times,
    skip = SKIP[call] }
  for name, value in pairs(row[2]) do fault[name] = value end
  if row.prepare then row.prepare(fault) end
  helper.reset()
  helper.fault(fault)
  local client = client_for(row)
  local marks, err = run[call](client, ids)
  client.close()
  local used = helper.control("GET", "faults")[1].used
  assert.truthy(used > 0, "the fault never acted")
  check_marks(marks, call, err, kind)
  if kind == RIGHT or kind == ENDS then
    assert.is_nil(err, tostring(err))
  else
    check_error(row, err, kind, call)
  end
end

-- ---- the table ----

local HEAD = [[
# What a fault leads to

Each row is something that a server or the network does wrong, each column a call. A cell says how
the call ends: before the comma if the fault happens once, after it if every time; one word: both.
**right**: exactly the records that are there, in order, each once. Any other word is the `kind` of
the error (docs/errors.md); the records before it are right and without a gap.

`get_many` returns the error for each id it concerns, or at once if every other id would fail as
well (`auth`, `permission`, `tls`, `closed`). **ends there**: the vendor documents that a page
without `moreDataAvailable` is the last one. A dash: the fault cannot happen there.

What only HTTP/2 or a proxy can do is not in the table; `spec/whole/hostile_spec.lua` and
`proxy_spec.lua` bring it about. A stream that the server refuses is `network` (`refused`), what
the HTTP/2 library does not take `protocol` (`bad_http`), frames without end `protocol` (`flood`) or
`timeout`, no stream at all `timeout`. One header line of more than 64 KiB is such a thing that the
library does not take: it closes the connection without telling why, so this is `bad_http` on
HTTP/2, and `too_large` (`header_limit`) on HTTP/1.1. None of these but `refused` and `timeout` is
tried again. A server that ends the connection (GOAWAY) while answers are due is `network`, and the
reads on it are sent again, writes are not. A proxy's own 407 is `network` (`proxy_auth`), its 403
and the like `network` (`proxy_refused`).

`spec/whole/faults_spec.lua` tests every cell against the sandbox and writes this page:
`ASHBY_WRITE_DOCS=1 make test SPEC=spec/whole/faults_spec.lua`.

]]

local function cell(row, call)
  if row.calls and not row.calls[call] then return "–" end
  if not row[4] then return row[3] end
  return row[3] == row[4] and row[3] or row[3] .. ", " .. row[4]
end

local function render(rows)
  local lines = { HEAD .. "| fault | " .. table.concat(CALLS, " | ") .. " |",
    "|---" .. ("|---"):rep(#CALLS) .. "|" }
  for _, row in ipairs(rows) do
    local cells = { row[1] }
    for _, call in ipairs(CALLS) do cells[#cells + 1] = cell(row, call) end
    lines[#lines + 1] = "| " .. table.concat(cells, " | ") .. " |"
  end
  return table.concat(lines, "\n") .. "\n"
end

-- ---- the specs ----

-- One call of each kind is always tried, the rest of the table by the slow specs.
local QUICK = { list = true, get = true }

local function named(call) return call .. (QUICK[call] and "" or " #slow") end

describe("a fault", function()
  local decide = retry.decide

  setup(function()
    learn()
    -- the same decisions, with delays of a fiftieth
    retry.decide = function(outcome) return decide(outcome, 0.02) end
  end)

  teardown(function()
    retry.decide = decide
    helper.reset()
  end)

  for _, row in ipairs(ROWS) do
    for _, call in ipairs(CALLS) do
      if not row.calls or row.calls[call] then
        it(("in %s: %s, once: %s"):format(named(call), row[1], row[3]), function()
          meet(row, call, 1, row[3])
        end)
        if row[4] then
          it(("in %s: %s, for good: %s"):format(named(call), row[1], row[4]), function()
            meet(row, call, -1, row[4])
          end)
        end
      end
    end
  end

  -- ---- the body, cut in 50 places ----

  local function length_of(method, body)
    local session = helper.new_session { api_key = helper.key,
      headers = { "Content-Type: application/json" } }
    local transfer = helper.finish(session,
      assert(session:request("/" .. method, { body = body, seconds = 20 })))
    local length = #transfer:text(2 ^ 31)
    session:close()
    return length
  end

  local PLACES = 50

  for _, call in ipairs(CALLS) do
    local name = ("in %s: body cut off at %d places, once and staying #slow"):format(call, PLACES)
    it(name, function()
      local length = call:find "get" and length_of("job.info", ('{"id":"%s"}'):format(ids[1]))
        or length_of("job.list", ('{"limit":%d}'):format(LIMIT))
      for place = 0, PLACES - 1 do
        local bytes = math.floor(place * (length - 1) / (PLACES - 1))
        local row = { "", { kind = "cut_body", bytes = bytes, chunked = place % 2 == 1 },
          RIGHT, "protocol", code = "cut_off" }
        meet(row, call, 1, RIGHT)
        if place % 7 == 0 then meet(row, call, -1, "protocol") end
      end
    end)
  end

  -- ---- no server listens ----

  describe("of a server that does not listen", function()
    local REFUSED = { "connection refused", {}, RIGHT, "network", code = "connect" }
    local start, dir, port

    local function stop() shell.run(("%s/sandbox/stop %s"):format(helper.root, dir)) end

    setup(function()
      ROWS[#ROWS + 1] = REFUSED
      dir = shell.folder()
      start = ("%s/sandbox/start --dir %s --seed 1 --until 2026-05-28"):format(helper.root, dir)
      local url = shell.output(start .. " 2>&1")
      port = assert(url:match ":(%d+)$", url)
      stop()
    end)

    teardown(function()
      stop()
      shell.remove(dir)
    end)

    for _, call in ipairs(CALLS) do
      it("in " .. call .. ", staying: network", function()
        local client = helper.client { base_url = "http://127.0.0.1:" .. port,
          retries = RETRIES }
        local marks, err = run[call](client, ids)
        client.close()
        check_marks(marks, call, err)
        check_error(REFUSED, err, "network", call)
      end)

      it("in " .. call .. ", until it does: right", function()
        local client = helper.client { base_url = "http://127.0.0.1:" .. port,
          retries = 100, deadline = 60 }
        local starting = io.popen(("sleep 0.1; %s --port %s 2>&1"):format(start, port))
        local marks, err = run[call](client, ids)
        client.close()
        starting:read "*l" -- it serves before sandbox/stop can find it
        starting:close()
        stop()
        assert.is_nil(err, tostring(err))
        check_marks(marks, call)
      end)
    end
  end)

  -- ---- the page in docs ----

  it("is in docs/faults.md as it is tried here", function()
    local rows = { { "connection refused", {}, RIGHT, "network" } }
    for _, row in ipairs(ROWS) do
      if row[1] ~= "connection refused" then rows[#rows + 1] = row end
    end
    local text = render(rows)
    if os.getenv "ASHBY_PRINT" then io.write(text) end
    if os.getenv "ASHBY_WRITE_DOCS" then shell.write(DOC, text) end
    assert.equal(text, shell.read(DOC))
  end)

  it("ends in a kind of errors/kinds.lua", function()
    for _, row in ipairs(ROWS) do
      for i = 3, 4 do
        local outcome = row[i] or RIGHT
        assert.truthy(outcome == RIGHT or outcome == ENDS or errors.kind(outcome), row[1])
      end
    end
  end)

  -- ---- nothing left out ----

  local function source(name)
    return assert(shell.read(helper.root .. "/sandbox/lua/" .. name), name)
  end

  it("has its row, for each fault that the sandbox can make", function()
    local met = { unasked = true } -- its effect on the next request is in unasked_spec.lua
    for _, row in ipairs(ROWS) do
      met[row[2].kind or ""] = true
      met[row[2].variant or ""] = true
    end
    local kinds, wire = source "fault_kinds.lua", source "fault_wire.lua"
    local count = 0
    local function check(text, pattern)
      for name in text:gmatch(pattern) do
        assert.truthy(met[name], "no row for " .. name)
        count = count + 1
      end
    end
    check(kinds, "function kinds%.([%w_]+)")
    check(wire, "function wire%.([%w_]+)")
    check(kinds:match "in ipairs(%b{}) do\n%s+kinds", '"([%w_]+)"')
    check(kinds:match "local SHAPES = (%b{})", "([%w_]+) = ['\"][%[{\"n5]")
    assert.truthy(count > 35, count)
  end)
end)
