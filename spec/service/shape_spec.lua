--- Specs of shape: what counts as a text, and the facts of an answer that has the
-- wrong shape.
--
-- SPDX-License-Identifier: MIT

local shape = require "ashby.service.shape"

describe("the shape of an answer", function()
  it("has texts that are not empty", function()
    assert.equal("a", shape.text "a")
    for _, value in ipairs { "", 5, true, {} } do assert.is_nil(shape.text(value)) end
    assert.is_nil(shape.text(nil))
  end)

  it("is wrong in so many words", function()
    local answer, facts = shape.wrong("results should be an %s and is %s", "array", "absent")
    assert.is_nil(answer)
    assert.same({ code = "wrong_shape", message =
      "the answer has the wrong shape: results should be an array and is absent" }, facts)
  end)
end)
