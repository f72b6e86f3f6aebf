--- Specs of store.purge: those who are gone are erased, and nobody else.
--
-- SPDX-License-Identifier: MIT

local files = require "spec.store.files"
local helper = require "spec.helper"
local kit = require "spec.store.kit"
local shell = require "tools.shell"

describe("store.purge", function()
  teardown(kit.remove)

  it("erases what is gone, and nothing else #slow", function()
    helper.reset()
    local path = files.path()
    local store, client = kit.store(nil, path)
    assert(store.pull { entities = { "candidates", "applications" } })
    local victim = store.candidates.all()[5]
    local raw = store.candidates.get { id = victim.id, raw = true }
    helper.control("POST", "change", { entity = "candidates", delete = { victim.id } })
    assert(store.pull { entities = { "candidates" }, full = true })
    assert.equal(0, assert(store.purge { gone_before = "30d" }).candidates)
    assert.is_table(store.candidates.get { id = victim.id, include_gone = true })
    assert.is_table(store.candidates.get_many({ victim.id }, { include_gone = true })[1])
    assert.is_false(store.candidates.get_many({ victim.id })[1])
    local left = #store.candidates.all()
    local did = assert(store.purge { gone_before = "2999-01-01" })
    assert.equal(1, did.candidates)
    assert.is_nil((store.candidates.get { id = victim.id, include_gone = true }))
    assert.equal(0, kit.value(store, "select count(*) from applications_all where candidate_id = ?",
      victim.id))
    assert.equal(left, #store.candidates.all())
    local late = '{"action":"candidateUpdate","data":{"candidate":' .. raw .. "}}"
    assert.equal("ignored", assert(store.apply(late)).did)
    store.close()
    client.close()
    assert.is_nil(shell.read(path):find(victim.primaryEmailAddress.value, 1, true))
  end)

  it("raises for misuse", function()
    local store, client = kit.store()
    for words, given in pairs { ["gone_before' is missing"] = {},
      ["unknown option"] = { before = 1 }, ["a time such as '30d'"] = { gone_before = "soon" } } do
      local said = helper.misuse(store.purge, given)
      assert.is_truthy(said:find(words, 1, true), said)
    end
    store.close()
    client.close()
  end)
end)
