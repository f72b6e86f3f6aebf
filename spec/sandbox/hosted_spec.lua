--- Specs of the sandbox as the hosted connector: tokens, lists, gets and
-- searches as Airbyte documents them.
--
-- SPDX-License-Identifier: MIT
-- The hosted execute API of the sandbox: tokens, lists, single records, searches and errors.

local client = require "spec.sandbox.client"

local call, control = client.call, client.control

describe("the hosted API of the sandbox #slow", function()
  setup(function() client.start("--scale 0.1") end)
  teardown(function() client.stop() end)
  before_each(function() control("reset", {}) end)

  local function execute(order, token, headers)
    headers = headers or {}
    headers[#headers + 1] = token ~= false
      and "Authorization: Bearer " .. (token or "sandbox-token") or nil
    return client.curl("/api/v1/integrations/connectors/" .. client.facts.hosted.connector_id
      .. "/execute", type(order) == "string" and order or client.json.encode(order),
      { key = false, headers = headers })
  end

  local function fresh_token()
    return client.curl("/api/v1/account/applications/token",
      '{"client_id":"sandbox-client","client_secret":"sandbox-secret"}', { key = false }).json
  end

  local function search(entity, params)
    return execute{ entity = entity, action = "context_store_search", params = params }
  end

  it("needs a token of its own that has not expired", function()
    assert.equal(401, execute({ entity = "users", action = "list" }, false).status)
    assert.equal(401, execute({ entity = "users", action = "list" }, "wrong").status)
    local token = fresh_token()
    assert.equal("bearer", token.token_type)
    assert.equal(900, token.expires_in)
    assert.equal(200, execute({ entity = "users", action = "list" }, token.access_token).status)
    control("expire", { tokens = true })
    assert.equal(401, execute({ entity = "users", action = "list" }, token.access_token).status)
    control("options", { token_lifetime_s = 0 })
    token = fresh_token()
    assert.equal(401, execute({ entity = "users", action = "list" }, token.access_token).status)
    assert.equal(401, client.curl("/api/v1/account/applications/token",
      '{"client_id":"sandbox-client","client_secret":"no"}', { key = false }).status)
  end)

  it("returns scoped tokens and finds the connector", function()
    local bearer = { "Authorization: Bearer sandbox-token" }
    local token = client.curl("/api/v1/account/applications/scoped-token",
      '{"workspace_name":"default"}', { key = false, headers = bearer }).json.token
    assert.equal(200, execute({ entity = "users", action = "list" }, token).status)
    local query = "?workspace_name=default&definition_id=" .. client.facts.hosted.definition_id
    local found = client.curl("/api/v1/integrations/connectors" .. query, nil,
      { key = false, get = true, headers = bearer })
    assert.equal(client.facts.hosted.connector_id, found.json.data[1].id)
  end)

  it("needs the organisation when there are several", function()
    control("options", { organizations = 2 })
    assert.equal(400, execute{ entity = "users", action = "list" }.status)
    assert.equal(200, execute({ entity = "users", action = "list" }, nil,
      { "X-Organization-Id: " .. client.facts.hosted.organization_id }).status)
  end)

  it("lists every entity as the direct API does", function()
    for entity, method in pairs{ candidates = "candidate", applications = "application",
      jobs = "job", departments = "department", locations = "location", users = "user",
      job_postings = "jobPosting", sources = "source", archive_reasons = "archiveReason",
      candidate_tags = "candidateTag", custom_fields = "customField",
      feedback_form_definitions = "feedbackFormDefinition" } do
      local direct = call(method .. ".list", { limit = 3 }).json
      local answer = execute{ entity = entity, action = "list", params = { limit = 3 } }.json
      assert.equal("success", answer.status)
      assert.same(direct.results, answer.result)
      if direct.moreDataAvailable ~= nil then
        assert.equal(direct.moreDataAvailable, answer.connector_metadata.has_more)
      end
    end
  end)

  it("pages by connector_metadata", function()
    local cursor, count = nil, 0
    repeat
      local answer = execute{ entity = "users", action = "list",
        params = { limit = 10, cursor = cursor } }.json
      count = count + #answer.result
      cursor = answer.connector_metadata.cursor
    until not answer.connector_metadata.has_more
    assert.equal(client.json.null, cursor)
    assert.equal(#control("data?ids=1&entity=users"), count)
  end)

  it("gets a record in the envelope or bare", function()
    local user = call("user.list", { limit = 1 }).json.results[1]
    local order = { entity = "users", action = "get", params = { userId = user.id } }
    assert.same({ success = true, results = user }, execute(order).json.result)
    control("options", { hosted_get = "bare" })
    assert.same(user, execute(order).json.result)
    order.params.userId = "00000000-0000-4000-8000-000000000000"
    assert.equal("user_not_found", execute(order).json.result.errorInfo.code)
  end)

  it("selects and excludes fields", function()
    local order = { entity = "candidates", action = "list", params = { limit = 5 },
      select_fields = { "id", "emailAddresses.value" }, exclude_fields = { "id" } }
    for _, record in ipairs(execute(order).json.result) do
      assert.is_string(record.id)
      assert.is_nil(record.name)
      for _, email in ipairs(record.emailAddresses) do assert.is_nil(email.type) end
    end
    order.select_fields = nil
    for _, record in ipairs(execute(order).json.result) do
      assert.is_nil(record.id)
      assert.is_string(record.name)
    end
  end)

  it("refuses unknown parameters and entities with 400 or 422", function()
    local answer = execute{ entity = "users", action = "list", params = { status = "x" } }
    assert.equal(400, answer.status)
    assert.matches("status", answer.json.errors[1].userPresentableMessage)
    control("options", { hosted_error_status = 422 })
    answer = execute{ entity = "nobody", action = "list" }
    assert.equal(422, answer.status)
    assert.matches("nobody", answer.json.detail[1].msg)
  end)

  it("shows success:false inside a list as an empty array", function()
    client.fault{ kind = "success_false", match = "hosted:users.list" }
    local answer = execute{ entity = "users", action = "list" }
    assert.equal(200, answer.status)
    assert.same({}, answer.json.result)
    assert.is_true(#execute{ entity = "users", action = "list" }.json.result > 0)
  end)

  describe("searches", function()
    local function count(entity, filter)
      local params = { limit = 1000, query = { filter = filter } }
      local answer = search(entity, params)
      assert.equal(200, answer.status, answer.body)
      return #answer.json.result.data, answer.json.result.data
    end

    it("with every operator", function()
      local jobs = client.drain("job.list")
      local all = #jobs
      local open = count("jobs", { eq = { status = "Open" } })
      assert.is_true(open > 0 and open < all)
      assert.equal(all - open, (count("jobs", { neq = { status = "Open" } })))
      assert.equal(all - open, (count("jobs", { ["not"] = { eq = { status = "Open" } } })))
      assert.equal(all, (count("jobs", { ["or"] = { { eq = { status = "Open" } },
        { ["in"] = { status = { "Closed", "Archived" } } } } })))
      assert.equal(0, (count("jobs", { ["and"] = { { eq = { status = "Open" } },
        { eq = { status = "Closed" } } } })))
      assert.equal(0, (count("jobs", { eq = { status = "Open" }, neq = { status = "Open" } })))
      local _, liked = count("jobs", { like = { title = "%engineer%" } })
      assert.is_true(#liked > 0 and #liked < all)
      for _, job in ipairs(liked) do assert.matches("engineer", job.title:lower()) end
      assert.is_true(count("jobs", { fuzzy = { title = "engineer firm" } }) > 0)
      assert.equal(0, (count("jobs", { keyword = { title = "engin firm" } })))
      assert.is_true(count("jobs", { keyword = { title = "Engineer nothing" } }) > 0)
      local cut = "2024-06-01"
      assert.equal(#control("data?ids=1&entity=applications"),
        count("applications", { gt = { createdAt = cut } })
          + count("applications", { lte = { createdAt = cut } }))
      assert.equal(count("applications", { gte = { createdAt = cut } }),
        (count("applications", { ["not"] = { lt = { createdAt = cut } } })))
      assert.equal(0, (count("users", { contains = { firstName = "A" } })))
      assert.equal(0, (count("users", { any = { firstName = { eq = { x = 1 } } } })))
    end)

    it("with sorting, paging and fields, on a copy", function()
      local params = { limit = 5, query = { sort = { { title = "desc" } } },
        fields = { { "id" }, { "title" } } }
      local first = search("jobs", params).json.result
      assert.is_true(first.meta.has_more)
      assert.is_nil(first.data[1].status)
      for n = 2, 5 do assert.is_true(first.data[n - 1].title >= first.data[n].title) end
      params.cursor = first.meta.cursor
      assert.not_equal(first.data[1].id, search("jobs", params).json.result.data[1].id)
      control("change", { entity = "jobs", delete = { first.data[1].id } })
      params.cursor = nil
      assert.equal(first.data[1].id, search("jobs", params).json.result.data[1].id)
      control("copy", {})
      assert.not_equal(first.data[1].id, search("jobs", params).json.result.data[1].id)
    end)

    it("not by unknown fields or operators, and not before the first copy", function()
      assert.equal(400, search("jobs", { query = { filter = { eq = { colour = 1 } } } }).status)
      assert.equal(400, search("jobs", { query = { filter = { near = { title = 1 } } } }).status)
      assert.equal(400, search("sources", {}).status)
      control("options", { search_ready = false })
      assert.equal(400, search("jobs", {}).status)
    end)
  end)
end)
