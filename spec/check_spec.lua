--- Specs of check: each kind of key the sandbox has, and no server at all.
--
-- SPDX-License-Identifier: MIT

local core = require "ashby.core"
local helper = require "spec.helper"

-- The entities under each permission, as the vendor's facts have them.
local PERMISSIONS, COUNT = {}, 0
for _, operation in ipairs(helper.endpoints().operations) do
  if operation.action == "list" then
    local list = PERMISSIONS[operation.permission] or {}
    PERMISSIONS[operation.permission], COUNT = list, COUNT + 1
    table.insert(list, operation.entity)
  end
end

describe("check", function()
  before_each(helper.reset)

  local function check(key, options)
    local all = { api_key = key }
    for name, value in pairs(options or {}) do all[name] = value end
    local client = helper.client(all)
    local result, err = client.check()
    client.close()
    return result, err
  end

  -- Exactly what these permissions allow is open, and the rest has the reason.
  local function opens(result, ...)
    local open = {}
    for _, permission in ipairs { ... } do open[permission] = true end
    for permission, entities in pairs(PERMISSIONS) do
      for _, entity in ipairs(entities) do
        assert.equal(open[permission] or false, result.entities[entity], entity)
        if open[permission] then
          assert.is_nil(result.closed[entity])
        else
          assert.equal(("the key lacks %s: enable it under Admin, API keys"):format(permission),
            result.closed[entity])
        end
      end
    end
    local entities = 0
    for _ in pairs(result.entities) do entities = entities + 1 end
    assert.equal(COUNT, entities)
  end

  it("lists what a key with all permissions opens", function()
    local result = assert(check "ashby-sandbox-key")
    assert.is_true(result.ok)
    assert.equal("Sandbox", result.title)
    assert.is_true(#result.scopes >= 7)
    opens(result, "candidatesRead", "jobsRead", "organizationRead", "hiringProcessMetadataRead")
    assert.equal(1, helper.count())
  end)

  for name, permission in pairs { candidates = "candidatesRead", jobs = "jobsRead",
    organization = "organizationRead", process = "hiringProcessMetadataRead" } do
    it("lists what a key for " .. name .. " only opens", function()
      local result = assert(check("ashby-sandbox-" .. name .. "-only"))
      assert.is_true(result.ok)
      assert.equal(2, #result.scopes)
      opens(result, permission)
    end)
  end

  it("cannot see that confidential jobs are missing", function()
    local result = assert(check "ashby-sandbox-no-confidential")
    opens(result, "candidatesRead", "jobsRead", "organizationRead", "hiringProcessMetadataRead")
  end)

  it("tries one record for each permission where it may not ask for them", function()
    local result = assert(check "ashby-sandbox-no-info")
    assert.is_true(result.ok)
    assert.is_nil(result.title)
    assert.is_nil(result.scopes)
    opens(result, "candidatesRead", "jobsRead", "organizationRead", "hiringProcessMetadataRead")
    assert.equal(5, helper.count())
    for _, request in ipairs(helper.requests()) do
      if request.method ~= "apiKey.info" then assert.equal('{"limit":1}', request.body) end
    end
  end)

  it("reports where such a try is refused, in both ways", function()
    for _, status in ipairs { 403, 200 } do
      helper.control("POST", "options", { permission_status = status })
      helper.fault { match = "apiKey.info", kind = "success_false",
        code = "missing_endpoint_permission" }
      local result = assert(check "ashby-sandbox-jobs-only")
      assert.is_true(result.ok)
      opens(result, "jobsRead")
    end
    helper.fault { match = "apiKey.info", status = 404, body = "no such page" }
    opens(assert(check "ashby-sandbox-jobs-only"), "jobsRead")
  end)

  it("reports why a key is refused", function()
    for _, key in ipairs { "wrong", "ashby-sandbox-inactive" } do
      local result = assert(check(key))
      assert.is_false(result.ok)
      assert.equal("auth", result.error.kind)
      for _, entities in pairs(PERMISSIONS) do
        for _, entity in ipairs(entities) do
          assert.is_false(result.entities[entity])
          assert.equal(result.error.message, result.closed[entity])
        end
      end
      assert.is_nil(tostring(result.error):find(key, 1, true))
    end
  end)

  it("returns an error where no server answers", function()
    local result, err = check(nil, { base_url = "http://127.0.0.1:1", retries = 0 })
    assert.is_nil(result)
    assert.equal("network", err.kind)
    helper.fault { match = "apiKey.info", status = 500, body = "x" }
    result, err = check(nil, { retries = 0 })
    assert.is_nil(result)
    assert.equal("server", err.kind)
    helper.fault { match = "apiKey.info", status = 404, body = "x" }
    helper.fault { match = "user.list", status = 500, body = "x", times = -1 }
    helper.fault { match = "department.list", status = 500, body = "x", times = -1 }
    result, err = check(nil, { retries = 0 })
    assert.is_nil(result)
    assert.equal("server", err.kind)
  end)

  it("has one deadline for all its requests", function()
    helper.fault { match = "apiKey.info", delay_ms = 250 }
    helper.fault { match = "*.list", delay_ms = 250, times = -1 }
    local start = core.clock()
    local result, err = check("ashby-sandbox-no-info", { deadline = 0.4 })
    local seconds = core.clock() - start
    assert.is_nil(result)
    assert.equal("deadline", err.code)
    assert.is_true(seconds > 0.38 and seconds < 0.7, seconds)
  end)

  it("tries one record of each list of the hosted service", function()
    local client = helper.hosted()
    local result = assert(client.check())
    assert.is_true(result.ok)
    opens(result, "candidatesRead", "jobsRead", "organizationRead", "hiringProcessMetadataRead")
    assert.equal(4, helper.count())
    helper.fault { match = "hosted:jobs.list", kind = "success_false",
      code = "missing_endpoint_permission" }
    result = assert(client.check())
    assert.is_true(result.ok)
    assert.is_false(result.entities.jobs)
    assert.is_false(result.entities.job_postings)
    assert.is_true(result.entities.users)
    assert.matches("empty list", result.closed.jobs)
    client.close()
    client = helper.hosted { token = "wrong" }
    result = assert(client.check())
    assert.is_false(result.ok)
    assert.equal("auth", result.error.kind)
    client.close()
  end)
end)
