--- Specs of search over a store: the same hits as over the live list.
--
-- SPDX-License-Identifier: MIT

local helper = require "spec.helper"
local kit = require "spec.store.kit"
local source = require "spec.search.source"

describe("search over a store", function()
  describe("of the cases", function()
    local store, client

    setup(function()
      helper.reset()
      helper.fault { match = "candidate.list", times = -1, body = source.body() }
      store, client = kit.store()
      assert(store.pull { entities = { "candidates" } })
    end)
    teardown(function()
      store.close()
      client.close()
      kit.remove()
    end)

    source.specs(it, function() return store.candidates.search end)
  end)

  describe("of an organisation", function()
    local store, client

    kit.pulled(function(...) store, client = ... end)

    it("finds what the live list finds, archived records too", function()
      for entity, filter in pairs {
        candidates = { any = { tags = { keyword = { title = "vip bilingual" } } } },
        applications = { ["not"] = { eq = { ["source.title"] = "LinkedIn" } } },
        jobs = { like = { title = "%ENGINEER%" } }, departments = { eq = { isArchived = true } },
        locations = { neq = { type = "Location" } }, users = { eq = { isEnabled = false } },
        job_postings = { eq = { status = "Draft" } }, sources = { eq = { isArchived = true } },
        archive_reasons = { fuzzy = { text = "no" } }, candidate_tags = { lt = { title = "C" } },
        custom_fields = { ["in"] = { fieldType = { "Number", "Date" } } },
        feedback_form_definitions = { eq = { isDefaultForm = true } },
      } do
        local given = { query = { filter = filter, sort = { { id = "asc" } } }, limit = 5000,
          null = kit.null }
        local kept, live = assert(store[entity].search(given)), assert(client[entity].search(given))
        assert.is_true(#live.records > 0, entity)
        assert.is_nil(helper.difference(live.records, kept.records, entity))
      end
    end)

    it("finds the same where columns test a part of the filter", function()
      local job = client.applications.list { limit = 1 }.records[1].job.id
      for _, filter in ipairs {
        { eq = { status = "Archived", ["job.id"] = job } },
        { ["in"] = { ["source.title"] = { "LinkedIn", "Indeed", "x\0y" } } },
        { gte = { createdAt = "2025-03-01" }, lt = { createdAt = "2025-03-20T10:00:00Z" } },
        { eq = { ["creditedToUser.isEnabled"] = false } },
        { eq = { status = "Hired" }, ["not"] = { eq = { ["job.id"] = job } } },
      } do
        local given = { query = { filter = filter, sort = { { id = "asc" } } }, limit = 5000,
          fields = { "id" } }
        local live = assert(client.applications.search(given)).records
        assert.is_true(#live > 0)
        assert.same(live, assert(store.applications.search(given)).records)
      end
    end)

    it("refuses a place that is none of its own", function()
      for _, filter in ipairs { { eq = { status = "Open" } }, { gt = { createdAt = "2000" } } } do
        local given = { query = { filter = filter }, limit = 1 }
        local cursor = assert(store.jobs.search(given)).meta.cursor
        for _, place in ipairs { "x", "5", "s-1", "1e5", "s9999999999999999" } do
          given.cursor = cursor:gsub("[^-]*$", place)
          local page, err = store.jobs.search(given)
          assert.is_nil(page)
          assert.equal("invalid_next_cursor", err.code)
        end
      end
    end)

    it("works by name, and refuses what is wrong", function()
      assert.equal(3, #assert(store.execute("jobs", "search", { query = {}, limit = 3 })).records)
      assert.matches("did you mean 'title'", helper.misuse(store.jobs.search,
        { query = { filter = { eq = { titel = "x" } } } }))
    end)
  end)
end)
