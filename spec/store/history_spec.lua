--- Specs of a pull with the applications' history: broken off, it goes on
-- where it was.
--
-- SPDX-License-Identifier: MIT

local helper = require "spec.helper"
local kit = require "spec.store.kit"

describe("store.pull with history", function()
  local store, client

  before_each(function()
    helper.reset()
    helper.control("POST", "options", { rate_limit = 1000000 })
    store, client = kit.store()
  end)
  after_each(function()
    store.close()
    client.close()
    helper.reset()
  end)
  teardown(kit.remove)

  local function pull(more)
    return store.pull(kit.with({ entities = { "applications" }, history = true }, more))
  end

  it("goes on where it was broken off, and fetches again only what changed #slow", function()
    helper.fault { match = "application.listHistory", skip = 500, kind = "success_false",
      code = "invalid_input" }
    local summary, err = pull()
    assert.is_nil(summary)
    assert.equal("invalid_input", err.code)
    local first = kit.value(store, "select count(*) from history_pulled")
    assert.is_true(first > 400 and first < 600, first)
    summary = assert(pull())
    assert.equal(3000 - first, summary.history.applications)
    assert.equal(0, assert(pull()).history.applications)
    helper.control("POST", "change", { entity = "applications", update = 4 })
    assert.equal(4, assert(pull()).history.applications)

    local id = kit.value(store, "select application_id from stage_history "
      .. "group by application_id having count(*) > 2 limit 1")
    local entries = assert(client.call("application.listHistory", { applicationId = id }))
    local rows = {}
    for row in store.sql("select * from stage_history where application_id = ? "
      .. "order by entered_stage_at, stage_number", id) do
      rows[#rows + 1] = row
    end
    table.sort(entries, function(a, b) return a.enteredStageAt < b.enteredStageAt end)
    assert.equal(#entries, #rows)
    for i, entry in ipairs(entries) do
      assert.same({ entry.id, entry.stageId, entry.title, entry.stageNumber, entry.enteredStageAt,
        entry.leftStageAt }, { rows[i].id, rows[i].stage_id, rows[i].title, rows[i].stage_number,
        rows[i].entered_stage_at, rows[i].left_stage_at })
    end
  end)
end)
