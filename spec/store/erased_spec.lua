-- SPDX-License-Identifier: MIT

local helper = require "spec.helper"
local kit = require "spec.store.kit"

describe("what was erased", function()
  teardown(kit.remove)

  it("does not come back from a pull that began before, nor does what belongs to it", function()
    helper.reset()
    local store, client = kit.store()
    local last
    for application in client.applications.each() do last = application.candidate.id end
    local query = "select count(*) from applications where candidate_id = ?"
    local did
    assert(store.pull { entities = { "applications" }, progress = function()
      did = did or assert(store.apply(
        ('{"action":"candidateDelete","data":{"candidate":{"id":"%s"}}}'):format(last)))
    end })
    assert.equal("unchanged", did.did) -- the store did not know the candidate yet
    assert.equal(0, kit.value(store, query, last))
    assert(store.pull { entities = { "applications" }, full = true })
    assert.is_true(kit.value(store, query, last) > 0) -- the service still lists them
    store.close()
    client.close()
  end)
end)
