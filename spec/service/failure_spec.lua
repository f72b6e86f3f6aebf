--- Specs of failure: the message in an answer that is an error, wherever it is.
-- The shapes over HTTP are in direct_spec.lua and hosted_spec.lua.
--
-- SPDX-License-Identifier: MIT

local core = require "ashby.core"
local failure = require "ashby.service.failure"

local function of(json, member) return failure.of(assert(core.document(json)), member) end

describe("a failure", function()
  it("is read inside the envelope that is named", function()
    local said = of('{"result":{"success":false,"errors":["a_not_found"]},"errors":["b_c"]}',
      "result")
    assert.same({ code = "a_not_found" }, said)
  end)

  it("of the hosted service keeps the text for people", function()
    assert.equal("For you.",
      of('{"errors":[{"userPresentableMessage":"For you.","message":"x y"}]}').message)
    assert.equal("body limit: too large",
      of('{"detail":[{"loc":["body","limit"],"msg":"body limit: too large"}]}').message)
    assert.equal("No.", of('{"error":{"error":{"detail":"No."}}}').message)
  end)

  it("keeps a message of one word beside its code", function()
    assert.same({ code = "a_b", message = "no" }, of '{"error":{"message":"no","code":"a_b"}}')
    assert.same({ code = "a_b" }, of '{"errors":["a_b"],"errorInfo":{"code":"a_b"}}')
  end)

  it("has no message where the answer has none", function()
    for _, json in ipairs { "{}", "[]", '"x"', "7", '{"errors":[null]}', '{"errors":{}}',
      '{"errors":[{"a":[{}]}]}', '{"message":7}', '{"error":""}' } do
      assert.same({}, of(json), json)
    end
  end)

  it("of any depth and length is read", function()
    assert.equal("x y", of(('{"errors":%s"x y"%s}'):format(("["):rep(150), ("]"):rep(150))).message)
    assert.is_string(of('{"errors":[' .. ('"x y",'):rep(1e5) .. '"z"]}').message)
  end)
end)
