--- Specs of a store's face: what only the service can do is misuse that says so.
--
-- SPDX-License-Identifier: MIT

local helper = require "spec.helper"
local kit = require "spec.store.kit"

describe("the face of a store", function()
  local store

  kit.pulled(function(s) store = s end)

  it("gathers", function()
    local got = assert(store.gather { jobs = store.jobs.all, users = store.users.all })
    assert.equal(#store.users.all(), #got.users)
  end)

  it("says what only the service can do", function()
    for words, fn in pairs {
      ["'expand' does not work on a store"] = function() store.jobs.all { expand = "openings" } end,
      ["'sync_token' does not work"] = function() store.jobs.list { sync_token = "x" } end,
      ["'job_board_id' does not work"] = function()
        store.job_postings.all { job_board_id = "x" }
      end,
      ["'external_mapping_id' does not work"] = function()
        store.candidates.get { external_mapping_id = "x" }
      end,
      ["needs the service"] = function() store.call("job.list") end,
      ["store.check: there is no key"] = function() store.check() end,
      ["store.sync: a sync needs the service: use a client, or store.pull"] = function()
        store.sync {}
      end,
      ["jobs.list: parallel works with each and all"] = function()
        store.jobs.list { parallel = true }
      end,
      ["users.list: parallel works with each and all"] = function()
        store.users.pages { parallel = true }
      end,
      ["users.list: no filter of the service"] = function() store.users.all { parallel = true } end,
      ["a cursor belongs to one chain"] = function()
        store.jobs.all { parallel = true, cursor = "s1" }
      end,
      ["jobs.get_many: bad argument 'fields': unknown field 'titel'"] = function()
        store.jobs.get_many({ "x" }, { fields = { "titel" } })
      end,
      ["jobs.search: bad argument 'fields': unknown field 'titel'"] = function()
        store.jobs.search { query = {}, fields = { "titel" } }
      end,
      ["unknown parameter 'statuss'"] = function() store.jobs.all { statuss = "Open" } end,
      ["unknown value 'Opn'"] = function() store.jobs.all { status = "Opn" } end,
      ["with a dot"] = function() store.jobs:all() end,
      ["jobs.list: bad argument 'include_gone'"] = function()
        store.jobs.all { include_gone = 1 }
      end,
    } do
      local said = helper.misuse(fn)
      assert.is_truthy(said:find(words, 1, true), said)
      assert.is_truthy(said:find("face_spec.lua:%d+:"), said)
    end
  end)
end)
