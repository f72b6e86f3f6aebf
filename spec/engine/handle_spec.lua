--- Specs of handle: what is set for every transfer: TLS is verified, redirects
-- are not followed, answers are unpacked.
--
-- SPDX-License-Identifier: MIT

local helper = require "spec.helper"

local function ask(session, seconds, path)
  return helper.finish(session,
    assert(session:request(path or "/job.list", { body = "{}", seconds = seconds or 10 })))
end

local JSON = { "Content-Type: application/json" }

before_each(helper.reset)

describe("TLS", function()
  local https = helper.facts().https

  it("is trusted with the right authority, over HTTP/2 and HTTP/1.1", function()
    for _, url in ipairs { https.url, https.http1_url, https.localhost_url } do
      local session = helper.new_session { base_url = url, ca_file = https.ca_file }
      local status, _, message = ask(session, 10, "/_sandbox/health"):result()
      session:close()
      assert.truthy(status, message)
    end
  end)

  it("is verified in every transfer of a session", function()
    local session = helper.new_session { base_url = https.wrong_host_url, ca_file = https.ca_file }
    for _ = 1, 12 do assert.equal("tls", select(2, ask(session):result())) end
    session:close()
    assert.equal(0, helper.count())
  end)

  it("sends no secret before it is trusted", function()
    for _, url in ipairs { https.wrong_host_url, https.expired_url } do
      local session = helper.new_session { base_url = url, ca_file = https.ca_file,
        api_key = helper.key }
      ask(session)
      session:close()
    end
    assert.equal(0, helper.count())
  end)

  it("has no option that turns verification off", function()
    local session = helper.new_session { base_url = https.url, verify = false, insecure = true,
      ssl_verifypeer = 0, ssl_verifyhost = 0 }
    assert.equal("tls", select(2, ask(session):result()))
    session:close()
  end)
end)

describe("an answer", function()
  it("is unpacked", function()
    local session = helper.new_session { api_key = helper.key, headers = JSON }
    local transfer = ask(session)
    assert.equal("gzip", transfer:header "content-encoding")
    assert.equal("{", transfer:text(1))
    assert.is_true(transfer:document():value "success")
    session:close()
    local accepted = helper.requests()[1].headers["accept-encoding"]
    assert.truthy(accepted:find("gzip", 1, true))
  end)

  it("that redirects is not followed", function()
    local session = helper.new_session { api_key = helper.key }
    for _, status in ipairs { 301, 302, 303, 307, 308 } do
      helper.reset()
      helper.fault { kind = "redirect", status = status, location = helper.url .. "/user.list" }
      local transfer = ask(session)
      assert.equal(status, (transfer:result()))
      assert.equal(helper.url .. "/user.list", transfer:header "Location")
      assert.equal(1, helper.count())
    end
    session:close()
  end)

  it("to a long request comes after the server has asked for the body", function()
    local body = '{"a":"' .. ("x"):rep(2 ^ 21) .. '"}'
    local session = helper.new_session { api_key = helper.key }
    local transfer = helper.finish(session,
      assert(session:request("/job.list", { body = body, seconds = 10 })))
    local status = transfer:result()
    session:close()
    assert.is_true(status == 200 or status == 400, status)
    assert.equal(#body, #helper.requests()[1].body)
  end)
end)
