--- Specs of hosted: the curl commands of the service's documentation, the same
-- bodies from the module, and that each record is the same as from Ashby directly.
--
-- SPDX-License-Identifier: MIT

local cjson = require "cjson"
local helper = require "spec.helper"
local shell = require "tools.shell"

local facts = helper.facts().hosted
local EXECUTE = "/api/v1/integrations/connectors/" .. facts.connector_id .. "/execute"

-- The parameter that get takes, by entity, as the service's documents name it.
local IDS = { candidates = "id", applications = "applicationId", jobs = "id",
  departments = "departmentId", locations = "locationId", users = "userId",
  job_postings = "jobPostingId" }

local LISTS = { "candidates", "applications", "jobs", "departments", "locations", "users",
  "job_postings", "sources", "archive_reasons", "candidate_tags", "custom_fields",
  "feedback_form_definitions" }

local UNPAGED = { job_postings = true, sources = true, archive_reasons = true }

local function last_request()
  local all = helper.requests()
  return all[#all]
end

-- Some ids of a list: the first, the last and the middle one.
local function some_ids(entity)
  local ids = helper.ids(entity)
  return { ids[1], ids[math.ceil(#ids / 2)], ids[#ids] }
end

describe("the hosted service", function()
  local direct, hosted

  before_each(function()
    helper.reset()
    direct, hosted = helper.client(), helper.hosted()
  end)

  after_each(function()
    direct.close()
    hosted.close()
  end)

  describe("by the curl commands of its documentation", function()
    -- Runs a command with the sandbox's values in it: the answer, and what arrived.
    local function run(text, values)
      local line = text:gsub("https://api%.airbyte%.ai", helper.url):gsub("{([%w_]+)}", values)
      local answer = cjson.decode(shell.output(line .. " -sS"))
      return answer, last_request()
    end

    local function same_body(entry)
      local own = last_request()
      assert.not_equal(entry.n, own.n)
      assert.same(cjson.decode(entry.body), cjson.decode(own.body))
      for _, name in ipairs { "verb", "path" } do assert.equal(entry[name], own[name]) end
      for _, name in ipairs { "content-type", "authorization" } do
        assert.equal(entry.headers[name], own.headers[name])
      end
      return own
    end

    it("returns a token", function()
      local answer, entry = run([[curl -X POST \
        https://api.airbyte.ai/api/v1/account/applications/token \
        -H "Content-Type: application/json" \
        -d '{
          "client_id": "{client_id}",
          "client_secret": "{client_secret}"
        }']], facts)
      assert.is_string(answer.access_token)
      local client = helper.hosted { token = false, client_id = facts.client_id,
        client_secret = facts.client_secret }
      assert(client.users.list { limit = 1 })
      client.close()
      local own
      for _, request in ipairs(helper.requests()) do
        if request.path == entry.path and request.n ~= entry.n then own = request end
      end
      assert.same(cjson.decode(entry.body), cjson.decode(own.body))
      assert.equal('{"client_id":"sandbox-client","client_secret":"sandbox-secret"}', own.body)
      assert.is_nil(own.headers.authorization)
    end)

    it("lists", function()
      local answer, entry = run([[curl -X POST \
        https://api.airbyte.ai/api/v1/integrations/connectors/{connector_id}/execute \
        -H "Authorization: Bearer {token}" \
        -H "Content-Type: application/json" \
        -d '{
          "entity": "candidates",
          "action": "list",
          "params": {
            "limit": 50
          }
        }']], facts)
      local page = assert(hosted.candidates.list { limit = 50 })
      assert.equal('{"entity":"candidates","action":"list","params":{"limit":50}}',
        same_body(entry).body)
      assert.is_nil(helper.difference(helper.without_nulls(answer.result), page.records))
      assert.equal(answer.connector_metadata.cursor, page.meta.cursor)
    end)

    it("lists from a cursor on", function()
      local first = assert(hosted.candidates.list { limit = 50 })
      local answer, entry = run([[curl -X POST \
        https://api.airbyte.ai/api/v1/integrations/connectors/{connector_id}/execute \
        -H "Authorization: Bearer {token}" -H "Content-Type: application/json" \
        -d '{"entity": "candidates", "action": "list",
          "params": {"limit": 50, "cursor": "{cursor}"}}']],
        { connector_id = facts.connector_id, token = facts.token, cursor = first.meta.cursor })
      local page = assert(hosted.candidates.list { limit = 50, cursor = first.meta.cursor })
      same_body(entry)
      assert.equal(answer.result[1].id, page.records[1].id)
    end)

    for entity, name in pairs(IDS) do
      it("gets one of " .. entity, function()
        local id = helper.ids(entity)[1]
        local answer, entry = run([[curl -X POST \
          https://api.airbyte.ai/api/v1/integrations/connectors/{connector_id}/execute \
          -H "Authorization: Bearer {token}" \
          -H "Content-Type: application/json" \
          -d '{
            "entity": "{entity}",
            "action": "get",
            "params": {
              "{name}": "{id}"
            }
          }']], { connector_id = facts.connector_id, token = facts.token, entity = entity,
          name = name, id = id })
        local record = assert(hosted[entity].get(id))
        local own = same_body(entry)
        assert.equal(('{"entity":"%s","action":"get","params":{"%s":"%s"}}'):format(entity, name,
          id), own.body)
        assert.is_nil(helper.difference(helper.without_nulls(answer.result.results), record))
      end)
    end
  end)

  describe("returns the same as Ashby does directly:", function()
    for _, entity in ipairs(LISTS) do
      it("the whole list of " .. entity, function()
        local mine, theirs = hosted[entity].all(), direct[entity].all()
        assert.equal(#helper.ids(entity), #mine)
        assert.is_nil(helper.difference(theirs, mine))
        assert.equal(EXECUTE, helper.requests()[1].path)
      end)
    end

    for entity in pairs(IDS) do
      for _, shape in ipairs { "envelope", "bare" } do
        it(("one of %s, answered %s"):format(entity, shape), function()
          helper.control("POST", "options", { hosted_get = shape })
          for _, id in ipairs(some_ids(entity)) do
            local record = assert(hosted[entity].get(id))
            assert.equal(id, record.id)
            assert.is_nil(helper.difference(assert(direct[entity].get(id)), record))
          end
        end)
      end
    end

    it("in each kind of call", function()
      local ids = helper.ids "users"
      assert.same(ids, helper.pluck(hosted.users.all { limit = 50 }))
      local from_pages, from_each = {}, {}
      for page in hosted.users.pages { limit = 50 } do
        for _, record in ipairs(page.records) do from_pages[#from_pages + 1] = record.id end
      end
      for record in hosted.users.each { limit = 50, max = 60 } do
        from_each[#from_each + 1] = record.id
      end
      assert.same(ids, from_pages)
      assert.equal(60, #from_each)
      assert.same(some_ids "users", helper.pluck((hosted.users.get_many(some_ids "users"))))
      assert.same(direct.execute("jobs", "list", { limit = 5 }).records,
        hosted.execute("jobs", "list", { limit = 5 }).records)
      assert.same(direct.entities(), hosted.entities())
      assert.is_nil(helper.difference(direct.describe "jobs", hosted.describe "jobs"))
      local results = hosted.gather { jobs = function() return hosted.jobs.list { limit = 3 } end }
      assert.equal(3, #results.jobs.records)
    end)

    it("raw, with nulls, and in fields, which the service selects", function()
      local fields = { "id", "emailAddresses.value" }
      local page = hosted.candidates.list { limit = 20, fields = fields }
      assert.same(fields, cjson.decode(last_request().body).select_fields)
      assert.same(direct.candidates.list { limit = 20, fields = fields }.records, page.records)
      assert.same(direct.users.list { limit = 5, raw = true }.records,
        hosted.users.list { limit = 5, raw = true }.records)
      assert.is_nil(helper.difference(
        direct.departments.list { limit = 9, null = cjson.null }.records,
        hosted.departments.list { limit = 9, null = cjson.null }.records))
      local id = helper.ids "users" [1]
      assert.same({ id = id }, hosted.users.get { id = id, fields = { "id" } })
      assert.is_nil(cjson.decode(last_request().body).select_fields)
    end)
  end)

  it("refuses unknown parameters before anything is sent", function()
    local refused, values = 0, { boolean = true, integer = 1.7e12, string = "x", array = { "x" } }
    for _, entity in ipairs(LISTS) do
      local about = hosted.describe(entity)
      for _, param in ipairs(about.list.params) do
        if param.name ~= "limit" and param.name ~= "cursor" then
          local value = param.values and (param.type == "array" and { param.values[1] }
            or param.values[1]) or values[param.type]
          local message = helper.misuse(hosted[entity].list, { [param.name] = value })
          assert.matches("hosted service does not know '" .. param.wire_name, message, 1, true)
          refused = refused + 1
        end
      end
    end
    assert.is_true(refused > 20)
    assert.matches("does not know 'expand', only application_id",
      helper.misuse(hosted.applications.get, { id = "x", expand = { "openings" } }))
    assert.matches("does not know 'externalMappingId'",
      helper.misuse(hosted.candidates.get, { external_mapping_id = "x" }))
    assert.matches("no raw methods", helper.misuse(hosted.call, "job.list"))
    assert.matches("no raw methods", helper.misuse(hosted.call_pages, "job.list"))
    assert.equal(0, helper.count())
  end)

  describe("tells an empty list from a failed one:", function()
    local EMPTY = '{"status":"success","result":[],"connector_metadata":'
      .. '{"cursor":null,"has_more":%s},"execution_metadata":{}}'

    it("one that is marked as the last page is empty", function()
      helper.fault { match = "hosted:*", status = 200, body = EMPTY:format "false" }
      assert.same({}, hosted.candidates.all())
      helper.fault { match = "hosted:users.list", kind = "empty_last_page" }
      assert.same(helper.ids "users", helper.pluck(hosted.users.all()))
    end)

    it("a refused first page has failed", function()
      for _, entity in ipairs(LISTS) do
        helper.fault { match = "hosted:*", kind = "success_false",
          code = "missing_endpoint_permission" }
        local page, err = hosted[entity].list()
        if UNPAGED[entity] then -- here the answer does not show the difference
          assert.same({}, page.records)
        else
          assert.is_nil(page)
          assert.equal("hosted_list_failed", err.code)
          assert.equal("invalid", err.kind)
        end
      end
    end)

    it("so has one in the middle, as an expired cursor", function()
      for _, fault in ipairs { { kind = "success_false" }, { kind = "expired_cursor" } } do
        fault.match, fault.skip = "hosted:candidates.list", 2
        helper.fault(fault)
        local it, count = hosted.candidates.each(), 0
        local record, err = it:next()
        while record do
          count = count + 1
          record, err = it:next()
        end
        assert.equal(200, count)
        assert.equal("hosted_list_failed", err.code)
        assert.equal("expired", err.kind)
      end
    end)

    it("a get that Ashby refuses has the reason", function()
      local _, err = hosted.users.get "00000000-0000-4000-8000-000000000000"
      assert.equal("not_found", err.kind)
      assert.equal("user_not_found", err.code)
      helper.fault { match = "hosted:*", kind = "success_false",
        code = "missing_endpoint_permission" }
      _, err = hosted.users.get(helper.ids "users" [1])
      assert.equal("permission", err.kind)
    end)
  end)

  it("maps errors to the same kinds", function()
    local ROWS = { [400] = "invalid", [401] = "auth", [403] = "auth", [404] = "not_found",
      [408] = "timeout", [422] = "invalid", [429] = "rate_limited", [500] = "server",
      [502] = "server", [503] = "server", [504] = "server" }
    local client = helper.hosted(nil, { retries = 0 })
    for status, kind in pairs(ROWS) do
      helper.fault { match = "hosted:*", status = status,
        body = { errors = { { error = "e", message = "m", userPresentableMessage = "said" } } } }
      local page, err = client.users.list()
      assert.is_nil(page)
      assert.equal(kind, err.kind, status)
      assert.equal(status, err.status)
      assert.equal("said", err.message)
    end
    for _, body in ipairs { { message = "said" }, { error = "said" }, { errors = { "said" } },
      { detail = { { msg = "said" } } }, { detail = "said" } } do
      helper.fault { match = "hosted:*", status = 422, body = body }
      assert.equal("said", select(2, client.users.list()).message)
    end
    helper.fault { match = "hosted:*", status = 200, body = { status = "error", message = "said" } }
    assert.equal("said", select(2, client.users.list()).message)
    client.close()
  end)

  it("is retried as Ashby itself is", function()
    local again = { 429, 500, 502, 503, 504 }
    for _, status in ipairs(again) do
      helper.fault { match = "hosted:*", status = status, headers = { ["Retry-After"] = "0" },
        body = { message = "later" } }
    end
    helper.fault { match = "hosted:*", kind = "reset" }
    local client = helper.hosted(nil, { retries = 6 })
    assert.equal(5, #client.users.list { limit = 5 }.records)
    client.close()
    assert.equal(7, helper.count())
  end)

  it("has an error for an answer of the wrong shape", function()
    for _, result in ipairs { '"x"', "null", "3", "{}", "[1]", '{"success":true,"results":[]}' } do
      helper.fault { match = "hosted:*", status = 200, body = '{"result":' .. result .. "}" }
      local _, err = hosted.users.list()
      assert.equal("wrong_shape", err.code, result)
    end
    for _, result in ipairs { '"x"', "null", "[]", '{"success":true,"results":[]}' } do
      helper.fault { match = "hosted:*", status = 200, body = '{"result":' .. result .. "}" }
      local _, err = hosted.users.get "x"
      assert.equal("wrong_shape", err.code, result)
    end
    helper.fault { match = "hosted:*", status = 200,
      body = '{"result":[{"id":"a"}],"connector_metadata":{"has_more":true}}' }
    assert.equal("missing_cursor", select(2, hosted.users.list()).code)
    helper.fault { match = "hosted:*", status = 200,
      body = '{"result":[{"id":"a"}],"connector_metadata":{"has_more":true,"cursor":"x"}}' }
    assert.equal("repeated_cursor", select(2, hosted.users.list { cursor = "x" }).code)
  end)
end)
