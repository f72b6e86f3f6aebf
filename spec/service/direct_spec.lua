--- Specs of direct: how Ashby's answers are read, in all the shapes that they
-- have, and the hint for each permission.
--
-- SPDX-License-Identifier: MIT

local core = require "ashby.core"
local direct = require "ashby.service.direct"
local helper = require "spec.helper"

local operations = helper.endpoints().operations

local client

before_each(function()
  helper.reset()
  client = helper.client { retries = 0 }
end)

after_each(function() client.close() end)

local function failed_list(fault)
  helper.fault(fault)
  local page, err = client.jobs.list()
  assert.is_nil(page)
  assert.equal("job.list", err.method)
  assert.equal(1, err.attempts)
  return err
end

describe("an error answer", function()
  -- body, code, message
  local SHAPES = {
    { [[{"success":false,"errors":["job_not_found"],"errorInfo":{"code":"job_not_found",]]
      .. [["message":"No such job.","requestId":"01ABC","meta":{}}}]], "job_not_found",
      "No such job." },
    { [[{"success":false,"errors":["job_not_found"]}]], "job_not_found", nil },
    { [[{"success":false,"errors":["job_not_found"],"errorInfo":null}]], "job_not_found", nil },
    { [[{"success":false,"errors":["other"],"errorInfo":{"code":"job_not_found"}}]],
      "job_not_found", nil },
    { [[{"success":false,"errors":[{"code":"job_not_found","message":"No."}]}]],
      "job_not_found", "No." },
    { [[{"success":false,"errors":[{"message":"No such thing.","parameter":"id"}],]]
      .. [["errorInfo":null}]], "invalid", "No such thing." },
    { [[{"success":false,"errors":["Rate limit exceeded"],"errorInfo":{"code":]]
      .. [["rate_limit_exceeded","message":"Try again"}}]], "rate_limit_exceeded", "Try again" },
    { [[{"success":false,"errors":["Rate limit exceeded"],"errorInfo":null}]],
      "rate_limit_exceeded", "Rate limit exceeded" },
    { [[{"success":false,"errors":["Bad state"]}]], "invalid", "Bad state" }, -- our own code
    { [[{"success":false,"errors":["Something went wrong here"]}]], "invalid",
      "Something went wrong here" },
    { [[{"success":false}]], "invalid", nil },
    { [[{"success":false,"errors":[]}]], "invalid", nil },
    { [[{"success":false,"errors":null}]], "invalid", nil },
    { [[{"success":false,"errors":"job_not_found"}]], "job_not_found", nil },
    { [[{"success":false,"errors":"The job is gone."}]], "invalid", "The job is gone." },
    { [[{"success":false,"errors":"Rate limit exceeded."}]], "rate_limit_exceeded",
      "Rate limit exceeded." },
    { [[{"success":false,"errors":"Forbidden"}]], "invalid", "Forbidden" },
    { [[{"success":false,"errors":["One thing.","Another thing."]}]], "invalid",
      "One thing.; Another thing." },
    { [[{"success":false,"errors":{"code":"job_not_found","message":"Gone."}}]],
      "job_not_found", "Gone." },
    { [[{"success":false,"errors":{"limit":["is too large"],"cursor":"is odd"}}]], "invalid",
      "cursor: is odd; limit: is too large" },
    { [[{"success":false,"message":"Closed for tonight."}]], "invalid", "Closed for tonight." },
    { [[{"success":false,"error":"Closed for tonight."}]], "invalid", "Closed for tonight." },
    { [[{"success":false,"error":{"code":"x_not_found","message":"Gone."}}]], "x_not_found",
      "Gone." },
    { [[{"success":false,"error":"no","message":"Closed for tonight.","code":"busy_now"}]],
      "busy_now", "Closed for tonight." },
    { [[{"success":false,"errors":[5]}]], "invalid", nil },
    { [[{"success":false,"errors":[""],"errorInfo":{"code":"","message":""}}]], "invalid", nil },
    { [[{"success":false,"errorInfo":{"code":5,"message":[],"requestId":{}}}]], "invalid", nil },
    { [[{"success":false,"errorInfo":"x"}]], "invalid", "x" },
    { [[{"success":false,"errorInfo":{"code":"tls"}}]], "tls", nil }, -- our own code
    { [[{"success":false,"reason":"Closed for tonight."}]], "invalid", "Closed for tonight." },
    { [[{"success":false,"results":[{"id":"1"}],"errors":["x_not_found"]}]], "x_not_found", nil },
    { [[{"success":false,"errors":["brand_new_code"]}]], "brand_new_code", nil },
  }

  for i, row in ipairs(SHAPES) do
    it(("is read in shape %d"):format(i), function()
      local err = failed_list { body = row[1] }
      assert.equal(row[2], err.code)
      assert.equal(row[3] or require "ashby.errors".kind(err.kind).says, err.message)
      assert.equal(200, err.status)
      assert.is_string(err.request_id)
    end)
  end

  for _, variant in ipairs { "strings", "objects", "code_objects", "null_error_info", "no_errors",
    "info_only", "empty_errors" } do
    it("is never an empty list: " .. variant, function()
      local err = failed_list { kind = "success_false", variant = variant, code = "x_not_found" }
      local has_code = variant ~= "objects" and variant ~= "no_errors"
        and variant ~= "empty_errors"
      assert.equal(has_code and "not_found" or "invalid", err.kind)
      local records, all_err = client.jobs.all()
      assert.is_true(records ~= nil and all_err == nil) -- the fault is used up
    end)
  end

  it("names the request: by its envelope, else by its header", function()
    assert.equal("01ABC", failed_list { body = SHAPES[1][1] }.request_id)
    assert.equal(26, #failed_list { body = SHAPES[2][1] }.request_id)
  end)

  it("with an error status keeps both", function()
    local err = failed_list { status = 400, body = { success = false, errors = { "odd_code" } } }
    assert.equal("invalid", err.kind)
    assert.equal("odd_code", err.code)
    assert.equal(400, err.status)
    err = failed_list { status = 503, body = { success = false, errors = { "job_not_found" } } }
    assert.equal("not_found", err.kind)
  end)

  it("with success = true and a bad status is an error", function()
    local err = failed_list { status = 500, body = { success = true } }
    assert.equal("server", err.kind)
  end)
end)

describe("an answer of the wrong shape", function()
  for _, variant in ipairs { "results_string", "results_null", "results_missing", "results_number",
    "results_object", "results_array", "record_not_object", "top_array", "top_string", "top_null",
    "top_number", "success_missing", "success_string", "more_string", "cursor_number",
    "empty_object" } do
    it("is an error: " .. variant, function()
      local err = failed_list { kind = "wrong_shape", variant = variant }
      assert.equal("protocol", err.kind)
      assert.equal("wrong_shape", err.code)
      assert.truthy(err.message:find("the answer has the wrong shape: ", 1, true))
    end)
  end

  it("to a get is an error", function()
    for _, results in ipairs { "[]", "null", "5", '"x"' } do
      helper.fault { body = '{"success":true,"results":' .. results .. "}" }
      local record, err = client.jobs.get "x"
      assert.is_nil(record)
      assert.equal("wrong_shape", err.code)
    end
  end)

  it("in its sync token is an error", function()
    local err = failed_list { body = '{"success":true,"results":[],"syncToken":5}' }
    assert.equal("wrong_shape", err.code)
  end)

  -- An iterator remembers every cursor of its pass.
  it("in the length of its cursor or token is an error", function()
    for _, member in ipairs { "nextCursor", "syncToken" } do
      local body = '{"success":true,"results":[],"moreDataAvailable":true,"nextCursor":"x","'
        .. member .. '":"%s"}'
      assert.equal("wrong_shape", failed_list { body = body:format(("x"):rep(16385)) }.code)
      helper.fault { body = body:format(("x"):rep(16384)) }
      assert.is_table(client.jobs.list())
    end
  end)

  for _, variant in ipairs { "text", "half", "trailing", "nan" } do
    it("that is not JSON is an error: " .. variant, function()
      local err = failed_list { kind = "not_json", variant = variant }
      assert.equal("protocol", err.kind)
      assert.truthy(err.code:find "^json_")
      assert.is_number(err.offset)
      assert.truthy(err.message:find(("at byte %d"):format(err.offset), 1, true))
    end)
  end
end)

describe("a good answer", function()
  it("may have null for what does not apply", function()
    helper.fault { body = '{"success":true,"results":[{"id":"1"}],"moreDataAvailable":null,'
      .. '"nextCursor":null,"syncToken":null,"warnings":null,"errors":null,"errorInfo":null}' }
    local page = assert(client.jobs.list())
    assert.same({ "1" }, helper.pluck(page.records))
    assert.is_false(page.meta.has_more)
    assert.is_nil(page.meta.cursor)
    assert.is_nil(page.meta.sync_token)
  end)

  it("that is the last page has no cursor, whatever it contains", function()
    helper.fault { body = '{"success":true,"results":[],"moreDataAvailable":false,'
      .. '"nextCursor":"x"}' }
    local page = assert(client.jobs.list())
    assert.is_nil(page.meta.cursor)
  end)
end)

describe("the key", function()
  local function with_key(key, work)
    local other = helper.client { api_key = key, retries = 0 }
    local result, err = work(other)
    other.close()
    return result, err
  end

  local KEYS = { candidatesRead = "ashby-sandbox-jobs-only",
    jobsRead = "ashby-sandbox-candidates-only", organizationRead = "ashby-sandbox-jobs-only",
    hiringProcessMetadataRead = "ashby-sandbox-jobs-only" }

  for _, status in ipairs { 403, 200 } do
    for _, operation in ipairs(operations) do
      local name, action = operation.entity, operation.action
      it(("that lacks a permission gets its name: %s %s, HTTP %d"):format(name, action, status),
        function()
          helper.control("POST", "options", { permission_status = status })
          local result, err = with_key(KEYS[operation.permission], function(other)
            return other[name][action](action == "get"
              and "00000000-0000-4000-8000-000000000000" or nil)
          end)
          assert.is_nil(result)
          assert.equal("permission", err.kind)
          assert.equal(status, err.status)
          assert.equal(("the key lacks %s: enable it under Admin, API keys"):format(
            operation.permission), err.hint)
          assert.truthy(tostring(err):find(err.hint, 1, true))
        end)
    end
  end

  it("that is wrong or deactivated is an error of kind auth, with the server's message", function()
    for key, words in pairs { ["no-such-key"] = "Forbidden: the API key is not valid.",
      ["ashby-sandbox-inactive"] = "Forbidden: the API key is deactivated." } do
      local result, err = with_key(key, function(other) return other.jobs.list() end)
      assert.is_nil(result)
      assert.equal("auth", err.kind)
      assert.equal(403, err.status)
      assert.equal(words, err.message)
      assert.truthy(tostring(err):find("check the key under Admin, API keys", 1, true))
      assert.is_nil(tostring(err):find(key, 1, true))
    end
  end)

  it("that did not reach the server is an error of kind auth as well", function()
    helper.fault { status = 401, body = "Unauthorized: no API key was sent." }
    local _, err = client.jobs.list()
    assert.equal("auth", err.kind)
    assert.equal(401, err.status)
  end)

  it("that lacks the permission for a raw method has no hint of ours", function()
    local result, err = with_key("ashby-sandbox-jobs-only", function(other)
      return other.call("candidate.list", {})
    end)
    assert.is_nil(result)
    assert.equal("permission", err.kind)
    assert.truthy(err.message:find("candidatesRead", 1, true))
  end)
end)

describe("direct.failure", function()
  it("reads an envelope inside another member too", function()
    local document = core.document [[{"result":{"success":false,"errors":["a_not_found"]}}]]
    assert.equal("a_not_found", direct.failure(document, "result").code)
  end)
end)
