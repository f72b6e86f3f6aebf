--- Specs of search: each operator and combinator against a separate evaluation of
-- the records from Ashby directly, sorting, fields, paging, and misuse.
--
-- SPDX-License-Identifier: MIT

local catalogue = require "ashby.catalogue"
local grammar = require "ashby.search.grammar"
local helper = require "spec.helper"

-- ---- a plain evaluation ----

local function at(record, path)
  for name in path:gmatch "[^.]+" do
    if type(record) ~= "table" then return nil end
    record = record[name]
  end
  return record
end

local function words(text)
  local list = {}
  for word in text:lower():gmatch "%S+" do list[#list + 1] = word end
  return list
end

local function ordered(compare)
  return function(value, limit)
    return type(value) == type(limit) and compare(value, limit)
  end
end

local HOLDS = {}

function HOLDS.eq(value, wanted) return value == wanted end
function HOLDS.neq(value, wanted) return value ~= wanted end
HOLDS.gt = ordered(function(a, b) return a > b end)
HOLDS.gte = ordered(function(a, b) return a >= b end)
HOLDS.lt = ordered(function(a, b) return a < b end)
HOLDS.lte = ordered(function(a, b) return a <= b end)

HOLDS["in"] = function(value, list)
  local found = false
  for _, item in ipairs(list) do found = found or item == value end
  return found
end

-- With % at the ends only, as in the cases below.
function HOLDS.like(value, pattern)
  if type(value) ~= "string" then return false end
  local text = pattern:gsub("%%", ""):lower()
  local first, last = value:lower():find(text, 1, true)
  return first ~= nil and (pattern:sub(1, 1) == "%" or first == 1)
    and (pattern:sub(-1) == "%" or last == #value)
end

function HOLDS.fuzzy(value, text)
  if type(value) ~= "string" then return false end
  for _, word in ipairs(words(text)) do
    if not value:lower():find(word, 1, true) then return false end
  end
  return true
end

function HOLDS.keyword(value, text)
  local has = {}
  for _, word in ipairs(type(value) == "string" and words(value) or {}) do has[word] = true end
  for _, word in ipairs(words(text)) do
    if has[word] then return true end
  end
  return false
end

function HOLDS.contains(value, item)
  return type(value) == "table" and HOLDS["in"](item, value)
end

local holds

function HOLDS.any(value, filter)
  for _, element in ipairs(type(value) == "table" and value or {}) do
    if holds(filter, element) then return true end
  end
  return false
end

local function count(filters, record)
  local n = 0
  for _, filter in ipairs(filters) do n = n + (holds(filter, record) and 1 or 0) end
  return n
end

holds = function(filter, record)
  for word, operand in pairs(filter) do
    local ok = true
    if word == "and" then ok = count(operand, record) == #operand
    elseif word == "or" then ok = count(operand, record) > 0
    elseif word == "not" then ok = not holds(operand, record)
    else
      for path, wanted in pairs(operand) do
        ok = ok and HOLDS[word](at(record, path), wanted)
      end
    end
    if not ok then return false end
  end
  return true
end

-- ---- cases: entity, filter; true where nothing can fit ----

local SOME = "2024-06-01T00:00:00.000Z"

local CASES = {
  { "jobs", { eq = { status = "Open" } } },
  { "jobs", { neq = { status = "Open" } } },
  { "job_postings", { eq = { isListed = true } } },
  { "job_postings", { neq = { isListed = true } } },
  { "applications", { gt = { createdAt = SOME } } },
  { "applications", { gte = { createdAt = SOME } } },
  { "applications", { lt = { createdAt = SOME } } },
  { "applications", { lte = { createdAt = SOME } } },
  { "applications", { gt = { createdAt = SOME }, eq = { status = "Active" } } },
  { "applications", { gte = { createdAt = SOME, updatedAt = SOME } } },
  { "applications", { ["in"] = { status = { "Hired", "Lead" } } } },
  { "jobs", { like = { title = "%engineer%" } } },
  { "jobs", { like = { title = "senior%" } } },
  { "job_postings", { like = { title = "%engineer" } } },
  { "jobs", { fuzzy = { title = "engineer lear" } } },
  { "jobs", { keyword = { title = "Technician designer" } } },
  { "users", { keyword = { firstName = "nadia viktor" },
    ["not"] = { eq = { lastName = "Ivers" } } } },
  { "candidates", { contains = { company = "x" } }, true },
  { "users", { any = { firstName = { eq = { x = 1 } } } }, true },
  { "applications", { eq = { ["archiveReason.reasonType"] = "RejectedByCandidate" } } },
  { "jobs", { ["and"] = { { eq = { status = "Open" } }, { like = { title = "%engineer%" } } } } },
  { "jobs", { ["or"] = { { eq = { status = "Closed" } }, { like = { title = "%design%" } } } } },
  { "jobs", { ["not"] = { ["or"] = { { eq = { status = "Open" } },
    { ["in"] = { status = { "Closed" } } } } } } },
  { "jobs", { ["and"] = { { eq = { status = "Open" } }, { eq = { status = "Closed" } } } }, true },
}

describe("search", function()
  local client, direct

  setup(function()
    helper.reset()
    direct = {}
    local plain = helper.client()
    for entity, row in pairs(catalogue.entities) do
      if row.searched then direct[entity] = plain[entity].all { fields = row.searched } end
    end
    plain.close()
  end)

  before_each(function()
    helper.reset()
    client = helper.hosted()
  end)

  after_each(function() client.close() end)

  -- All hits, page by page.
  local function all(entity, given)
    local records, pages = {}, 0
    repeat
      local page = assert(client[entity].search(given))
      for _, record in ipairs(page.records) do records[#records + 1] = record end
      pages = pages + 1
      given.cursor = page.meta.cursor
      assert.equal(page.meta.has_more, page.meta.cursor ~= nil)
    until not page.meta.has_more
    return records, pages
  end

  local function expected(entity, filter)
    local ids = {}
    for _, record in ipairs(direct[entity]) do
      if holds(filter, record) then ids[#ids + 1] = record.id end
    end
    table.sort(ids)
    return ids
  end

  describe("finds what the evaluation finds:", function()
    for i, case in ipairs(CASES) do
      local entity, filter, nothing = case[1], case[2], case[3]
      it(("%d, %s by %s"):format(i, entity, next(filter)), function()
        local wanted = expected(entity, filter)
        local got = helper.pluck((all(entity, { limit = 1000, query = { filter = filter } })))
        table.sort(got)
        assert.same(wanted, got)
        assert.equal(nothing or false, #wanted == 0)
        assert.is_true(#wanted < #direct[entity])
      end)
    end

    it("each operator and combinator has a case", function()
      local seen = {}
      local function note(filter)
        for word, operand in pairs(filter) do
          seen[word] = true
          for _, inner in pairs(word == "not" and { operand } or operand) do
            if word == "and" or word == "or" or word == "not" then note(inner) end
          end
        end
      end
      for _, case in ipairs(CASES) do note(case[2]) end
      for _, list in ipairs { grammar.OPERATORS, grammar.COMBINATORS } do
        for _, word in ipairs(list) do assert.is_true(seen[word], word) end
      end
    end)
  end)

  it("sorts, pages and picks fields", function()
    local given = { limit = 7, fields = { "id", "title" },
      query = { sort = { { status = "desc" }, { title = "asc" } } } }
    local records, pages = all("jobs", given)
    local wanted = {}
    for i, job in ipairs(direct.jobs) do wanted[i] = job end
    table.sort(wanted, function(a, b)
      if a.status ~= b.status then return a.status > b.status end
      if a.title ~= b.title then return a.title < b.title end
      return a.id < b.id
    end)
    assert.equal(math.ceil(#wanted / 7), pages)
    for i, job in ipairs(wanted) do
      assert.same({ id = job.id, title = job.title }, records[i])
    end
  end)

  it("sends what the documentation shows", function()
    assert(client.jobs.search { limit = 10, fields = { "id", "archiveReason.text" },
      query = { filter = { eq = { status = "Open" } }, sort = { { title = "asc" } } } })
    local requests = helper.requests()
    local body = require "cjson".decode(requests[#requests].body)
    assert.same({ entity = "jobs", action = "context_store_search", params = { limit = 10,
      fields = { { "id" }, { "archiveReason", "text" } },
      query = { filter = { eq = { status = "Open" } }, sort = { { title = "asc" } } } } }, body)
  end)

  it("works by name, and returns raw records and the service's further facts", function()
    local page = assert(client.execute("users", "search", { query = {}, limit = 2, raw = true }))
    assert.equal(2, #page.records)
    assert.matches('^{"id":', page.records[1])
    assert.is_number(page.meta.took_ms)
    assert.is_true(page.meta.has_more)
  end)

  it("fails while the service has no copy yet", function()
    helper.control("POST", "options", { search_ready = false })
    local page, err = client.jobs.search { query = {} }
    assert.is_nil(page)
    assert.equal("invalid", err.kind)
    assert.matches("copy is not complete", err.message, 1, true)
    assert.equal("jobs.context_store_search", err.method)
  end)

  it("is the service's own where it can search, and over the list for other entities", function()
    for _, entity in ipairs(client.entities()) do
      helper.reset()
      assert(client[entity].search { query = {}, limit = 1 })
      local requests = helper.requests()
      local action = require "cjson".decode(requests[#requests].body).action
      assert.equal(catalogue.entities[entity].searched and "context_store_search" or "list", action)
    end
    assert(client.execute("sources", "search", { query = {} }))
  end)

  it("refuses what is wrong before it is sent", function()
    local function filter(value) return { query = { filter = value } } end
    local ROWS = {
      { nil, "query = { filter" }, { "x", "table of options" }, { {}, "query = { filter" },
      { { query = 3 }, "query = { filter" },
      { { qery = {} }, "did you mean 'query'" },
      { { query = { filters = {} } }, "did you mean 'filter'" },
      { { query = {}, limit = 0 }, "bad argument 'limit'" },
      { { query = {}, limit = 1.5 }, "bad argument 'limit'" },
      { { query = {}, cursor = "" }, "bad argument 'cursor'" },
      { { query = {}, fields = {} }, "bad argument 'fields'" },
      { { query = {}, max = 3 }, "unknown option 'max'" },
      { filter {}, "a filter such as" }, { filter "x", "a filter such as" },
      { filter { near = { title = "x" } }, "unknown operator 'near'" },
      { filter { lik = { title = "x" } }, "did you mean 'like'" },
      { filter { eq = {} }, "'eq' needs a table" }, { filter { eq = 1 }, "'eq' needs a table" },
      { filter { eq = { titel = "x" } }, "did you mean 'title'" },
      { filter { eq = { "x" } }, "'1' cannot be searched" },
      { filter { ["in"] = { title = "x" } }, "'in' needs an array" },
      { filter { ["in"] = { title = {} } }, "'in' needs an array" },
      { filter { like = { title = 7 } }, "'like' needs a string" },
      { filter { any = { title = "x" } }, "a filter such as" },
      { filter { any = { title = { qe = { x = 1 } } } }, "unknown operator 'qe'" },
      { filter { ["and"] = { eq = { title = "x" } } }, "'and' needs an array" },
      { filter { ["or"] = {} }, "'or' needs an array" },
      { filter { ["or"] = { { eq = { titl = "x" } } } }, "did you mean 'title'" },
      { filter { ["not"] = { { eq = { title = "x" } } } }, "unknown operator '1'" },
      { { query = { sort = { title = "asc" } } }, "sort needs an array" },
      { { query = { sort = { "title" } } }, "sort needs tables" },
      { { query = { sort = { { title = "up" } } } }, "'asc' or 'desc'" },
      { { query = { sort = { { titel = "asc" } } } }, "did you mean 'title'" },
      { { query = { sort = { { title = "asc", id = "asc" } } } }, "which comes first" },
    }
    for i, row in ipairs(ROWS) do
      assert.matches(row[2], helper.misuse(client.jobs.search, row[1]), 1, true, "row " .. i)
    end
    assert.equal(0, helper.count())
  end)
end)
