--- Specs of a store's records by their ids.
--
-- SPDX-License-Identifier: MIT

local helper = require "spec.helper"
local kit = require "spec.store.kit"

describe("a record of a store", function()
  local store

  kit.pulled(function(s) store = s end)

  it("is found by its id, and what is missing is reported", function()
    local job = store.jobs.all()[3]
    assert.same(job, store.jobs.get(job.id))
    assert.equal(1, select("#", store.jobs.get(job.id)))
    assert.same(job, store.jobs.get { id = job.id })
    local source = store.sources.all()[2]
    assert.same(source, store.sources.get(source.id))
    local application = store.applications.all({ max = 1 })[1]
    assert.same(application, store.applications.get { application_id = application.id })
    local record, err = store.jobs.get "nobody"
    assert.is_nil(record)
    assert.same({ "not_found", "job_not_found" }, { err.kind, err.code })
    local many, failed = store.jobs.get_many { job.id, "nobody", job.id }
    assert.same({ job, false, job }, many)
    assert.equal("not_found", failed[2].kind)
  end)

  it("is refused where an id is not one", function()
    for words, ids in pairs { ["an array of ids expected, got nothing"] = false,
      ["an array of ids expected, got a string"] = "x", ["id 2 is not a string"] = { "x", 2 },
      ["id 1 is not a string, or is empty"] = { "" } } do
      local said = helper.misuse(store.jobs.get_many, ids or nil)
      assert.truthy(said:find("jobs.get_many: " .. words, 1, true), said)
    end
  end)
end)
