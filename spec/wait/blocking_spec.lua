--- Specs of blocking: it sleeps in the kernel, in slices.
--
-- SPDX-License-Identifier: MIT

local blocking = require "ashby.wait.blocking"
local core = require "ashby.core"
local helper = require "spec.helper"

describe("wait blocking", function()
  it("returns after a slice at the latest", function()
    local session = helper.new_session()
    local start = core.clock()
    blocking.new().wait(session, 60)
    local seconds = core.clock() - start
    assert.is_true(seconds > 0.2 and seconds < 0.4, seconds)
    session:close()
  end)

  it("costs no processor time", function()
    helper.reset()
    helper.control("POST", "options", { delay_ms = 300 })
    local client = helper.client()
    assert(client.jobs.list())
    local before = os.clock()
    assert(client.jobs.list { limit = 1 })
    assert.is_true(os.clock() - before < 0.03)
    client.close()
  end)

  it("works in a coroutine as well", function()
    helper.reset()
    local client = helper.client()
    local next_title = coroutine.wrap(function()
      local it = client.jobs.each { limit = 10, max = 25 }
      while true do
        local job = assert(it:next() or { title = false })
        coroutine.yield(job.title)
        if not job.title then return end
      end
    end)
    local count = 0
    while next_title() do count = count + 1 end
    assert.equal(25, count)
    client.close()
  end)
end)
