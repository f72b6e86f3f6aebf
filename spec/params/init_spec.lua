--- Specs of params: every parameter of every method, from the vendor's documents:
-- it is sent under its wire name with its JSON type, it selects the right records,
-- and what is wrong is refused before anything is sent.
--
-- SPDX-License-Identifier: MIT

local cjson = require "cjson"
local params = require "ashby.params"
local catalogue = require "ashby.catalogue"
local helper = require "spec.helper"

local operations = helper.endpoints().operations

local UUID = "7c9e6679-7425-40de-944b-e07fc1f90ae7"
local NO_VALUE = function() end

local function snake(name)
  return (name:gsub("%u", function(letter) return "_" .. letter:lower() end))
end

local function sorted(map)
  local keys = {}
  for key in pairs(map) do keys[#keys + 1] = key end
  table.sort(keys)
  return keys
end

-- What the documents allow: { given, as JSON writes it }.
local function good_values(facts)
  if facts.type == "boolean" then return { { true, "true" }, { false, "false" } } end
  if facts.format == "unix-milliseconds" then
    return { { 1769850000123, "1769850000123" }, { "2026-01-31T09:00:00.123Z", "1769850000123" },
      { "2026-01-31", "1769817600000" } }
  end
  if facts.type == "integer" then
    return { { facts.min, ("%d"):format(facts.min) }, { facts.max, ("%d"):format(facts.max) },
      { 25, "25" } }
  end
  local texts = facts.enum or { facts.format == "uuid" and UUID or "a \"b\" \195\169" }
  local values = {}
  for _, text in ipairs(texts) do
    local written = cjson.encode(text)
    if facts.type == "array" then
      values[#values + 1] = { { text }, "[" .. written .. "]" }
      values[#values + 1] = { text, "[" .. written .. "]" }
    else
      values[#values + 1] = { text, written }
    end
  end
  if facts.type == "array" then
    values[#values + 1] = { texts, (cjson.encode(texts):gsub("\\/", "/")) }
  end
  return values
end

-- What they do not: { given, a part of the message }.
local function bad_values(facts)
  local function each(words, ...)
    local list = {}
    for i, value in ipairs { ... } do list[i] = { value, words } end
    return list
  end
  if facts.type == "boolean" then
    return each("true or false expected", "true", 1, 0, {}, NO_VALUE, cjson.null)
  elseif facts.format == "unix-milliseconds" then
    local bad = each("expected", "yesterday", "", "2026-02-30", "2026-01-01T00:00:00", 1.5,
      0 / 0, 1 / 0, {}, true, NO_VALUE, cjson.null)
    bad[#bad + 1] = { 1769850000, "looks like seconds" }
    return bad
  elseif facts.type == "integer" then
    local bad = each("a whole number expected", "5", "", 1.5, 0 / 0, 1 / 0, {}, true, NO_VALUE,
      cjson.null)
    for _, value in ipairs { facts.min - 1, facts.max + 1, -1, 2 ^ 40 } do
      bad[#bad + 1] = { value, ("%d to %d expected"):format(facts.min, facts.max) }
    end
    return bad
  elseif facts.type == "array" then
    local bad = each("an array of strings expected", 5, true, { a = "x" }, NO_VALUE, cjson.null)
    for _, value in ipairs { { 5 }, { true }, { {} }, { [2] = "x" } } do
      bad[#bad + 1] = { value, "a string expected" }
    end
    bad[#bad + 1] = { { "" }, "it is empty" }
    bad[#bad + 1] = { {}, "it is empty" }
    bad[#bad + 1] = { { "M\252nchen" }, "it is not UTF-8" }
    bad[#bad + 1] = { { "Nope" }, "unknown value 'Nope'" }
    bad[#bad + 1] = { { facts.enum[1] .. "x" }, "did you mean '" .. facts.enum[1] .. "'?" }
    return bad
  end
  local bad = each("a string expected", 5, true, {}, NO_VALUE, cjson.null)
  bad[#bad + 1] = { "", "it is empty" }
  bad[#bad + 1] = { "M\252nchen", "it is not UTF-8" }
  if facts.enum then
    bad[#bad + 1] = { "Nope", "unknown value 'Nope'" }
    bad[#bad + 1] = { facts.enum[1]:lower(), "did you mean '" .. facts.enum[1] .. "'?" }
  end
  return bad
end

-- The other parameters that a method needs.
local function companions(operation, name)
  local given = {}
  for other, facts in pairs(operation.params) do
    if facts.required and other ~= name then given[other] = UUID end
  end
  local choice, chosen = operation.exactly_one_of or {}, false
  for _, other in ipairs(choice) do chosen = chosen or other == name end
  if #choice > 0 and not chosen then given[choice[1]] = UUID end
  return given
end

local function with(given, name, value)
  local all = {}
  for k, v in pairs(given) do all[k] = v end
  all[name] = value
  return all
end

local client

before_each(function()
  helper.reset()
  client = helper.client()
end)

after_each(function() client.close() end)

describe("a parameter", function()
  local function sent() return helper.requests() end

  for _, operation in ipairs(operations) do
    local title = operation.entity .. "." .. operation.action

    for _, name in ipairs(sorted(operation.params)) do
      local facts = operation.params[name]
      local others = companions(operation, name)

      it(("travels: %s %s"):format(title, name), function()
        local call = client[operation.entity][operation.action]
        local wanted = {}
        for _, spelling in ipairs { name, snake(name) } do
          for _, pair in ipairs(good_values(facts)) do
            call(with(others, spelling, pair[1])) -- the service may refuse it, but it has arrived
            wanted[#wanted + 1] = ('"%s":%s'):format(name, pair[2])
          end
        end
        local requests = sent()
        assert.equal(#wanted, #requests)
        for i, request in ipairs(requests) do
          assert.equal(operation.path, request.path)
          assert.truthy(request.body:find(wanted[i], 1, true),
            ("%s sent for %s"):format(request.body, wanted[i]))
          local count = 0
          for _ in pairs(cjson.decode(request.body)) do count = count + 1 end
          assert.equal(#sorted(others) + 1, count)
        end
      end)

      it(("refuses what is wrong: %s %s"):format(title, name), function()
        local entity = client[operation.entity]
        local calls = operation.action == "get" and { entity.get }
          or { entity.list, entity.pages, entity.each, entity.all }
        for _, pair in ipairs(bad_values(facts)) do
          for _, call in ipairs(calls) do
            local message = helper.misuse(call, with(others, name, pair[1]))
            assert.truthy(message:find(("%s: bad argument '%s': "):format(title, snake(name)), 1,
              true), message)
            assert.truthy(message:find(pair[2], 1, true), message)
          end
        end
        assert.equal(0, helper.count())
      end)

      if snake(name) ~= name then
        it(("given twice is refused: %s %s"):format(title, name), function()
          local value = good_values(facts)[1][1]
          local given = with(with(others, name, value), snake(name), value)
          local message = helper.misuse(client[operation.entity][operation.action], given)
          assert.truthy(message:find(("'%s': given twice, as %s and %s"):format(snake(name),
            snake(name), name), 1, true), message)
        end)
      end
    end

    it("that is unknown is refused with the nearest name: " .. title, function()
      local call = client[operation.entity][operation.action]
      for _, name in ipairs(sorted(operation.params)) do
        local wrong = snake(name) .. "s"
        local message = helper.misuse(call, with(companions(operation), wrong, "x"))
        assert.truthy(message:find(("unknown parameter '%s' for %s, did you mean '"):format(wrong,
          title), 1, true), message)
        assert.truthy(message:find("'" .. snake(name) .. "'?", 1, true), message)
      end
      local far = helper.misuse(call, with(companions(operation), "zzzzzzzzzzzz", 1))
      assert.truthy(far:find("unknown parameter 'zzzzzzzzzzzz' for " .. title .. "$"), far)
      assert.truthy(helper.misuse(call, with(companions(operation), 1, 1)):find(
        "unknown parameter '1'", 1, true))
      assert.equal(0, helper.count())
    end)

    if operation.action == "get" then
      it("that is needed is named when missing: " .. title, function()
        local call = client[operation.entity].get
        local choice = operation.exactly_one_of
        local message = helper.misuse(call, {})
        if choice then
          local names = snake(choice[1]) .. ", " .. snake(choice[2])
          assert.truthy(message:find("exactly one of " .. names .. " expected", 1, true), message)
          local both = helper.misuse(call, { [choice[1]] = UUID, [choice[2]] = UUID })
          assert.truthy(both:find("exactly one of", 1, true), both)
        else
          assert.truthy(message:find("' is missing", 1, true), message)
        end
        for _, wrong in ipairs { 5, true, NO_VALUE } do
          assert.truthy(helper.misuse(call, wrong):find("an id or a table expected", 1, true))
        end
        assert.truthy(helper.misuse(call):find("an id or a table expected, got", 1, true))
        assert.truthy(helper.misuse(call, ""):find("it is empty", 1, true))
        assert.equal(0, helper.count())
      end)
    else
      it("table is the only thing a list accepts: " .. title, function()
        for _, wrong in ipairs { 5, true, "x", NO_VALUE } do
          local message = helper.misuse(client[operation.entity].list, wrong)
          assert.truthy(message:find(title .. ": a table of parameters expected", 1, true), message)
        end
        assert.equal(0, helper.count())
      end)
    end
  end

  it("named id and by its own name together is refused", function()
    local message = helper.misuse(client.users.get, { id = UUID, user_id = UUID })
    assert.truthy(message:find("given twice, as id and user_id", 1, true), message)
    assert.truthy(helper.misuse(client.users.get, { id = UUID, userId = UUID }):find("twice"))
  end)

  it("table of the caller is left as it was", function()
    local given = { id = UUID, raw = true }
    client.users.get(given)
    assert.same({ id = UUID, raw = true }, given)
    local list = { max = 3, created_after = "2026-01-01" }
    client.candidates.all(list)
    assert.same({ max = 3, created_after = "2026-01-01" }, list)
  end)

  it("may be a time in three forms that mean the same", function()
    local ids
    for _, form in ipairs { "2025-06-01", "2025-06-01T00:00:00.000Z", 1748736000000,
      "2025-06-01T02:00:00+02:00" } do
      local found = helper.pluck(assert(client.candidates.all { created_after = form }))
      ids = ids or found
      assert.same(ids, found)
    end
    for _, request in ipairs(helper.requests()) do
      assert.truthy(request.body:find('"createdAfter":1748736000000', 1, true), request.body)
    end
  end)
end)

describe("the three lists without pages", function()
  for _, name in ipairs { "job_postings", "sources", "archive_reasons" } do
    it("take limit and cursor and send neither: " .. name, function()
      local truth = helper.ids(name)
      local page = assert(client[name].list { limit = 2, cursor = "abc" })
      assert.same(truth, helper.pluck(page.records))
      assert.is_false(page.meta.has_more)
      assert.is_nil(page.meta.cursor)
      assert.is_nil(page.meta.sync_token)
      assert.same(truth, helper.pluck(assert(client[name].all { limit = 1 })))
      for _, request in ipairs(helper.requests()) do assert.equal("{}", request.body) end
    end)

    it("are cut only by max: " .. name, function()
      local truth = helper.ids(name)
      local three = { truth[1], truth[2], truth[3] }
      assert.same(three, helper.pluck(assert(client[name].list { max = 3 }).records))
      assert.same(three, helper.pluck(assert(client[name].all { max = 3 })))
      local page = assert(client[name].pages { max = 3 }:next())
      assert.same(three, helper.pluck(page.records))
      assert.is_false(page.meta.has_more)
    end)

    it("check limit and cursor all the same: " .. name, function()
      for _, given in ipairs { { limit = 0 }, { limit = 101 }, { limit = "2" }, { cursor = 5 },
        { cursor = "" } } do
        helper.misuse(client[name].list, given)
      end
      assert.truthy(helper.misuse(client[name].list, { sync_token = "x" }):find("unknown", 1, true))
      assert.equal(0, helper.count())
    end)
  end
end)

describe("filters", function()
  local FROM = "2025-01-01T00:00:00.000Z"

  local function newer(field)
    return function(record)
      return type(record[field]) == "string" and record[field] > FROM
    end
  end

  local function older(field)
    return function(record)
      return type(record[field]) == "string" and record[field] < FROM
    end
  end

  local function is_one_of(field, ...)
    local set = {}
    for _, value in ipairs { ... } do set[value] = true end
    return function(record) return set[record[field]] or false end
  end

  local function not_draft(also)
    return function(record) return record.status ~= "Draft" and also(record) end
  end

  local function published(also)
    return function(record) return record.status == "Published" and also(record) end
  end

  local function whole() return true end

  local function not_archived(record) return not record.isArchived end

  -- entity, parameters, which of all records they select
  local ROWS = {
    { "candidates", { created_after = FROM }, newer "createdAt" },
    { "applications", { created_after = FROM }, newer "createdAt" },
    { "applications", { status = "Hired" }, is_one_of("status", "Hired") },
    { "applications", { status = "Archived" }, is_one_of("status", "Archived") },
    { "applications", { status = "Active" }, is_one_of("status", "Active") },
    { "applications", { status = "Lead" }, is_one_of("status", "Lead") },
    { "jobs", {}, not_draft(whole) },
    { "jobs", { status = { "Draft" } }, is_one_of("status", "Draft") },
    { "jobs", { status = "Open" }, is_one_of("status", "Open") },
    { "jobs", { status = { "Closed", "Archived" } }, is_one_of("status", "Closed", "Archived") },
    { "jobs", { created_after = FROM }, not_draft(newer "createdAt") },
    { "jobs", { opened_after = FROM }, not_draft(newer "openedAt") },
    { "jobs", { opened_before = FROM }, not_draft(older "openedAt") },
    { "jobs", { closed_after = FROM }, not_draft(newer "closedAt") },
    { "jobs", { closed_before = FROM }, not_draft(older "closedAt") },
    { "locations", { include_archived = true },
      function(record) return record.type ~= "LocationHierarchy" end },
    { "locations", { include_location_hierarchy = true }, not_archived },
    { "users", {}, function(record) return record.isEnabled end },
    { "users", { include_deactivated = true }, whole },
    { "users", { include_deactivated = false }, function(record) return record.isEnabled end },
    { "job_postings", { location = "Berlin Lab" }, published(is_one_of("locationName",
      "Berlin Lab")) },
    { "job_postings", { department = "Quality" }, published(is_one_of("departmentName",
      "Quality")) },
    { "job_postings", { listed_only = true },
      published(function(record) return record.isListed end) },
    { "job_postings", { include_unpublished_job_postings = true }, whole },
  }
  for _, name in ipairs { "departments", "sources", "archive_reasons", "candidate_tags",
    "custom_fields", "feedback_form_definitions" } do
    ROWS[#ROWS + 1] = { name, {}, not_archived }
    ROWS[#ROWS + 1] = { name, { include_archived = true }, whole }
    ROWS[#ROWS + 1] = { name, { include_archived = false }, not_archived }
  end

  for _, row in ipairs(ROWS) do
    local name, given, selects = row[1], row[2], row[3]
    local words = {}
    for _, key in ipairs(sorted(given)) do
      words[#words + 1] = key .. " " .. cjson.encode(given[key])
    end

    it(("select the right records: %s %s"):format(name, table.concat(words, ", ")), function()
      local wanted, all = {}, helper.data(name, true)
      for _, record in ipairs(all) do
        if selects(record) then wanted[#wanted + 1] = record.id end
      end
      assert.is_true(#wanted > 0)
      assert.same(wanted, helper.pluck(assert(client[name].all(given))))
      if selects ~= whole then assert.is_true(#wanted < #all) end
    end)
  end

  it("job_id selects the applications of one job", function()
    local all = helper.data "applications"
    local id, wanted = all[7].job.id, {}
    for _, record in ipairs(all) do
      if record.job.id == id then wanted[#wanted + 1] = record.id end
    end
    assert.same(wanted, helper.pluck(assert(client.applications.all { job_id = id })))
    assert.is_true(#wanted > 1 and #wanted < #all)
  end)

  it("stay the same on every page of a pass", function()
    assert(client.applications.all { status = "Hired", limit = 90 })
    local requests = helper.requests()
    assert.equal(4, #requests)
    for i, request in ipairs(requests) do
      local body = cjson.decode(request.body)
      assert.equal(i > 1, body.cursor ~= nil)
      body.cursor = nil
      assert.same({ status = "Hired", limit = 90 }, body)
    end
  end)

  it("expand adds what it names, and only that", function()
    local function has(records, field)
      local count = 0
      for _, record in ipairs(records) do
        if record[field] ~= nil then count = count + 1 end
      end
      return count
    end
    local jobs = assert(client.jobs.all { expand = { "location", "openings" } })
    assert.equal(#jobs, has(jobs, "openings"))
    assert.is_true(has(jobs, "location") > #jobs / 2)
    local applications = assert(client.applications.list { expand = "openings" }).records
    assert.equal(#applications, has(applications, "openings"))
    assert.equal(0, has(assert(client.applications.list()).records, "openings"))

    local id = applications[1].id
    local one = assert(client.applications.get { id = id,
      expand = { "openings", "applicationFormSubmissions", "referrals" } })
    assert.is_table(one.openings)
    assert.is_table(one.applicationFormSubmissions)
    assert.is_table(one.referrals)
    local posting = helper.data "job_postings"[1]
    assert.equal(posting.jobId,
      assert(client.job_postings.get { id = posting.id, expand = "job" }).job.id)
    local job = assert(client.jobs.get { id = jobs[1].id, expand = { "openings" } })
    assert.is_table(job.openings)
    assert.is_nil(job.location)
  end)

  it("unpublished posting ids and postings are there when they are asked for", function()
    local function count(records)
      local sum = 0
      for _, record in ipairs(records) do sum = sum + #record.jobPostingIds end
      return sum
    end
    local plain = count(assert(client.jobs.all()))
    local all = count(assert(client.jobs.all { include_unpublished_job_postings_ids = true }))
    assert.is_true(all > plain)

    for _, posting in ipairs(helper.data("job_postings", true)) do
      if posting.status ~= "Published" then
        local record, err = client.job_postings.get(posting.id)
        assert.is_nil(record)
        assert.equal("job_posting_not_published", err.code)
        assert.equal(posting.id, assert(client.job_postings.get { id = posting.id,
          include_unpublished_job_postings = true }).id)
        break
      end
    end
  end)

  it("other ids of a record find it", function()
    local id = helper.ids "candidates"[12]
    assert.equal(id, assert(client.candidates.get { external_mapping_id = "hr-12" }).id)
    local application = assert(client.applications.get { id = helper.ids "applications"[5],
      expand = "applicationFormSubmissions" })
    local form = application.applicationFormSubmissions[1].id
    assert.equal(application.id,
      assert(client.applications.get { submitted_form_instance_id = form }).id)
  end)

  it("a board that does not exist is not_found", function()
    local _, err = client.job_postings.list { job_board_id = UUID }
    assert.equal("not_found", err.kind)
    assert.equal("job_board_not_found", err.code)
  end)
end)

describe("params.check", function()
  it("separates what is sent, by wire names, from our own", function()
    local checked = params.check(catalogue.entities.applications.list, { job_id = UUID, max = 5,
      raw = true, created_after = "1970-01-02", status = "Hired" })
    assert.same({ jobId = UUID, createdAfter = 86400000, status = "Hired" }, checked.wire)
    assert.same({ max = 5, raw = true }, checked.own)
  end)

  it("accepts no parameters at all for a list", function()
    assert.same({ wire = {}, own = {} }, params.check(catalogue.entities.jobs.list))
  end)
end)
