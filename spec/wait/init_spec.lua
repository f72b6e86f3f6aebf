--- Specs of wait: which wait a client gets.
--
-- SPDX-License-Identifier: MIT

local helper = require "spec.helper"
local wait = require "ashby.wait"

describe("wait", function()
  it("is blocking where no host is recognised", function()
    local session = helper.new_session()
    local host = wait.choose(nil)
    assert.equal("function", type(host.wait))
    assert.is_nil(host.tick)
    host.wait(session, 0.001)
    session:close()
  end)

  it("uses a function as it is", function()
    local seen
    wait.choose(function(...) seen = { ... } end).wait("session", 5, "caller")
    assert.same({ "session", 5, "caller" }, seen)
  end)

  it("has a tick with frame", function()
    assert.equal("function", type(wait.choose("frame").tick))
  end)

  it("suggests the wait that was meant", function()
    assert.error_matches(function() helper.client { wait = "bloking" } end,
      "unknown wait 'bloking', did you mean 'blocking'")
    assert.error_matches(function() helper.client { wait = 5 } end, "name or function")
  end)
end)
