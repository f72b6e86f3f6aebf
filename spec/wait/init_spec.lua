--- wait: which wait a client gets.
--
-- SPDX-License-Identifier: MIT

local helper = require "spec.helper"
local wait = require "ashby.wait"

describe("wait", function()
  it("is blocking where no host is recognised", function()
    local session = helper.new_session()
    local chosen, tick = wait.choose(nil)
    assert.equal("function", type(chosen))
    assert.is_nil(tick)
    chosen(session, 0.001)
    session:close()
  end)

  it("takes a function as it is", function()
    local function own() end
    assert.equal(own, (wait.choose(own)))
  end)

  it("gives a tick with frame", function()
    local _, tick = wait.choose "frame"
    assert.equal("function", type(tick))
  end)

  it("names the wait that was meant", function()
    assert.error_matches(function() helper.client { wait = "bloking" } end,
      "unknown wait 'bloking', did you mean 'blocking'")
    assert.error_matches(function() helper.client { wait = 5 } end, "name or function")
  end)
end)
