--- Specs of pages: iterators: what they request and when, and how they end.
--
-- SPDX-License-Identifier: MIT

local cjson = require "cjson"
local core = require "ashby.core"
local helper = require "spec.helper"

local time = helper.jumping()
local errors = require "ashby.errors"

local client, session, truth

local function open(options)
  local before = helper.open_sessions()
  client = time.client(options)
  for one in pairs(helper.open_sessions()) do
    if before[one] == nil then session = one end
  end
  return client
end

setup(function() truth = helper.ids "users" end)

before_each(helper.reset)

after_each(function()
  if client then client.close() end
  client, session = nil, nil
end)

local function drain(it)
  local values = {}
  while true do
    local value, err = it:next()
    if value == nil then return values, err end
    values[#values + 1] = value
  end
end

local function first(count)
  local ids = {}
  for i = 1, count do ids[i] = truth[i] end
  return ids
end

-- The requests so far, after waiting a little for there to be so many.
local function arrived(count)
  for _ = 1, 200 do
    if helper.count() >= count then break end
  end
  return helper.count()
end

describe("an iterator", function()
  it("sends nothing before it is first called", function()
    local sent = 0
    open { log = function() sent = sent + 1 end }
    client.users.each()
    client.users.pages()
    assert.equal(0, sent)
  end)

  it("ends with nil, and keeps returning nil", function()
    open()
    local it = client.users.each { limit = 100 }
    assert.equal(#truth, #drain(it))
    local value, err = it:next()
    assert.is_nil(value)
    assert.is_nil(err)
    assert.is_nil(it())
    local pages = client.users.pages()
    assert.equal(math.ceil(#truth / 100), #drain(pages))
    assert.is_nil(pages:next())
  end)

  it("prints what it is", function()
    open()
    assert.equal("ashby.records", tostring((client.users.each())))
    assert.equal("ashby.pages", tostring((client.users.pages())))
  end)

  it("returns what for needs to close it", function()
    open()
    local it, state, control, closing = client.users.each()
    assert.is_nil(state)
    assert.is_nil(control)
    assert.equal(it, closing)
  end)

  it("works beside another iterator over the same list", function()
    open()
    local one, two = client.users.each { limit = 7 }, client.users.each { limit = 10 }
    local a, b = {}, {}
    for i = 1, #truth do
      a[i], b[i] = one:next().id, two:next().id
    end
    assert.same(truth, a)
    assert.same(truth, b)
    assert.is_nil(one:next())
    assert.is_nil(two:next())
  end)

  it("can be nested", function()
    open()
    local seen = 0
    for job in client.jobs.each { max = 3 } do
      for application in client.applications.each { job_id = job.id, max = 2 } do
        assert.equal(job.id, application.job.id)
        seen = seen + 1
      end
    end
    assert.is_true(seen >= 3)
  end)

  it("has the sync token of the last page at the end", function()
    open()
    local it = client.users.each { limit = 50 }
    it:next()
    assert.is_nil(it.sync_token)
    drain(it)
    assert.equal(9, #it.sync_token)
  end)
end)

describe("max", function()
  it("cuts across pages, and no page is requested beyond it", function()
    for _, row in ipairs { { 10, 4, 3 }, { 8, 4, 2 }, { 1, 4, 1 }, { 4, 4, 1 }, { 5, 4, 2 } } do
      local max, limit, requests = row[1], row[2], row[3]
      helper.reset()
      open()
      assert.same(first(max), helper.pluck(drain((client.users.each { max = max, limit = limit }))))
      assert.equal(requests, arrived(requests + 1))
      client.close()
    end
  end)

  it("cuts the last of the pages", function()
    open()
    local pages = drain((client.users.pages { max = 10, limit = 4 }))
    assert.equal(3, #pages)
    assert.equal(4, #pages[2].records)
    assert.equal(2, #pages[3].records)
    assert.equal(3, arrived(4))
  end)

  it("beyond the whole list returns the whole list", function()
    open()
    assert.equal(#truth, #drain((client.users.each { max = 100000 })))
  end)

  it("leaves no request running when it is reached", function()
    open()
    for _ in client.users.each { max = 5, limit = 100 } do end -- luacheck: ignore 542
    assert.equal(0, (session:count()))
  end)
end)

describe("the next page", function()
  it("is requested before the current one is returned", function()
    helper.fault { skip = 1, delay_ms = 40, times = -1 }
    open()
    local it = client.users.pages { limit = 10 }
    assert(it:next())
    assert.equal(2, arrived(2))
    assert.equal(1, (session:count()))
    assert(it:next())
    assert.equal(3, arrived(3))
    it:close()
  end)

  it("is requested while the records of this one are read", function()
    open()
    local it = client.users.each { limit = 10 }
    it:next()
    assert.equal(2, arrived(2))
    for _ = 2, 10 do it:next() end
    assert.equal(2, arrived(3))
    it:next()
    assert.equal(3, arrived(3))
    it:close()
  end)

  it("is not requested before it is needed with prefetch = false", function()
    open()
    local it = client.users.pages { limit = 10, prefetch = false }
    it:next()
    assert.equal(1, arrived(2))
    assert.equal(0, (session:count()))
    it:next()
    assert.equal(2, arrived(3))
    it:close()
    assert.same(truth, helper.pluck(drain((client.users.each { limit = 10, prefetch = false }))))
  end)

  it("that failed while nobody waited is requested again, which is not an attempt", function()
    local log = {}
    open { retries = 0, log = function(event) log[#log + 1] = event end }
    -- libcurl repeats by itself what failed before its first byte
    helper.fault { skip = 1, kind = "reset_in_body" }
    local it = client.users.pages { limit = 10 }
    it:next()
    assert.equal(2, arrived(2))
    local enough = core.clock() + 0.045
    while core.clock() < enough do helper.count() end -- until the reset has arrived
    assert.same(truth[11], assert(it:next()).records[1].id)
    for _, event in ipairs(log) do assert.equal(1, event.attempt) end
    it:close()
  end)
end)

-- The rest of a list is what was asked for at its beginning.
describe("a table given to a list may be used for something else meanwhile:", function()
  local WAYS = {
    pages = function(status, fields)
      return client.jobs.pages { limit = 2, status = status, fields = fields }
    end,
    call_pages = function(status, fields, body)
      body.limit, body.status = 2, status
      return client.call_pages("job.list", body, { fields = fields })
    end,
    each = function(status, fields)
      return client.jobs.each { limit = 2, status = status, fields = fields }
    end,
    changes = function(status, fields)
      local sync = assert(client.sync { state = { load = function() end, save = function() end } })
      return sync.changes("jobs", { limit = 2, status = status, fields = fields })
    end,
  }

  for name, way in pairs(WAYS) do
    it(name, function()
      open()
      local status, fields, body = { "Open" }, { "id", "status" }, {}
      local it, got = way(status, fields, body), {}
      repeat
        local value, err = it:next()
        assert.is_nil(err)
        for _, record in ipairs(value and value.records or { value }) do got[#got + 1] = record end
        status[1], fields[3], body.status = "Closed", "title", { "Closed" }
      until not value
      local open_jobs = assert(client.jobs.all { status = "Open", fields = { "id", "status" } })
      assert.is_true(#open_jobs > 2)
      assert.same(open_jobs, got)
    end)
  end
end)

describe("closing an iterator", function()
  it("cancels the running request", function()
    helper.fault { skip = 1, kind = "stall_header", seconds = 1 }
    open()
    local it = client.users.pages { limit = 10 }
    it:next()
    assert.equal(2, arrived(2))
    assert.equal(1, (session:count()))
    it:close()
    assert.equal(0, (session:count()))
    assert.is_nil(it:next())
    it:close()
    assert(client.users.list { limit = 1 })
  end)

  it("before it begins sends nothing", function()
    local sent = 0
    open { log = function() sent = sent + 1 end }
    local it = client.users.each()
    it:close()
    assert.is_nil(it:next())
    assert.equal(0, sent)
  end)

  it("in the middle of a page ends it there", function()
    open()
    local it = client.users.each { limit = 10 }
    it:next()
    it:close()
    local record, err = it:next()
    assert.is_nil(record)
    assert.is_nil(err)
    assert.equal(0, (session:count()))
  end)

  it("is done by break, where Lua closes the iterator", function()
    helper.fault { skip = 1, kind = "stall_header", seconds = 1 }
    open()
    for _ in client.users.each { limit = 10 } do break end -- luacheck: ignore 512
    if _VERSION ~= "Lua 5.4" then helper.collect() end
    assert.equal(0, (session:count()))
  end)

  it("is done by an error in the loop as well", function()
    open()
    pcall(function()
      for _ in client.users.each { limit = 10 } do error "stop" end -- luacheck: ignore 512
    end)
    if _VERSION ~= "Lua 5.4" then helper.collect() end
    assert.equal(0, (session:count()))
  end)

  it("is done by the collector at last", function()
    open()
    client.users.pages { limit = 10 }:next()
    helper.collect()
    assert.equal(0, (session:count()))
  end)
end)

describe("a failure", function()
  it("is returned by next as nil and the error, and ends the iterator", function()
    helper.fault { kind = "html_502", times = -1 }
    open { retries = 0 }
    for _, it in ipairs { client.users.each(), (client.users.pages()) } do
      local value, err = it:next()
      assert.is_nil(value)
      assert.is_true(errors.is(err))
      assert.equal("server", err.kind)
      local after, again = it:next()
      assert.is_nil(after)
      assert.is_nil(again)
    end
  end)

  it("in a for loop is raised as the error object", function()
    helper.fault { skip = 1, kind = "html_502", times = -1 }
    open { retries = 0 }
    local count = 0
    local ok, err = pcall(function()
      for _ in client.users.each { limit = 10 } do count = count + 1 end
    end)
    assert.is_false(ok)
    assert.is_true(errors.is(err))
    assert.equal("server", err.kind)
    assert.equal(10, count)
  end)

  it("makes all return nil and the error, never a part of the list", function()
    helper.fault { skip = 2, kind = "success_false", times = -1 }
    open()
    local records, err = client.users.all { limit = 10 }
    assert.is_nil(records)
    assert.equal("invalid", err.kind)
  end)

  local PASSING = { { kind = "html_502" }, { kind = "close" }, { kind = "reset" },
    { kind = "cut_body", bytes = 300 }, { kind = "reset_in_body" },
    { kind = "rate_429", seconds = 2 }, { kind = "envelope_503" } }

  for _, fault in ipairs(PASSING) do
    it("in the middle is retried with its page, and no record is lost or doubled: "
      .. fault.kind, function()
      for skip = 0, 3 do
        helper.reset()
        fault.skip, fault.times = skip, 2
        helper.fault(fault)
        open()
        assert.same(truth, helper.pluck(drain((client.users.each { limit = 30 }))))
        client.close()
      end
    end)
  end

  it("of one page does not use up the deadline of the next", function()
    open { deadline = 10, retries = 5 }
    local before = time.slept()
    local it = client.users.each { limit = 30, prefetch = false }
    local ids = {}
    for i = 1, #truth do
      if i % 30 == 1 then helper.fault { kind = "rate_429", seconds = 4, times = 2 } end
      ids[i] = assert(it:next()).id
    end
    assert.same(truth, ids)
    assert.is_true(time.slept() - before > 20)
    it:close()
  end)
end)

describe("cursors", function()
  it("that come back are an error, after the pages before them", function()
    helper.fault { kind = "repeat_cursor" }
    open()
    local ids, err = drain((client.users.each { limit = 10 }))
    assert.equal("repeated_cursor", err.code)
    assert.equal("protocol", err.kind)
    assert.equal("user.list", err.method)
    assert.equal(10, #ids)
    assert.truthy(tostring(err):find("the records so far are not all", 1, true))
  end)

  it("that come back after some pages are an error, too", function()
    local function page(id, cursor)
      return { match = "user.list", body = { success = true, results = { { id = id } },
        moreDataAvailable = true, nextCursor = cursor } }
    end
    for _, fault in ipairs { page("1", "a"), page("2", "b"), page("3", "c"), page("4", "a") } do
      helper.fault(fault)
    end
    open()
    local records, err = drain((client.users.each()))
    assert.equal("repeated_cursor", err.code)
    assert.same({ "1", "2", "3" }, helper.pluck(records))
  end)

  it("that equal the one the list began with are an error, too", function()
    helper.fault { body = { success = true, results = { { id = "1" } }, moreDataAvailable = true,
      nextCursor = "start" } }
    open()
    local page, err = client.users.list { cursor = "start" }
    assert.is_nil(page)
    assert.equal("repeated_cursor", err.code)
  end)

  it("that are missing are an error", function()
    helper.fault { kind = "missing_cursor", skip = 1 }
    open()
    local ids, err = drain((client.users.each { limit = 10 }))
    assert.equal("missing_cursor", err.code)
    assert.equal("protocol", err.kind)
    assert.equal(10, #ids)
  end)

  it("that expire in the middle are an error of kind expired", function()
    helper.fault { kind = "expired_cursor" }
    open()
    local ids, err = drain((client.users.each { limit = 10 }))
    assert.equal("expired", err.kind)
    assert.equal("next_cursor_expired", err.code)
    assert.equal(10, #ids)
    assert.truthy(tostring(err):find("start the list again", 1, true))
  end)

  it("that are unknown are an error of kind expired", function()
    open()
    local page, err = client.users.list { cursor = "nonsense" }
    assert.is_nil(page)
    assert.equal("expired", err.kind)
    assert.equal("invalid_next_cursor", err.code)
  end)

  it("are sent as they were received, whatever is in them", function()
    local cursor = "\"\\/\195\169 +=\t\1"
    helper.fault { body = '{"success":true,"results":[],"moreDataAvailable":true,"nextCursor":'
      .. cjson.encode(cursor) .. "}" }
    open()
    drain((client.users.each()))
    assert.equal(cursor, cjson.decode(helper.requests()[2].body).cursor)
  end)
end)

describe("pages", function()
  for _, kind in ipairs { "short_page", "empty_last_page" } do
    it("may be odd without a loss: " .. kind, function()
      helper.fault { kind = kind, skip = 1, times = 1 }
      open()
      assert.same(truth, helper.pluck(drain((client.users.each { limit = 30 }))))
    end)
  end

  it("may be empty and have a next page", function()
    helper.fault { body = '{"success":true,"results":[],"moreDataAvailable":true,'
      .. '"nextCursor":"x"}' }
    helper.fault { body = { success = true, results = { { id = "1" } },
      moreDataAvailable = false } }
    open()
    assert.same({ "1" }, helper.pluck(drain((client.users.each()))))
  end)

  -- Pages without a record, each with a different cursor.
  local function empty_pages(count, name)
    for i = 1, count do
      helper.fault { body = '{"success":true,"results":[],"moreDataAvailable":true,"nextCursor":"'
        .. (name or "empty") .. i .. '"}' }
    end
  end

  it("that are empty twenty times in a row are an error, and no more are requested", function()
    empty_pages(30)
    open()
    for _, it in ipairs { client.users.each(), (client.users.pages()),
      (client.call_pages "user.list") } do
      helper.reset()
      empty_pages(30)
      local got, err = drain(it)
      assert.equal("empty_pages", err.code)
      assert.equal("protocol", err.kind)
      assert.equal("user.list", err.method)
      assert.truthy(err.hint)
      assert.equal(20, arrived(21))
      for _, page in ipairs(got) do assert.equal(0, #page.records) end
    end
    helper.reset()
    empty_pages(30)
    assert.equal("empty_pages", select(2, client.users.all()).code)
  end)

  it("that stay empty are an error in a sync as well, which then keeps no token", function()
    empty_pages(30)
    open()
    local sync = client.sync { state = { load = function() end, save = function() end } }
    local _, err = drain((sync.changes "users"))
    assert.equal("empty_pages", err.code)
    helper.reset()
    local changes = sync.changes "users"
    assert.same({ true, "first_pass" }, { sync.full "users" })
    changes:close()
  end)

  it("that stay empty are an error of the hosted service too", function()
    for i = 1, 30 do
      helper.fault { match = "hosted:*", status = 200, body = '{"result":[],'
        .. '"connector_metadata":{"has_more":true,"cursor":"empty' .. i .. '"}}' }
    end
    client = helper.hosted()
    assert.equal("empty_pages", select(2, client.users.all()).code)
  end)

  it("may be empty nineteen times in a row", function()
    empty_pages(19, "first")
    helper.fault { body = { success = true, results = { { id = "1" } },
      moreDataAvailable = true, nextCursor = "x" } }
    empty_pages(19, "second")
    helper.fault { body = { success = true, results = { { id = "2" } },
      moreDataAvailable = false } }
    open()
    local records, err = drain((client.users.each()))
    assert.is_nil(err)
    assert.same({ "1", "2" }, helper.pluck(records))
  end)

  it("without moreDataAvailable are the last", function()
    helper.fault { kind = "drop_more", skip = 1 }
    open()
    assert.same(first(20), helper.pluck(drain((client.users.each { limit = 10 }))))
  end)

  it("may have unknown members", function()
    helper.fault { kind = "extra_members", times = -1 }
    open()
    local page = assert(client.users.list { limit = 2 })
    assert.same(first(2), helper.pluck(page.records))
    assert.same({ "a warning" }, page.meta.warnings)
  end)

  it("may have warnings, of which one line without secrets is given", function()
    helper.fault { kind = "extra_members",
      warning = "a\r\n\27[31mkey " .. helper.key .. "\0 \226\128\174x" }
    open()
    assert.same({ "a [31mkey " .. ("*"):rep(#helper.key) .. " x" },
      assert(client.users.list { limit = 2 }).meta.warnings)
  end)
end)

describe("in a coroutine of the caller", function()
  -- A wait that yields, as that of a host with a loop does.
  local function yielding(the_session, seconds)
    local answer = coroutine.yield("wait", the_session, seconds)
    assert(answer == "go on", "the host's answer was lost")
  end

  local function host(fn)
    local co = coroutine.create(fn)
    local yields = 0
    local ok, what, waiting, seconds = coroutine.resume(co)
    while ok and coroutine.status(co) ~= "dead" do
      assert.equal("wait", what)
      yields = yields + 1
      waiting:poll(math.min(seconds, 0.2))
      ok, what, waiting, seconds = coroutine.resume(co, "go on")
    end
    assert(ok, what)
    return what, yields
  end

  it("the yields of the wait reach the host, and are never taken for records", function()
    helper.fault { delay_ms = 20, times = -1 }
    open { wait = yielding }
    local ids, yields = host(function()
      return helper.pluck(drain((client.users.each { limit = 20 })))
    end)
    assert.same(truth, ids)
    assert.is_true(yields >= math.ceil(#truth / 20))
  end)

  it("list, get and all work as well", function()
    open { wait = yielding }
    local found = host(function()
      local page = assert(client.users.list { limit = 2 })
      local one = assert(client.users.get(page.records[2].id))
      return { one.id, #assert(client.users.all { limit = 50 }) }
    end)
    assert.same({ truth[2], #truth }, found)
  end)

  it("for works, where Lua can yield in it", function()
    helper.fault { delay_ms = 3, times = -1 }
    open { wait = yielding }
    local ids = {}
    local run = function()
      for user in client.users.each { limit = 20 } do ids[#ids + 1] = user.id end
      return true
    end
    if _VERSION == "Lua 5.1" and not rawget(_G, "jit") then
      local ok, message = pcall(host, run)
      assert.is_false(ok)
      assert.truthy(tostring(message):find("use local it = ...", 1, true), message)
    else
      host(run)
      assert.same(truth, ids)
    end
  end)

  it("iterators in iterators work", function()
    open { wait = yielding }
    local pairs_seen = host(function()
      local seen = {}
      local jobs = client.jobs.each { max = 2, limit = 1 }
      local job = jobs:next()
      while job do
        local applications = client.applications.each { job_id = job.id, max = 3, limit = 2 }
        local application = applications:next()
        while application do
          seen[#seen + 1] = application.job.id == job.id
          application = applications:next()
        end
        job = jobs:next()
      end
      return seen
    end)
    assert.is_true(#pairs_seen >= 2)
    for _, right in ipairs(pairs_seen) do assert.is_true(right) end
  end)

  it("a wait that fails raises its error", function()
    helper.fault { delay_ms = 3, times = -1 }
    open { wait = function() error("the host broke", 0) end }
    local ok, message = pcall(client.users.list)
    assert.is_false(ok)
    assert.equal("the host broke", message)
    local it = client.users.each()
    ok, message = pcall(it.next, it)
    assert.is_false(ok)
    assert.equal("the host broke", message)
  end)
end)
