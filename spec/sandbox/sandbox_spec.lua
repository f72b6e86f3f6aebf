--- Specs of the sandbox as Ashby: what it refuses, and in which words; pages,
-- limits, permissions and versions.
--
-- SPDX-License-Identifier: MIT
-- The sandbox against the documented behaviour of the API: the seven requirements on a faithful
-- test server, one by one. Faults, sync, hosted API and webhooks have specs beside this one.

local client = require "spec.sandbox.client"

local call, control, drain = client.call, client.control, client.drain

local PAGING = { "candidate", "application", "job", "department", "location", "user",
  "candidateTag", "customField", "feedbackFormDefinition" }
local WHOLE = { "jobPosting", "source", "archiveReason" }

local function ids(records)
  local list = {}
  for n, record in ipairs(records) do list[n] = record.id end
  return list
end

describe("the sandbox #slow", function()
  setup(function() client.start("--scale 0.1") end)
  teardown(function() client.stop() end)
  before_each(function() control("reset", {}) end)

  describe("refuses", function()
    it("a missing key with 401 and text", function()
      local answer = call("user.list", {}, { key = false })
      assert.equal(401, answer.status)
      assert.is_nil(answer.json)
      assert.matches("text/plain", answer.headers["content-type"])
    end)

    it("an unknown and a deactivated key with 403 and text", function()
      for _, key in ipairs{ "nobody", "ashby-sandbox-inactive" } do
        local answer = call("user.list", {}, { key = key })
        assert.equal(403, answer.status)
        assert.is_nil(answer.json)
      end
    end)

    it("a missing permission with 403 and the envelope", function()
      local keys = { ["candidates-only"] = "candidate", ["jobs-only"] = "job",
        ["organization-only"] = "user", ["process-only"] = "source" }
      for key, allowed in pairs(keys) do
        for _, category in pairs(keys) do
          local answer = call(category .. ".list", { limit = 1 }, { key = "ashby-sandbox-" .. key })
          if category == allowed then
            assert.is_true(answer.json.success)
          else
            assert.equal(403, answer.status)
            assert.equal("missing_endpoint_permission", answer.json.errorInfo.code)
          end
        end
      end
      assert.equal(403, call("apiKey.info", {}, { key = "ashby-sandbox-no-info" }).status)
      assert.equal(10, #call("apiKey.info", {}).json.results.scopes)
    end)

    it("a GET and an unknown method with 404 and text", function()
      assert.equal(404, client.curl("/user.list", nil, { get = true }).status)
      local answer = call("nothing.list", {})
      assert.equal(404, answer.status)
      assert.is_nil(answer.json)
    end)

    it("a removed version, and names the version it answers with", function()
      local answer = call("user.list", {}, { headers = { "Ashby-Version: 2024-01-01" } })
      assert.equal("invalid_input", client.code(answer))
      answer = call("user.list", {}, { headers = { "Ashby-Version: 2026-01-01" } })
      assert.is_true(answer.json.success)
      assert.equal("2026-01-01", answer.headers["ashby-version"])
      assert.equal("active", answer.headers["ashby-version-status"])
    end)
  end)

  describe("answers what is wrong with 200 and success:false:", function()
    local function invalid(method, body, name, options)
      local answer = call(method, body, options)
      assert.equal("invalid_input", client.code(answer))
      if name then assert.matches(name, answer.json.errorInfo.message, 1, true) end
      assert.equal(26, #answer.json.errorInfo.requestId)
    end

    it("bodies", function()
      invalid("user.list", "", nil)
      invalid("user.list", "{", nil)
      invalid("user.list", "[]", nil)
      invalid("user.list", "{}", "Content-Type", { type = "text/plain" })
    end)

    it("types, ranges and names of parameters", function()
      invalid("user.list", '{"limit":0}', "limit")
      invalid("user.list", '{"limit":101}', "limit")
      invalid("user.list", '{"limit":1.5}', "limit")
      invalid("user.list", '{"limit":"ten"}', "limit")
      invalid("user.list", '{"includeDeactivated":1}', "includeDeactivated")
      invalid("user.list", '{"cursor":7}', "cursor")
      invalid("candidate.list", '{"cursor":null}', "cursor")
      invalid("application.list", '{"status":"Lost"}', "status")
      invalid("application.list", '{"jobId":"x"}', "jobId")
      invalid("application.list", '{"expand":"openings"}', "expand")
      invalid("job.list", '{"status":["Open","Lost"]}', "status")
      invalid("job.info", "{}", "id")
      invalid("job.info", '{"id":"123"}', "id")
      invalid("candidate.info", "{}", "externalMappingId")
      invalid("location.list", '{"colour":"red"}', "colour")
      assert.is_true(call("user.list", '{"colour":"red"}').json.success)
    end)

    it("ids that do not exist", function()
      local id = "00000000-0000-4000-8000-000000000000"
      for method, parameter in pairs{ candidate = "id", application = "applicationId", job = "id",
        department = "departmentId", location = "locationId", user = "userId" } do
        assert.equal(method .. "_not_found", client.code(call(method .. ".info",
          { [parameter] = id })))
      end
      assert.equal("job_posting_not_found", client.code(call("jobPosting.info",
        { jobPostingId = id })))
    end)

    it("but accepts booleans and integers as strings, and null cursors of user.list", function()
      assert.equal(2, #call("user.list", '{"limit":"2"}').json.results)
      local all = call("user.list", '{"includeDeactivated":"true"}').json.results
      assert.is_true(#all > #call("user.list", "{}").json.results)
      assert.is_true(call("user.list", '{"cursor":null,"syncToken":null}').json.success)
    end)
  end)

  describe("pages", function()
    it("the nine lists, without loss or repetition", function()
      for _, name in ipairs(PAGING) do
        local limit = (name == "candidate" or name == "application") and 50 or 5
        local records, pages, last = drain(name .. ".list", { limit = limit })
        local entity = ({ candidate = "candidates", application = "applications", job = "jobs",
          department = "departments", location = "locations", user = "users",
          candidateTag = "candidate_tags", customField = "custom_fields",
          feedbackFormDefinition = "feedback_form_definitions" })[name]
        assert.same(control("data?ids=1&entity=" .. entity), ids(records))
        assert.is_true(pages > 1, name)
        assert.is_false(last.moreDataAvailable)
        assert.is_nil(last.nextCursor)
        assert.matches("^%w%w%w%w%w%w%w%w%w$", last.syncToken)
      end
    end)

    it("with a syncToken on last pages only", function()
      local first = call("user.list", { limit = 5 }).json
      assert.is_true(first.moreDataAvailable)
      assert.is_nil(first.syncToken)
      assert.is_string(call("user.list", { limit = 100 }).json.syncToken)
    end)

    it("in ascending order of creation, but for the example at the end", function()
      for _, name in ipairs{ "candidate", "application", "job", "department" } do
        local before, records = "", drain(name .. ".list")
        records[#records] = nil
        for _, record in ipairs(records) do
          assert.is_true(record.createdAt >= before)
          before = record.createdAt
        end
      end
    end)

    it("not the other three, whatever the limit", function()
      for _, name in ipairs(WHOLE) do
        local all = call(name .. ".list", {}).json
        local answer = call(name .. ".list", { limit = 1, cursor = "x" }).json
        assert.is_true(#all.results > 1)
        assert.equal(#all.results, #answer.results)
        assert.is_nil(answer.nextCursor)
        assert.is_nil(answer.syncToken)
        if name == "source" then assert.is_false(answer.moreDataAvailable)
        else assert.is_nil(answer.moreDataAvailable) end
      end
    end)

    it("with cursors that are bound to list and filters", function()
      local cursor = call("department.list", { limit = 2 }).json.nextCursor
      assert.is_true(call("department.list", { limit = 9, cursor = cursor }).json.success)
      assert.equal("invalid_next_cursor", client.code(call("department.list",
        { cursor = cursor, includeArchived = true })))
      assert.equal("invalid_next_cursor", client.code(call("user.list", { cursor = cursor })))
      assert.equal("invalid_next_cursor", client.code(call("user.list", { cursor = "rubbish" })))
      assert.is_true(#call("candidate.list", { limit = 2 }).json.nextCursor <= 3)
      assert.equal(118, #call("application.list", { limit = 2 }).json.nextCursor)
    end)

    it("until the cursors expire", function()
      for _, name in ipairs{ "candidate.list", "user.list" } do
        local cursor = call(name, { limit = 2 }).json.nextCursor
        control("expire", { cursors = true })
        assert.equal("next_cursor_expired", client.code(call(name, { cursor = cursor })))
        cursor = call(name, { limit = 2 }).json.nextCursor
        assert.is_true(call(name, { cursor = cursor }).json.success)
        control("reset", {})
      end
    end)
  end)

  describe("hides", function()
    local function counts(method, switch)
      return #(drain(method, {})), #(drain(method, switch))
    end

    it("archived, deactivated, draft, unpublished records and regions unless asked for", function()
      for method, switch in pairs{
        ["department.list"] = { includeArchived = true },
        ["location.list"] = { includeLocationHierarchy = true },
        ["user.list"] = { includeDeactivated = true },
        ["candidateTag.list"] = { includeArchived = true },
        ["customField.list"] = { includeArchived = true },
        ["feedbackFormDefinition.list"] = { includeArchived = true },
        ["jobPosting.list"] = { includeUnpublishedJobPostings = true },
        ["source.list"] = { includeArchived = true },
        ["archiveReason.list"] = { includeArchived = true } } do
        local default, all = counts(method, switch)
        assert.is_true(all > default and default > 0, method)
      end
      for _, job in ipairs((drain("job.list"))) do assert.not_equal("Draft", job.status) end
      local drafts = drain("job.list", { status = { "Draft" } })
      assert.is_true(#drafts > 0)
      for _, job in ipairs(drafts) do assert.equal("Draft", job.status) end
    end)

    it("confidential jobs and private fields from keys without the switch", function()
      local seen, private = 0, 0
      for _, key in ipairs{ "ashby-sandbox-key", "ashby-sandbox-no-confidential" } do
        local jobs = call("job.list", {}, { key = key }).json.results
        for _, job in ipairs(jobs) do seen = seen + (job.confidential and 1 or 0) end
        for _, candidate in ipairs(call("candidate.list", {}, { key = key }).json.results) do
          for _, field in ipairs(candidate.customFields) do
            private = private + (field.isPrivate and 1 or 0)
          end
        end
        if key == "ashby-sandbox-key" then
          assert.is_true(seen > 0 and private > 0)
          seen, private = 0, 0
        end
      end
      assert.equal(0, seen)
      assert.equal(0, private)
    end)

    it("the applications of confidential jobs from the same keys", function()
      for _, job in ipairs((drain("job.list"))) do
        local order = { jobId = job.id, limit = 1 }
        local some = call("application.list", order).json.results[1]
        if job.confidential and some then
          local other = { key = "ashby-sandbox-no-confidential" }
          assert.same({}, call("application.list", order, other).json.results)
          assert.equal("application_not_found", client.code(call("application.info",
            { applicationId = some.id }, other)))
          return
        end
      end
      error("no confidential job has applications")
    end)
  end)

  describe("counts requests", function()
    it("and reports them in headers of all answers", function()
      for n, options in ipairs{ {}, { key = false }, { key = "nobody" } } do
        local headers = call("user.list", { limit = 1 }, options).headers
        assert.matches("^[0-9A-HJKMNP-TV-Z]+$", headers["x-ashby-request-id"])
        assert.equal(26, #headers["x-ashby-request-id"])
        assert.equal("1000", headers["x-ratelimit-limit"])
        assert.equal("999", headers["x-ratelimit-remaining"], n)
        assert.equal(10, #headers["x-ratelimit-reset"])
      end
      assert.equal("998", call("user.list", { limit = 1 }).headers["x-ratelimit-remaining"])
    end)

    it("and refuses too many with 429, with and without Retry-After", function()
      control("options", { rate_limit = 1 })
      assert.equal(200, call("user.list", { limit = 1 }).status)
      local answer = call("user.list", { limit = 1 })
      assert.equal(429, answer.status)
      assert.equal("rate_limit_exceeded", answer.json.errorInfo.code)
      assert.equal("Rate limit exceeded", answer.json.errors[1])
      assert.is_true(tonumber(answer.headers["retry-after"]) <= 60)
      control("options", { rate_retry_after = false })
      answer = call("user.list", { limit = 1 })
      assert.equal(429, answer.status)
      assert.is_nil(answer.headers["retry-after"])
      assert.equal(200, call("user.list", { limit = 1 }, { key = "ashby-sandbox-no-info" }).status)
    end)
  end)

  it("compresses when asked", function()
    local packed = call("candidate.list", {}, { headers = { "Accept-Encoding: gzip" } })
    assert.equal("gzip", packed.headers["content-encoding"])
    assert.is_nil(call("candidate.list", {}).headers["content-encoding"])
    control("options", { gzip = false })
    packed = call("candidate.list", {}, { headers = { "Accept-Encoding: gzip" } })
    assert.is_nil(packed.headers["content-encoding"])
  end)

  it("keeps a journal without credentials", function()
    call("user.list", { limit = 3 })
    local entries = control("requests")
    assert.equal(1, #entries)
    assert.equal("user.list", entries[1].method)
    assert.equal('{"limit":3}', entries[1].body)
    assert.equal("Basic ...", entries[1].headers.authorization)
    assert.same({ count = 1, by_method = { ["user.list"] = 1 } }, control("requests?count=1"))
  end)

  it("counts writes that were done", function()
    local new = call("candidate.create", { name = "Ny Person", email = "ny@mail.example" }).json
    assert.equal("Ny Person", new.results.name)
    assert.equal("Ny Person", call("candidate.info", { id = new.results.id }).json.results.name)
    assert.equal(new.results.id,
      call("candidate.search", { email = "ny@mail.example" }).json.results[1].id)
    call("candidate.createNote", { candidateId = new.results.id, note = "hello" })
    assert.equal("hello",
      call("candidate.listNotes", { candidateId = new.results.id }).json.results[1].content)
    assert.same({ count = 2, by_method = { ["candidate.create"] = 1,
      ["candidate.createNote"] = 1 } }, control("writes"))
  end)
end)
