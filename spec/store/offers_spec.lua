--- Specs of a pull with offers.
--
-- SPDX-License-Identifier: MIT

local helper = require "spec.helper"
local kit = require "spec.store.kit"

describe("store.pull with offers", function()
  local store, client

  kit.fresh(function(...) store, client = ... end)

  local ONLY = { entities = { "applications" }, offers = true }

  it("keeps them beside the entities, and later what changed", function()
    local summary = assert(store.pull(ONLY))
    local sent = {}
    for page in client.call_pages("offer.list", { limit = 100 }) do
      for _, offer in ipairs(page.records) do sent[#sent + 1] = offer end
    end
    assert.is_true(#sent > 10)
    assert.equal(#sent, summary.offers.new)
    for _, offer in ipairs(sent) do
      local row = assert(store.sql("select * from offers where id = ?", offer.id):next())
      assert.same({ offer.applicationId, offer.acceptanceStatus, offer.offerStatus },
        { row.application_id, row.acceptance_status, row.offer_status })
      assert.equal(offer.latestVersion.startDate, row.latest_version_start_date)
    end
    summary = assert(store.pull(ONLY))
    assert.same({ "incremental", 0 }, { summary.offers.mode, summary.offers.new })
    assert.equal(0, kit.value(store, "select count(*) from offers o left join applications a "
      .. "on a.id = o.application_id where a.id is null"))
  end)

  it("fails when the key may not see them, since they were asked for", function()
    local blind = helper.client { api_key = "ashby-sandbox-no-offers" }
    local summary, err, partial = store.pull(kit.with(ONLY, { client = blind }))
    assert.is_nil(summary)
    assert.same({ "permission", "offer.list" }, { err.kind, err.method })
    assert.equal(3000, partial.applications.new)
    blind.close()
  end)
end)
