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
    assert.same({ code = "a_not_found", is_said = true }, said)
  end)

  it("of the hosted service keeps the text for people", function()
    assert.equal("For you.",
      of('{"errors":[{"userPresentableMessage":"For you.","message":"x y"}]}').message)
    assert.equal("body limit: too large",
      of('{"detail":[{"loc":["body","limit"],"msg":"body limit: too large"}]}').message)
    assert.equal("No.", of('{"error":{"error":{"detail":"No."}}}').message)
  end)

  it("keeps a message of one word beside its code", function()
    assert.same({ code = "a_b", message = "no", is_said = true },
      of '{"error":{"message":"no","code":"a_b"}}')
    assert.same({ code = "a_b", is_said = true },
      of '{"errors":["a_b"],"errorInfo":{"code":"a_b"}}')
  end)

  it("has no message where the answer has none", function()
    for _, json in ipairs { "{}", "[]", '""', "7", '{"errors":[null]}', '{"errors":{}}',
      '{"errors":[{"a":[{}]}]}', '{"message":7}', '{"error":""}' } do
      assert.same({}, of(json), json)
    end
  end)

  it("keeps its words wherever they are", function()
    local ROWS = {
      ['"x y"'] = "x y", ['["x y","z"]'] = "x y; z", ['{"errorInfo":"x y"}'] = "x y",
      ['{"errorInfo":["x y"],"errors":["z"]}'] = "x y",
      ['{"errorInfo":{"messages":["x y"]}}'] = "x y",
      ['{"errorInfo":{"requestId":"1"},"errors":["x y"]}'] = "x y", ['{"reason":"x y"}'] = "x y",
      ['{"error":"bad_client","error_description":"x y"}'] = "x y",
      ['{"title":"t","detail":"x y"}'] = "x y",
      ['{"errors":{"title":["x y"],"name":["z"],"reason":[{"message":"v"}]}}'] =
        "name: z; reason: v; title: x y",
      ['{"fault":{"faultstring":"x y"}}'] = "faultstring: x y",
    }
    for json, words in pairs(ROWS) do assert.equal(words, of(json).message, json) end
  end)

  -- A nested object was read twice at each level.
  it("of nothing but levels is read at once", function()
    for _, name in ipairs { "message", "error", "a" } do
      local began = os.clock()
      assert.is_nil(of(('{"errors":%s{}%s}'):format(('{"' .. name .. '":'):rep(22),
        ("}"):rep(22))).message)
      assert.is_true(os.clock() - began < 1)
    end
  end)

  it("of 20 MB, in one text or in many, is read at once", function()
    local MANY = { '["%s"]', '[%s"z"]', '{%s"z":"z"}' }
    local names = {}
    for i = 1, 1e5 do names[i] = ('"n%d":"x y",'):format(i) end
    local parts = { ("x"):rep(2e7), ('"x y",'):rep(1e5), table.concat(names) }
    for i, json in ipairs(MANY) do
      local document = assert(core.document(('{"errors":%s}'):format(json:format(parts[i]))))
      local began = os.clock()
      assert.is_true(#failure.of(document).message < 20000)
      assert.is_true(os.clock() - began < 1)
    end
  end)

  it("of any depth and length is read", function()
    assert.equal("x y", of(('{"errors":%s"x y"%s}'):format(("["):rep(150), ("]"):rep(150))).message)
    assert.is_string(of('{"errors":[' .. ('"x y",'):rep(1e5) .. '"z"]}').message)
  end)
end)
