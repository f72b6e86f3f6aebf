--- Specs of outcome: what each failure of libcurl means here, and that it does
-- not carry over to the next transfer.
--
-- SPDX-License-Identifier: MIT

local core = require "ashby.core"
local helper = require "spec.helper"
local outcomes = require "spec.fixtures.outcomes"

local function options_of(row)
  return type(row.options) == "function" and row.options() or row.options
end

-- On a new connection: libcurl repeats a request that gets no answer on a kept one.
local function ask(session, seconds)
  return helper.finish(session,
    assert(session:request("/job.list", { body = "{}", seconds = seconds or 10, fresh = true })))
end

before_each(helper.reset)

describe("a transfer ends in", function()
  for _, row in ipairs(outcomes) do
    it(row.code .. ": " .. row.name, function()
      if row.fault then helper.fault(row.fault) end
      local session = helper.new_session(options_of(row))
      local transfer = ask(session, row.seconds)
      local status, code, message = transfer:result()
      session:close()
      assert.is_nil(status)
      assert.equal(row.code, code, message)
      assert.equal(1, (message:find(core.statuses()[row.code], 1, true)), message)
      if row.says then assert.truthy(message:find(row.says, 1, true), message) end
    end)
  end

  it("the HTTP status when there is one, whatever it is", function()
    local session = helper.new_session { api_key = helper.key }
    for _, status in ipairs { 200, 201, 204, 304, 400, 401, 404, 418, 429, 500, 503, 599 } do
      helper.fault { status = status, body = "" }
      assert.equal(status, (ask(session):result()))
    end
    session:close()
  end)
end)

describe("after a failure", function()
  it("the session goes on", function()
    local session = helper.new_session { api_key = helper.key, max_body = 2 ^ 20 }
    for _, row in ipairs(outcomes) do
      if row.fault and row.code ~= "body_limit" then
        helper.fault(row.fault)
        assert.equal(row.code, select(2, ask(session, row.seconds):result()), row.name)
        assert.equal(200, (ask(session):result()), "after " .. row.name)
      end
    end
    session:close()
  end)

  it("its message does not appear in the next one", function()
    local session = helper.new_session()
    helper.fault { kind = "raw", text = "HTTP/9.9 200 OK\r\n\r\n" }
    assert.truthy(select(3, ask(session):result()):find("9.9", 1, true))
    helper.fault { kind = "close" }
    assert.is_nil(select(3, ask(session):result()):find("9.9", 1, true))
    session:close()
  end)
end)
