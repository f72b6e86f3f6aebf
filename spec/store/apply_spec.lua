--- Specs of store.apply: each webhook event changes what it should, once, and
-- never to something older.
--
-- SPDX-License-Identifier: MIT

local cjson = require "cjson"

local files = require "spec.store.files"
local helper = require "spec.helper"
local kit = require "spec.store.kit"
local shell = require "tools.shell"

describe("store.apply", function()
  local store, client, path

  -- Pulled once: each spec gets a copy.
  local pulled

  setup(function()
    helper.reset()
    pulled = files.path()
    store, client = kit.store(nil, pulled)
    assert(store.pull { entities = { "applications", "candidates", "jobs", "job_postings" } })
    store.close()
    client.close()
  end)
  before_each(function()
    helper.reset()
    path = files.path()
    shell.write(path, shell.read(pulled))
    store, client = kit.store(nil, path)
  end)
  after_each(function()
    store.close()
    client.close()
  end)
  teardown(kit.remove)

  local function raw(entity, position)
    local n = 0
    for record in client[entity].each { raw = true } do
      n = n + 1
      if n == (position or 1) then return record end
    end
  end

  local function event(action, data)
    return ('{"webhookActionId":"1","action":"%s","data":%s}'):format(action, data)
  end

  it("keeps the record of an event, once", function()
    helper.control("POST", "change", { entity = "applications", hire = 1 })
    local hired
    for record in client.applications.each { status = "Hired", raw = true } do
      local id = record:match('"id":"([^"]+)"')
      if store.applications.get(id).status ~= "Hired" then hired = record end
    end
    local body = event("applicationUpdate", '{"application":' .. hired .. "}")
    local did = assert(store.apply(body))
    assert.same({ "applications", "changed" }, { did.entity, did.did })
    assert.equal("Hired", store.applications.get(did.id).status)
    assert.equal(1, kit.value(store, "select count(*) from stage_changes"))
    assert.equal("unchanged", assert(store.apply(body)).did)
    assert.equal(1, kit.value(store, "select count(*) from stage_changes"))
    assert.is_nil(kit.difference(store, client, "applications"))
  end)

  it("does not let an older record replace a newer one", function()
    local old = raw "applications"
    local id = old:match('"id":"([^"]+)"')
    helper.control("POST", "change", { entity = "applications", update = { id } })
    assert(store.pull { entities = { "applications" } })
    local now = store.applications.get(id)
    assert.equal("unchanged",
      assert(store.apply(event("applicationUpdate", '{"application":' .. old .. "}"))).did)
    assert.same(now, store.applications.get(id))
  end)

  it("erases a deleted candidate with all that belongs to it, and no late event brings it back",
    function()
      local candidate = cjson.decode(raw("candidates", 3))
      local application = raw "applications"
      for record in client.applications.each { raw = true } do
        if record:find(candidate.id, 1, true) then application = record end
      end
      local body = event("candidateDelete", '{"candidate":{"id":"' .. candidate.id .. '"}}')
      assert.equal("erased", assert(store.apply(body)).did)
      assert.equal("unchanged", assert(store.apply(body)).did)
      assert.is_nil((store.candidates.get { id = candidate.id, include_gone = true }))
      for _, query in ipairs {
        "select count(*) from applications_all where candidate_id = ?",
        "select count(*) from candidate_emails where candidate_id = ?",
        "select count(*) from custom_field_values where record_id = ?",
      } do
        assert.equal(0, kit.value(store, query, candidate.id))
      end
      assert.equal("ignored", assert(store.apply(
        event("applicationUpdate", '{"application":' .. application .. "}"))).did)
      store.close()
      assert.is_nil(shell.read(path):find(candidate.primaryEmailAddress.value, 1, true))
      store = kit.store({ client = client }, path)
    end)

  local ORDERS = { { 1, 2, 3 }, { 1, 3, 2 }, { 2, 1, 3 }, { 2, 3, 1 }, { 3, 1, 2 }, { 3, 2, 1 } }

  it("has the newest record whatever the order of the events, and however often they come",
    function()
      local record = raw("applications", 7)
      local id = record:match '"id":"([^"]+)"'
      local function version(n)
        return event("applicationUpdate", '{"application":' .. record:gsub('"updatedAt":"[^"]+"',
          ('"updatedAt":"2999-01-0%dT00:00:00.000Z"'):format(n), 1) .. "}")
      end
      local start = store.applications.get(id).updatedAt
      for _, order in ipairs(ORDERS) do
        assert.equal(start, store.applications.get(id).updatedAt)
        for _, n in ipairs(order) do
          assert(store.apply(version(n)))
          assert(store.apply(version(n)))
        end
        assert.equal("2999-01-03T00:00:00.000Z", store.applications.get(id).updatedAt)
        store.close()
        shell.write(path, shell.read(pulled))
        store = kit.store({ client = client }, path)
      end
    end)

  it("does not show again what is gone because of a late event", function()
    local record = raw("candidates", 6)
    local id = record:match '"id":"([^"]+)"'
    helper.control("POST", "change", { entity = "candidates", delete = { id } })
    assert(store.pull { entities = { "candidates" }, full = true })
    assert.is_nil((store.candidates.get(id)))
    local body = event("candidateUpdate", '{"candidate":' .. record .. "}")
    assert.equal("unchanged", assert(store.apply(body)).did)
    assert.is_nil((store.candidates.get(id)))
    body = body:gsub('"updatedAt":"[^"]+"', '"updatedAt":"2999-01-01T00:00:00.000Z"', 1)
    assert.equal("changed", assert(store.apply(body)).did)
    assert.is_table((store.candidates.get(id)))
  end)

  it("does not add what belongs to an erased candidate", function()
    local candidate = cjson.decode(raw("candidates", 9)).id
    local application = raw("applications", 8):gsub('"id":"[^"]+"', '"id":"new"', 1)
      :gsub('("candidate":{[^}]-"id":)"[^"]+"', '%1"' .. candidate .. '"', 1)
    local body = event("applicationSubmit", '{"application":' .. application .. "}")
    assert(store.apply(event("candidateDelete", '{"candidate":{"id":"' .. candidate .. '"}}')))
    assert.equal("ignored", assert(store.apply(body)).did)
    assert.equal(0, kit.value(store, "select count(*) from applications_all where candidate_id = ?",
      candidate))
    assert(store.apply(event("candidateMerge",
      '{"deletedCandidate":{"id":"m"},"mergedCandidate":{"id":"x"}}')))
    body = body:gsub(candidate:gsub("%-", "%%-"), "m")
    assert.equal("new", assert(store.apply(body)).did)
  end)

  it("overwrites what an erased candidate was before", function()
    local record = raw("candidates", 5)
    local id = record:match '"id":"([^"]+)"'
    local function version(n)
      return event("candidateUpdate", '{"candidate":' .. record:gsub('"updatedAt":"[^"]+"',
        ('"updatedAt":"2999-01-0%d"'):format(n), 1):gsub('"name":"[^"]+"', '"name":"MARIE'
        .. ("e"):rep(40000 - n * 9000) .. n .. '"', 1) .. "}")
    end
    assert(store.apply(event("candidateDelete", '{"candidate":{"id":"nobody"}}')))
    for n = 1, 3 do assert.equal("changed", assert(store.apply(version(n))).did) end
    assert.equal("erased",
      assert(store.apply(event("candidateDelete", '{"candidate":{"id":"' .. id .. '"}}'))).did)
    for _, name in ipairs { path, path .. "-wal" } do
      assert.is_nil(shell.read(name):find("MARIEe", 1, true))
      assert.is_nil(shell.read(name):find(("e"):rep(40), 1, true))
    end
  end)

  it("erases the merged candidate and keeps its applications", function()
    local merged = cjson.decode(raw("candidates", 4)).id
    local count = kit.value(store, "select count(*) from applications")
    local did = assert(store.apply(event("candidateMerge",
      ('{"deletedCandidate":{"id":"%s"},"mergedCandidate":{"id":"x"}}'):format(merged))))
    assert.same({ "erased", merged }, { did.did, did.id })
    assert.equal(count, kit.value(store, "select count(*) from applications"))
  end)

  it("erases a deleted posting", function()
    local posting = store.job_postings.all()[1]
    assert.equal("erased",
      assert(store.apply(event("jobPostingDelete", ('{"id":"%s"}'):format(posting.id)))).did)
    assert.is_nil((store.job_postings.get(posting.id)))
  end)

  it("ignores events without a whole record", function()
    local job = store.jobs.all()[1]
    for _, body in ipairs {
      event("ping", '{"webhookActionType":"ping"}'), event("somethingNew", "{}"),
      event("jobUpdate", ('{"job":{"id":"%s","title":"cut"}}'):format(job.id)),
      event("candidateDelete", "{}"), event("candidateDelete", '{"candidate":{"id":5}}'),
    } do
      assert.equal("ignored", assert(store.apply(body)).did)
    end
    assert.same(job, store.jobs.get(job.id))
    local did, err = store.apply "no json"
    assert.is_nil(did)
    assert.equal("not_json", err.code)
    helper.misuse(store.apply, 5)
  end)
end)
