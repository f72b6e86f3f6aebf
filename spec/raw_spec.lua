--- Specs of raw: call and call_pages, the vendor's methods by their names, and
-- that a write is never made twice.
--
-- SPDX-License-Identifier: MIT

local cjson = require "cjson"
local ashby = require "ashby"
local helper = require "spec.helper"

local time = helper.jumping()

local client

local function user_with_email()
  for _, user in ipairs(helper.data "users") do
    if type(user.email) == "string" then return user end
  end
end

before_each(function()
  helper.reset()
  client = time.client { timeout = 5 }
end)

after_each(function() client.close() end)

describe("call", function()
  it("returns one record, and the further facts of the answer", function()
    local info, meta = client.call "apiKey.info"
    assert.equal("Sandbox", info.title)
    assert.is_table(info.scopes)
    assert.is_false(meta.has_more)
    assert.equal(26, #meta.request_id)
    assert.equal("{}", helper.requests()[1].body)
    assert.equal("/apiKey.info", helper.requests()[1].path)
  end)

  it("returns an array", function()
    local user = user_with_email()
    local found = assert(client.call("user.search", { email = user.email }))
    assert.same({ user.id }, helper.pluck(found))
    assert.same({}, (assert(client.call("user.search", { email = "no@one.example" }))))
  end)

  it("returns a page of a list, with its cursor", function()
    local records, meta = client.call("candidate.list", { limit = 2 })
    local truth = helper.ids "candidates"
    assert.same({ truth[1], truth[2] }, helper.pluck(records))
    assert.is_true(meta.has_more)
    local more = assert(client.call("candidate.list", { limit = 2, cursor = meta.cursor }))
    assert.same({ truth[3], truth[4] }, helper.pluck(more))
  end)

  it("accepts fields, raw and null", function()
    local user = user_with_email()
    local body = { email = user.email }
    assert.same({ { id = user.id } },
      (assert(client.call("user.search", body, { fields = { "id" } }))))
    local raw = assert(client.call("user.search", body, { raw = true }))[1]
    assert.is_nil(helper.difference(user, cjson.decode(raw)))
    local job = helper.data "jobs"[1]
    local with_nulls = assert(client.call("job.info", { id = job.id }, { null = ashby.null }))
    assert.is_nil(helper.difference(job, with_nulls))
  end)

  it("sends the body as it is", function()
    client.call("candidate.search", { name = "\195\169\"\\\n", deep = { list = { 1, 2.5, true } } })
    assert.same({ name = "\195\169\"\\\n", deep = { list = { 1, 2.5, true } } },
      cjson.decode(helper.requests()[1].body))
  end)

  it("returns errors with the method's name", function()
    local result, err = client.call("candidate.create", {})
    assert.is_nil(result)
    assert.equal("invalid", err.kind)
    assert.equal("candidate.create", err.method)
    assert.equal("name is required", err.message)
    local _, lost = client.call "no.such"
    assert.equal("not_found", lost.kind)
  end)

  it("returns true where there are no results", function()
    helper.fault { body = { success = true } }
    assert.is_true((client.call("candidate.create", { name = "x" })))
    helper.fault { body = '{"success":true,"results":null}' }
    assert.is_true((client.call("candidate.create", { name = "x" })))
  end)

  it("refuses what is not a method, body or option", function()
    for _, name in ipairs { "", "candidate", "candidate.", ".list", "a b.c", "a.b\n", "../x", 5,
      false } do
      local message = helper.misuse(client.call, name)
      assert.truthy(message:find("call: a method such as", 1, true), message)
      helper.misuse(client.call_pages, name)
    end
    helper.misuse(client.call)
    for _, body in ipairs { 5, "x", true, { 1, 2 }, { f = print }, { n = 0 / 0 } } do
      assert.truthy(helper.misuse(client.call, "a.list", body):find("a.list: ", 1, true))
    end
    assert.truthy(helper.misuse(client.call, "a.list", {}, { max = 1 }):find(
      "unknown option 'max' for call", 1, true))
    assert.truthy(helper.misuse(client.call_pages, "a.list", {}, { idempotent = true }):find(
      "unknown option 'idempotent' for call_pages", 1, true))
    assert.equal(0, helper.count())
  end)
end)

describe("a write", function()
  local function writes() return helper.control("GET", "writes").count end

  local LOST = {
    { kind = "cut_body" }, { kind = "reset_in_body" }, { kind = "stall_body", seconds = 0.2 },
    { kind = "close" }, { kind = "reset" }, { kind = "stall_header", seconds = 0.2 },
    { status = 500 }, { kind = "html_502" }, { kind = "envelope_503" }, { status = 504 },
    { kind = "not_json" }, { kind = "empty_body" },
    { kind = "success_false", code = "generic_internal_error" },
  }

  for _, fault in ipairs(LOST) do
    local name = fault.kind or fault.status
    it("is not retried when its answer is lost: " .. name, function()
      fault.times = -1
      helper.fault(fault)
      local impatient = time.client { timeout = 0.04, retries = 5 }
      local result, err = impatient.call("candidate.create", { name = "Once" })
      impatient.close()
      helper.control("DELETE", "faults")
      assert.is_nil(result)
      assert.equal(1, err.attempts)
      assert.equal("it may have been done: look before you call it again", err.hint)
      assert.equal(1, helper.count())
      assert.is_true(writes() <= 1)
    end)
  end

  it("has no such hint where it was not done, or not sent", function()
    for _, fault in ipairs { { kind = "rate_429" }, { status = 400 }, { status = 307,
      headers = { Location = "https://elsewhere" } } } do
      fault.times = -1
      helper.fault(fault)
      local _, err = client.call("candidate.create", {}, { idempotent = false })
      helper.control("DELETE", "faults")
      assert.is_nil(tostring(err):find("may have been done", 1, true), tostring(err))
    end
    local nobody = helper.client { base_url = "http://127.0.0.1:1", retries = 0 }
    local _, err = nobody.call("candidate.create", {})
    nobody.close()
    assert.equal("connect", err.code)
    assert.is_nil(err.hint:find("may have been done", 1, true))
  end)

  it("is not repeated by libcurl either, on a connection that was closed", function()
    assert(client.users.list { limit = 1 })
    helper.fault { kind = "close" }
    local result, err = client.call("candidate.create", { name = "Once" })
    assert.is_nil(result)
    assert.equal("network", err.kind)
    assert.equal(2, helper.count())
  end)

  it("that was refused unprocessed is retried", function()
    helper.fault { kind = "rate_429", seconds = 1, times = 2 }
    local record = assert(client.call("candidate.create", { name = "Once" }))
    assert.equal("Once", record.name)
    assert.equal(3, helper.count())
    assert.equal(1, writes())
  end)

  it("is retried where the caller says that it may be", function()
    helper.fault { kind = "html_502", times = 2 }
    assert(client.call("candidate.create", { name = "Once" }, { idempotent = true }))
    assert.equal(3, helper.count())
  end)

  it("is distinguished from a read by its name", function()
    for _, name in ipairs { "candidate.list", "job.list", "candidate.search", "apiKey.info" } do
      helper.reset()
      helper.fault { kind = "html_502", times = 1 }
      client.call(name, { name = "x" })
      assert.equal(2, helper.count(), name)
    end
    for _, name in ipairs { "candidate.createNote", "candidate.listNotes", "webhook.create" } do
      helper.reset()
      helper.fault { kind = "html_502", times = -1 }
      client.call(name, {})
      assert.equal(1, helper.count(), name)
    end
  end)

  it("that is a read is not retried where the caller says so", function()
    helper.fault { kind = "html_502", times = -1 }
    local _, err = client.call("candidate.list", {}, { idempotent = false })
    assert.equal(1, err.attempts)
  end)
end)

describe("call_pages", function()
  it("pages over any list", function()
    local application = helper.ids "applications"[2]
    local body = { applicationId = application, limit = 1 }
    local pages, ids = 0, {}
    for page in client.call_pages("application.listHistory", body, { prefetch = false }) do
      pages = pages + 1
      for _, entry in ipairs(page.records) do ids[#ids + 1] = entry.id end
    end
    assert.equal(#ids, pages)
    assert.same({ applicationId = application, limit = 1 }, body)
    local info = assert(client.applications.get(application))
    assert.same(helper.pluck(info.applicationHistory), ids)
  end)

  it("stops at max", function()
    local truth, ids = helper.ids "users", {}
    for page in client.call_pages("user.list", { limit = 4 }, { max = 10 }) do
      for _, user in ipairs(page.records) do ids[#ids + 1] = user.id end
    end
    for i = 11, #truth do truth[i] = nil end
    assert.same(truth, ids)
    assert.equal(3, helper.count())
  end)

  it("needs an array", function()
    local page, err = client.call_pages "apiKey.info":next()
    assert.is_nil(page)
    assert.equal("wrong_shape", err.code)
  end)

  it("starts at the cursor it is given", function()
    local truth = helper.ids "users"
    local _, meta = client.call("user.list", { limit = 5 })
    local page = client.call_pages("user.list", { limit = 2, cursor = meta.cursor }):next()
    assert.same({ truth[6], truth[7] }, helper.pluck(page.records))
  end)
end)
