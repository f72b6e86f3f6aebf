--- Specs of a store whose client is on the hosted service.
--
-- SPDX-License-Identifier: MIT

local ashby = require "ashby"
local files = require "spec.store.files"
local helper = require "spec.helper"

describe("a store that is pulled through the hosted service", function()
  local store, client

  before_each(function()
    helper.reset()
    client = helper.hosted()
    store = assert(ashby.store(files.path(), { client = client }))
  end)
  after_each(function()
    store.close()
    client.close()
  end)
  teardown(files.remove)

  it("keeps what its lists return", function()
    local summary = assert(store.pull())
    for _, entity in ipairs(client.entities()) do
      assert.equal("full", summary[entity].mode)
      local kept, sent = {}, {}
      for record in store[entity].each { raw = true, include_gone = true } do
        kept[record] = true
      end
      for record in client[entity].each { raw = true } do sent[record] = true end
      assert.is_nil(helper.difference(kept, sent))
    end
    summary = assert(store.pull { entities = { "jobs" } })
    assert.same({ "full", "no_sync_token", 0 },
      { summary.jobs.mode, summary.jobs.reason, summary.jobs.new })
  end)

  it("does not take a refusal for an empty list", function()
    assert(store.pull { entities = { "users" } })
    local before = #store.users.all()
    helper.fault { match = "hosted:users.list", body = { status = "success", result = {},
      connector_metadata = { has_more = false } } }
    local summary, err = store.pull { entities = { "users" } }
    assert.is_nil(summary)
    assert.is_string(err.code)
    assert.equal(before, #store.users.all())
  end)

  it("has neither history nor offers", function()
    helper.misuse(store.pull, { history = true })
    helper.misuse(store.pull, { offers = true })
  end)
end)
