--- Specs of the sandbox's changes: incremental passes report each of them,
-- webhooks too; and it starts and stops alone.
--
-- SPDX-License-Identifier: MIT
-- Incremental passes, changes of the data, webhooks about them, and a restart in the middle.

local client = require "spec.sandbox.client"
local shell = require "tools.shell"

local call, control, drain = client.call, client.control, client.drain

local function set(list)
  local result = {}
  for _, item in ipairs(list) do result[type(item) == "table" and item.id or item] = true end
  return result
end

local function soon(ready)
  return shell.await(ready) or error("it did not happen")
end

describe("incremental passes of the sandbox #slow", function()
  setup(function() client.start("--scale 0.1 --seed 3") end)
  teardown(function() client.stop() end)
  before_each(function() control("reset", {}) end)

  local function token(method, params)
    local _, _, last = drain(method, params)
    return last.syncToken
  end

  it("report nothing when nothing changed, and return a new token", function()
    local before = token("application.list")
    local records, pages, last = drain("application.list", { syncToken = before })
    assert.same({}, records)
    assert.equal(1, pages)
    assert.is_string(last.syncToken)
  end)

  it("report what was created and changed, and no deletions", function()
    for entity, method in pairs{ applications = "application.list", candidates = "candidate.list",
      jobs = "job.list", users = "user.list", candidate_tags = "candidateTag.list" } do
      local before = token(method)
      local done = control("change", { entity = entity, update = 2, create = 1, delete = 1 })
      local records, _, last = drain(method, { syncToken = before, limit = 2 })
      local expected = set(done.updated)
      for id in pairs(set(done.created)) do expected[id] = true end
      local got = set(records)
      for id in pairs(expected) do assert.is_true(got[id], method) end
      assert.is_nil(got[done.deleted[1]])
      assert.is_nil(set((drain(method)))[done.deleted[1]])
      assert.same({}, (drain(method, { syncToken = last.syncToken })))
    end
  end)

  it("accept the token beside the cursor", function()
    local before = token("user.list")
    control("change", { entity = "users", update = 5 })
    local first = call("user.list", { syncToken = before, limit = 2 }).json
    assert.equal(2, #first.results)
    assert.is_nil(first.syncToken)
    local order = { syncToken = before, cursor = first.nextCursor, limit = 2 }
    local both = call("user.list", order).json
    order.syncToken = nil
    assert.same(call("user.list", order).json, both)
  end)

  it("do not lose what changes during the pass before", function()
    local first = call("user.list", { limit = 5 }).json
    local id = first.results[1].id
    control("change", { entity = "users", update = { id } })
    local last = call("user.list", { limit = 100, cursor = first.nextCursor }).json
    local records = drain("user.list", { syncToken = last.syncToken })
    assert.same({ [id] = true }, set(records))
  end)

  it("refuse tokens that are wrong, expired or of other filters", function()
    local before = token("department.list")
    assert.equal("sync_token_invalid", client.code(call("department.list", { syncToken = "abc" })))
    assert.equal("sync_token_invalid", client.code(call("user.list", { syncToken = before })))
    assert.equal("sync_token_invalid", client.code(call("department.list",
      { syncToken = before, includeArchived = true })))
    control("expire", { sync_tokens = true })
    assert.equal("sync_token_expired", client.code(call("department.list", { syncToken = before })))
  end)

  it("exceed a page cap on demand", function()
    local before = token("candidate.list")
    control("change", { entity = "candidates", update = 7 })
    control("options", { sync_page_cap = 2 })
    assert.equal("incremental_sync_too_large",
      client.code(call("candidate.list", { syncToken = before, limit = 3 })))
    assert.equal(7, #(drain("candidate.list", { syncToken = before, limit = 4 })))
  end)

  it("keep records in agreement", function()
    local done = control("change", { entity = "applications", create = 1, archive = 1, hire = 1 })
    local new = call("application.info", { applicationId = done.created[1] }).json.results
    local owner = call("candidate.info", { id = new.candidate.id }).json.results
    assert.is_true(set(owner.applicationIds)[new.id])
    local archived = call("application.info", { applicationId = done.archived[1] }).json.results
    assert.equal("Archived", archived.status)
    assert.is_string(archived.archivedAt)
    assert.is_string(archived.archiveReason.id)
    local hired = call("application.info", { applicationId = done.hired[1] }).json.results
    assert.equal("Hired", hired.status)
    assert.is_nil(hired.archivedAt)
  end)

  it("send webhooks, signed, again after failures, with one id", function()
    client.fault{ match = "hook", status = 500, skip = 1, times = 2 }
    control("webhooks", { url = client.url .. "/hook", secret = "s3cret", speed = 5000 })
    control("change", { entity = "jobs", update = 1 })
    soon(function() return #control("webhooks") >= 4 end)
    local list = control("webhooks")
    local update = {}
    for _, delivery in ipairs(list) do
      if delivery.action == "jobUpdate" then update[#update + 1] = delivery end
    end
    assert.equal(3, #update)  -- 500, 500, then 404, which is not tried again
    assert.equal(404, update[3].status)
    assert.equal(update[1].id, update[3].id)
    local request
    for _, entry in ipairs(control("requests")) do
      if entry.body:find("jobUpdate", 1, true) then request = entry end
    end
    local file = client.dir .. "/hook.body"
    local out = assert(io.open(file, "wb"))
    out:write(request.body)
    out:close()
    local digest = shell.output("openssl dgst -sha256 -hmac s3cret " .. file):match("(%x+)$")
    assert.equal("sha256=" .. digest, request.headers["ashby-signature"])
  end)

  it("report a hire in three events", function()
    control("webhooks", { url = client.url .. "/hook", secret = "s" })
    control("change", { entity = "applications", hire = 1 })
    soon(function() return #control("webhooks") >= 4 end)
    local seen = {}
    for n, delivery in ipairs(control("webhooks")) do seen[n] = delivery.action end
    table.sort(seen)
    assert.same({ "applicationUpdate", "candidateHire", "candidateStageChange", "ping" }, seen)
  end)

  it("and full ones survive kill -9 and a restart at the same port", function()
    local all = drain("application.list")
    local first = call("application.list", { limit = 70 }).json
    local sync = token("user.list")
    local killed = client.dir
    shell.output(("kill -9 %d"):format(client.facts.pid))
    client.start(("--scale 0.1 --seed 3 --port %d"):format(client.facts.port))
    local rest = drain("application.list", { cursor = first.nextCursor })
    assert.equal(#all, #first.results + #rest)
    assert.equal(all[71].id, rest[1].id)
    assert.same({}, (drain("user.list", { syncToken = sync })))
    assert.is_nil(io.open(killed .. "/sandbox.json"))
  end)
end)

describe("starting and stopping #slow", function()
  it("runs several side by side and ends one alone", function()
    local one = shell.output(client.root .. "/start --scale 0.01")
    local two = shell.output(client.root .. "/start --scale 0.01 --seed 2")
    assert.matches("^http://127%.0%.0%.1:%d+$", one)
    assert.not_equal(one, two)
    shell.output(client.root .. "/stop " .. one)
    local code = shell.run("curl -s -o /dev/null " .. one .. "/_sandbox/health")
    assert.equal(7, code)
    assert.matches('"ok":true', (shell.output("curl -s " .. two .. "/_sandbox/health")))
    shell.output(client.root .. "/stop " .. two)
  end)
end)
