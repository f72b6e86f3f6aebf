--- Specs of listen: the waits for the rate limit that a pull reports. They take
-- no time here (helper.jumping).
--
-- SPDX-License-Identifier: MIT

local helper = require "spec.helper"
local kit = require "spec.store.kit"

local time = helper.jumping()

describe("the progress of a pull", function()
  local store, client, waits

  before_each(function()
    helper.reset()
    client = time.client { timeout = 5 }
    store, waits = kit.store { client = client }, {}
  end)
  after_each(function()
    store.close()
    client.close()
  end)
  teardown(kit.remove)

  local function pull(given)
    given.progress = function(event)
      if event.event == "rate_wait" then waits[#waits + 1] = event end
    end
    return assert(store.pull(given))
  end

  it("has an event for a wait before a request", function()
    helper.fault { match = "application.list", delay_ms = 1, headers = {
      ["x-ratelimit-remaining"] = "0", ["x-ratelimit-reset"] = tostring(os.time() + 30) } }
    local before = time.slept()
    pull { entities = { "applications" } }
    assert.equal(1, #waits)
    assert.equal("applications", waits[1].entity)
    assert.is_true(math.abs(waits[1].delay - (time.slept() - before)) < 1)
  end)

  it("has one for a wait after a 429, and for each of them", function()
    helper.fault { match = "user.list", kind = "rate_429", seconds = 7 }
    helper.fault { match = "user.list", kind = "rate_429", seconds = 9 }
    local did = pull { entities = { "users" } }
    assert.same({ 7, 9 }, helper.pluck(waits, "delay"))
    assert.equal("users", waits[2].entity)
    assert.equal(did.users.requests, 4)
  end)

  it("has one for a wait of the history", function()
    pull { entities = { "applications" } }
    helper.control("POST", "options", { rate_limit = 1000000 })
    helper.fault { match = "application.listHistory", kind = "rate_429", seconds = 5 }
    pull { entities = { "jobs" }, history = true }
    assert.equal("history", waits[1].entity)
    assert.equal(5, waits[1].delay)
  end)
end)
