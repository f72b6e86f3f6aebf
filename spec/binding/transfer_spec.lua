--- Specs of transfer: one exchange as a script sees it: its outcome, its headers,
-- its body, and what happens to it when session or script goes first.
--
-- SPDX-License-Identifier: MIT

local cjson = require "cjson"
local core = require "ashby.core"
local helper = require "spec.helper"

local PLAIN = { body = "{}", seconds = 5 }

local session

before_each(function()
  helper.reset()
  session = helper.new_session { api_key = helper.key,
    headers = { "Content-Type: application/json" } }
end)

after_each(function() session:close() end)

local function post(body)
  return assert(session:request("/user.list", { body = body or [[{"limit":2}]], seconds = 5 }))
end

describe("a transfer", function()
  it("has no outcome before it is finished", function()
    local transfer = post()
    assert.is_false(transfer:finished())
    assert.is_nil((transfer:result()))
    assert.is_nil(transfer:header "date")
    assert.equal("", transfer:text(100))
    local ok, message = pcall(transfer.document, transfer, {})
    assert.is_false(ok)
    assert.truthy(message:find("not finished", 1, true), message)
    transfer:close()
  end)

  it("then has a status, headers and a body", function()
    local transfer = helper.finish(session, post())
    assert.is_true(transfer:finished())
    assert.equal(200, transfer:result())
    assert.equal("application/json; charset=utf-8", transfer:header "content-type")
    assert.equal("application/json; charset=utf-8", transfer:header "CONTENT-TYPE")
    assert.is_nil(transfer:header "no-such")
    assert.is_nil(transfer:header "")
    assert.equal("{\"suc", transfer:text(5))
    assert.equal("", transfer:text(0))
    local whole = transfer:text(1e9)
    assert.equal(2, #cjson.decode(whole).results)
    assert.equal(whole, transfer:text(#whole))
    assert.equal(whole, transfer:text(1 / 0))
  end)

  it("gives its body to one document", function()
    local transfer = helper.finish(session, post())
    local document = assert(transfer:document { null = cjson.null })
    assert.equal(2, document:open "results")
    assert.equal("", transfer:text(100))
    local none, code = transfer:document {}
    assert.is_nil(none)
    assert.equal("json_empty", code)
    transfer:close()
    assert.equal(helper.ids "users"[1], document:next().id)
  end)

  it("keeps a body that is not JSON", function()
    helper.fault { body = "plain words" }
    local transfer = helper.finish(session, post())
    local document, code, message, offset = transfer:document {}
    assert.is_nil(document)
    assert.equal("json_value", code)
    assert.is_string(message)
    assert.equal(0, offset)
    assert.equal("plain words", transfer:text(100))
  end)

  it("can be closed at any time, twice", function()
    local transfer = post()
    transfer:close()
    transfer:close()
    assert.is_true(transfer:finished())
    local status, code = transfer:result()
    assert.is_nil(status)
    assert.equal("cancelled", code)
    assert.is_nil(transfer:header "date")
    assert.equal("", transfer:text(10))
    assert.equal(0, (session:count()))
    local done = helper.finish(session, post())
    done:close()
    assert.equal("cancelled", (select(2, done:result())))
  end)

  it("is cancelled when it is collected", function()
    post()
    helper.collect()
    assert.equal(0, (session:count()))
  end)

  it("keeps its session alive", function()
    local transfer
    do
      local other = helper.new_session { headers = { "Content-Type: application/json" } }
      transfer = assert(other:request("/user.list", PLAIN))
    end
    helper.collect()
    assert.is_false(transfer:finished())
    transfer:close()
    transfer = nil -- luacheck: ignore
    helper.collect()
  end)

  it("ends when its session is closed", function()
    local two = helper.finish(session, post())
    helper.fault { kind = "stall_header", seconds = 1 }
    local one = post()
    session:step()
    session:close()
    assert.is_true(one:finished())
    local status, code, message = one:result()
    assert.is_nil(status)
    assert.equal("closed", code)
    assert.equal(core.statuses().closed, message)
    assert.equal(200, two:result())
    assert.is_true(#two:text(100) > 0)
    one:close()
    two:close()
  end)

  it("hides the secret in a text, in both forms", function()
    local transfer = helper.finish(session, post())
    session:close()
    local encoded = "YXNoYnktc2FuZGJveC1rZXk6"
    local text = ("a %s b %s c"):format(helper.key, encoded)
    local redacted = transfer:redact(text)
    assert.equal(#text, #redacted)
    assert.is_nil(redacted:find(helper.key, 1, true))
    assert.is_nil(redacted:find(encoded, 1, true))
    assert.truthy(redacted:find "^a %*+ b %*+ c$")
    assert.equal("", transfer:redact "")
    assert.equal("nothing here\0", transfer:redact "nothing here\0")
    helper.misuse(transfer.redact, transfer)
    helper.misuse(transfer.redact, transfer, {})
    transfer:close()
    assert.equal("", transfer:redact(text)) -- it has no secrets any more to look for
  end)

  it("is not begun on a session that is closed", function()
    session:close()
    local transfer, code = session:request("/x", PLAIN)
    assert.is_nil(transfer)
    assert.equal("closed", code)
    transfer, code = core.jobs.list(session, PLAIN)
    assert.is_nil(transfer)
    assert.equal("closed", code)
  end)

  it("says what went wrong, with libcurl's message", function()
    local other = helper.new_session { base_url = "http://127.0.0.1:1" }
    local transfer = helper.finish(other, assert(other:request("/x", PLAIN)))
    local status, code, message = transfer:result()
    assert.is_nil(status)
    assert.equal("connect", code)
    assert.truthy(message:find("^no connection to the server: "), message)
    assert.is_nil(message:find "\n")
    other:close()
  end)

  it("refuses what it cannot use", function()
    local transfer = helper.finish(session, post())
    helper.misuse(transfer.header, transfer)
    helper.misuse(transfer.header, transfer, {})
    helper.misuse(transfer.text, transfer)
    helper.misuse(transfer.text, transfer, "x")
    helper.misuse(transfer.document, transfer, 5)
    for _, name in ipairs { "finished", "result", "header", "text", "document", "close" } do
      helper.misuse(transfer[name])
      helper.misuse(transfer[name], {})
      helper.misuse(transfer[name], session)
      helper.misuse(transfer[name], io.stdout)
    end
  end)

  it("sends a body of any bytes", function()
    local body = "{\"name\":\"\0\1\255" .. ("x"):rep(100000) .. "\"}"
    local transfer = helper.finish(session, post(body))
    assert.equal(200, transfer:result())
    local path = helper.requests()[1].path
    assert.equal("/user.list", path)
  end)

  it("can be a GET", function()
    local transfer = helper.finish(session,
      assert(session:request("/_sandbox/health", { seconds = 5 })))
    assert.equal(200, transfer:result())
    assert.is_true(cjson.decode(transfer:text(1e6)).ok)
  end)
end)
