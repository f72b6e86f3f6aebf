--- Specs of client: the entities, each call of each of them against the sandbox's
-- own records, and opening and closing a client.
--
-- SPDX-License-Identifier: MIT

local cjson = require "cjson"
local ashby = require "ashby"
local helper = require "spec.helper"

-- entity -> { list = operation, get = operation }, and the names in order
local operations, names = {}, {}
for _, operation in ipairs(helper.endpoints().operations) do
  local entity = operation.entity
  if not operations[entity] then
    operations[entity] = {}
    names[#names + 1] = entity
  end
  operations[entity][operation.action] = operation
end

-- Records that a list hides by default.
local EVERYTHING = {
  jobs = { status = { "Draft", "Open", "Closed", "Archived" } },
  departments = { include_archived = true },
  locations = { include_archived = true, include_location_hierarchy = true },
  users = { include_deactivated = true },
  job_postings = { include_unpublished_job_postings = true },
  sources = { include_archived = true }, archive_reasons = { include_archived = true },
  candidate_tags = { include_archived = true }, custom_fields = { include_archived = true },
  feedback_form_definitions = { include_archived = true },
}

-- Whether both operations describe a field, and in the same way.
local function is_in_both(list, get, field)
  local described = 0
  for _, name in ipairs { field, field .. "?" } do
    local a, b = list.record[name], get.record[name]
    if a ~= nil and helper.difference(a, b) == nil then described = described + 1 end
  end
  return described > 0
end

local function collect(...)
  local values = {}
  for value in ... do values[#values + 1] = value end
  return values
end

describe("the entities", function()
  local client

  before_each(function()
    helper.reset()
    client = helper.client()
  end)

  after_each(function() client.close() end)

  it("are those of the vendor's documents, in their order", function()
    assert.same(names, client.entities())
  end)

  for _, name in ipairs(names) do
    local list, get = operations[name].list, operations[name].get

    describe(name, function()
      local truth

      setup(function() truth = helper.ids(name) end)

      it("has exactly the calls of the vendor's documents", function()
        local calls = {}
        for call in pairs(client[name]) do calls[call] = true end
        calls.search = nil -- of the hosted service
        assert.same({ list = true, pages = true, each = true, all = true,
          get = get and true, get_many = get and true }, calls)
      end)

      it("lists every record, each with all its values", function()
        local data = helper.data(name)
        assert.is_true(#data > 5)
        local records = assert(client[name].all())
        assert.is_nil(helper.difference(helper.without_nulls(data), records))
      end)

      it("keeps nulls where they are asked for", function()
        local data = helper.data(name)
        local records = assert(client[name].all { null = ashby.null })
        assert.is_nil(helper.difference(data, records))
      end)

      for _, limit in ipairs { 1, 7, 100 } do
        it("is whole and in order by pages of " .. limit, function()
          local max = limit == 1 and 30 or limit == 7 and 500 or nil
          local wanted = {}
          for i = 1, math.min(#truth, max or #truth) do wanted[i] = truth[i] end
          assert.same(wanted,
            helper.pluck(assert(client[name].all { limit = limit, max = max })))
          local requests = list.paginated and math.ceil(#wanted / limit) or 1
          assert.equal(requests, helper.count())
        end)
      end

      it("each returns the records of all", function()
        local ids = helper.pluck(collect(client[name].each { limit = 50 }))
        assert.same(truth, ids)
      end)

      it("pages returns them page by page", function()
        local ids, seen = {}, {}
        for page in client[name].pages { limit = 20 } do
          seen[#seen + 1] = page
          for _, record in ipairs(page.records) do ids[#ids + 1] = record.id end
        end
        assert.same(truth, ids)
        assert.equal(list.paginated and math.ceil(#truth / 20) or 1, #seen)
        for i, page in ipairs(seen) do
          assert.equal(i < #seen, page.meta.has_more)
          assert.equal(i < #seen, page.meta.cursor ~= nil)
          assert.equal(i == #seen and list.sync_token, page.meta.sync_token ~= nil)
        end
      end)

      it("list returns one page and the cursor of the next", function()
        local ids, cursor, count = {}, nil, 0
        repeat
          local page = assert(client[name].list { limit = 60, cursor = cursor })
          for _, record in ipairs(page.records) do ids[#ids + 1] = record.id end
          cursor, count = page.meta.cursor, count + 1
          assert.equal(cursor ~= nil, page.meta.has_more)
          assert.equal(26, #page.meta.request_id)
        until not page.meta.has_more
        assert.same(truth, ids)
        assert.equal(list.paginated and math.ceil(#truth / 60) or 1, count)
      end)

      it("execute does the same by name", function()
        local page = assert(client.execute(name, "list", { limit = 5 }))
        local same = assert(client[name].list { limit = 5 })
        assert.is_nil(helper.difference(same.records, page.records))
      end)

      it("shows what is hidden when it is asked to", function()
        local hidden = helper.ids(name, true)
        assert.same(hidden, helper.pluck(assert(client[name].all(EVERYTHING[name]))))
        if EVERYTHING[name] then assert.is_true(#hidden > #truth) end
      end)

      if get then
        it("get returns the documented example as it is in the documents", function()
          local example = get.example
          assert.is_nil(helper.difference(helper.without_nulls(example),
            assert(client[name].get(example.id))))
          assert.is_nil(helper.difference(example,
            assert(client[name].get { id = example.id, null = ashby.null })))
        end)

        it("get returns a record with all that the list has of it", function()
          local data = helper.data(name)
          for _, i in ipairs { 1, 2, math.ceil(#data / 2) } do
            local record = assert(client[name].get(data[i].id))
            for field, value in pairs(helper.without_nulls(data[i])) do
              if is_in_both(list, get, field) then
                if field == "job" then -- its brand is only in the list
                  value.brandId, record.job.brandId = nil, nil
                end
                assert.is_nil(helper.difference(value, record[field], field))
              end
            end
          end
        end)

        it("get accepts the id in all its forms", function()
          local id = truth[3]
          local documented
          for param, facts in pairs(get.params) do
            if facts.required and facts.format == "uuid" then documented = param end
          end
          documented = documented or get.exactly_one_of[1]
          local snake = documented:gsub("%u", function(c) return "_" .. c:lower() end)
          for _, given in ipairs { id, { id = id }, { [documented] = id }, { [snake] = id } } do
            assert.equal(id, assert(client[name].get(given)).id)
          end
          assert.equal(id, assert(client.execute(name, "get", { id = id })).id)
          for _, request in ipairs(helper.requests()) do
            assert.same({ [documented] = id }, cjson.decode(request.body))
          end
        end)

        it("get of an id that does not exist is not_found", function()
          local record, err = client[name].get "00000000-0000-4000-8000-000000000000"
          assert.is_nil(record)
          assert.equal("not_found", err.kind)
          assert.equal(get.path:sub(2), err.method)
          assert.equal(200, err.status)
          assert.is_false(err.retryable)
        end)
      else
        it("has no get", function()
          local message = helper.misuse(client.execute, name, "get", { id = "x" })
          assert.truthy(message:find(name .. " has no action 'get'", 1, true))
        end)
      end
    end)
  end

  it("keep members that no schema names", function()
    local found = 0
    for candidate in client.candidates.each() do
      if candidate.scores then found = found + 1 end
    end
    assert.is_true(found > 10)
  end)
end)

describe("requests", function()
  before_each(helper.reset)

  it("are as the vendor's documents ask", function()
    local client = helper.client { api_version = "2026-01-01", user_agent = "report/1" }
    for _, name in ipairs(names) do assert(client[name].list()) end
    client.close()
    local requests = helper.requests()
    assert.equal(#names, #requests)
    for i, request in ipairs(requests) do
      assert.equal("POST", request.verb)
      assert.equal(operations[names[i]].list.path, request.path)
      assert.equal("{}", request.body)
      assert.equal("application/json", request.headers["content-type"])
      assert.equal("application/json; version=1", request.headers.accept)
      assert.equal("2026-01-01", request.headers["ashby-version"])
      assert.truthy(request.headers["user-agent"]:find("^report/1 ashby%-lua/%d"))
      assert.equal("Basic ...", request.headers.authorization)
      assert.is_nil(request.headers.expect)
      assert.truthy(request.headers["accept-encoding"]:find("gzip", 1, true))
    end
  end)

  it("leave the API version out unless one is given", function()
    local client = helper.client()
    assert(client.users.list { limit = 1 })
    client.close()
    assert.is_nil(helper.requests()[1].headers["ashby-version"])
  end)

  it("go over one connection, one after another", function()
    local client = helper.client()
    for _ = 1, 5 do assert(client.users.list { limit = 1 }) end
    client.close()
    local connection
    for _, request in ipairs(helper.requests()) do
      connection = connection or request.connection
      assert.equal(connection, request.connection)
    end
  end)

  it("go to a base URL with a slash at its end as well", function()
    local client = helper.client { base_url = helper.url .. "/" }
    assert(client.users.list { limit = 1 })
    client.close()
    assert.equal("/user.list", helper.requests()[1].path)
  end)
end)

describe("a client", function()
  before_each(helper.reset)

  it("opens one session and keeps it", function()
    local before = helper.session_count()
    local client = helper.client()
    assert(client.users.list { limit = 1 })
    assert(client.jobs.list { limit = 1 })
    assert.equal(before + 1, helper.session_count())
    client.close()
    assert.equal(before, helper.session_count())
  end)

  it("answers every call with kind closed once it is closed", function()
    local client = helper.client()
    local it = client.users.each { limit = 10 }
    assert(it:next())
    client.close()
    client.close()
    for _, call in ipairs { client.users.list, client.users.all,
      function() return client.users.get(helper.ids("users")[1]) end,
      function() return client.call "apiKey.info" end,
      function() return client.users.each():next() end,
      function() return client.users.pages():next() end } do
      local result, err = call()
      assert.is_nil(result)
      assert.equal("closed", err.kind)
      assert.equal("closed", err.code)
      assert.truthy(tostring(err):find("make a new client", 1, true))
    end
  end)

  it("ends its transfers when it is closed", function()
    helper.fault { kind = "stall_header", times = -1 }
    local client = helper.client()
    local it = client.users.pages { limit = 10 }
    local co = coroutine.create(function() return it:next() end)
    client.close()
    assert.is_true(coroutine.resume(co))
    helper.control("DELETE", "faults")
  end)

  it("can be dropped without a close", function()
    local before = helper.session_count()
    local client = helper.client()
    assert(client.users.list { limit = 1 })
    assert.equal(before + 1, helper.session_count())
    client = nil -- luacheck: ignore
    helper.collect()
    assert.equal(before, helper.session_count())
  end)

  it("shares nothing with another: two have their own keys and pools", function()
    local one = helper.client()
    local two = helper.client { api_key = "ashby-sandbox-jobs-only" }
    assert(one.users.list { limit = 1 })
    local _, err = two.users.list { limit = 1 }
    assert.equal("permission", err.kind)
    assert(two.jobs.list { limit = 1 })
    one.close()
    assert(two.jobs.list { limit = 1 })
    two.close()
  end)

  it("prints what it is, and does not show its key", function()
    local client = helper.client()
    assert.equal("ashby.client", tostring(client))
    local seen = {}
    local function walk(value)
      if type(value) == "string" then
        assert.is_nil(value:find(helper.key, 1, true))
      elseif type(value) == "table" and not seen[value] then
        seen[value] = true
        for k, v in pairs(value) do
          walk(k)
          walk(v)
        end
      end
    end
    walk(client)
    walk(require "ashby.core")
    client.close()
  end)

  it("closes at the end of a scope where Lua has to-be-closed variables", function()
    if _VERSION ~= "Lua 5.4" then return end
    local chunk = load("local client <close> = ... ; return client")
    local client = chunk(helper.client())
    local _, err = client.users.list()
    assert.equal("closed", err.kind)
  end)
end)
