--- Specs of catalogue: names in both spellings, paths of fields, and describe.
--
-- SPDX-License-Identifier: MIT

local ashby = require "ashby"
local catalogue = require "ashby.catalogue"
local helper = require "spec.helper"

describe("catalogue.snake", function()
  it("turns a wire name into ours", function()
    for name, wanted in pairs { limit = "limit", createdAfter = "created_after",
      includeUnpublishedJobPostingsIds = "include_unpublished_job_postings_ids" } do
      assert.equal(wanted, catalogue.snake(name))
    end
  end)
end)

describe("catalogue.entities", function()
  it("finds parameters under both names", function()
    for _, name in ipairs(catalogue.names) do
      for _, action in ipairs { "list", "get" } do
        local method = catalogue.entities[name][action]
        if method then
          assert.equal(name .. "." .. action, method.title)
          assert.equal(#method.params, #method.names)
          for i, param in ipairs(method.params) do
            assert.equal(param, method.by_name[param.name])
            assert.equal(param, method.by_name[method.names[i]])
          end
        end
      end
    end
  end)
end)

describe("catalogue.check_path", function()
  local function check(record, path) return catalogue.check_path(record, path) end

  it("accepts every field of every record type", function()
    for _, name in ipairs(catalogue.record_names) do
      for _, field in ipairs(catalogue.records[name]) do
        assert.is_true(check(name, field.name))
        if catalogue.records[field.type] then
          for _, inner in ipairs(catalogue.records[field.type]) do
            assert.is_true(check(name, field.name .. "." .. inner.name))
          end
        end
      end
    end
  end)

  it("returns which name is wrong, and which would be right", function()
    local ok, wrong, right = check("Application", "source.titel")
    assert.is_nil(ok)
    assert.equal("titel", wrong)
    assert.same({ "id", "title", "isArchived", "sourceType" }, right)
    ok, wrong, right = check("Application", "id.x")
    assert.is_nil(ok)
    assert.equal("x", wrong)
    assert.same({}, right)
  end)

  it("accepts any name inside what no schema describes", function()
    assert.is_true(check("Location", "extraData.anything.at.all"))
    assert.is_true(check("CustomFieldValue", "value.currencyCode"))
  end)
end)

describe("describe", function()
  -- Asserts plain tables, but for the outermost, which prints what it is.
  local function described(value, seen)
    for name in pairs(getmetatable(value) or {}) do assert.equal("__tostring", name) end
    if next(seen) then assert.is_nil(getmetatable(value)) end
    assert.is_nil(seen[value], "a table is in it twice")
    seen[value] = true
    for k, v in pairs(value) do
      assert.truthy(type(k) == "string" or type(k) == "number")
      if type(v) == "table" then
        described(v, seen)
      else
        assert.truthy(type(v) == "string" or type(v) == "number" or type(v) == "boolean")
      end
    end
  end

  it("returns plain tables, new ones each time", function()
    for _, name in ipairs(ashby.entities()) do
      local one, two = ashby.describe(name), ashby.describe(name)
      described(one, {})
      assert.is_nil(helper.difference(one, two))
      one.list.params = nil
      one.fields[1].name = "changed"
      assert.is_nil(helper.difference(two, ashby.describe(name)))
    end
  end)

  it("says what the vendor's documents say", function()
    for _, operation in ipairs(helper.endpoints().operations) do
      local row = ashby.describe(operation.entity)[operation.action]
      assert.equal(operation.path, "/" .. row.method)
      assert.equal(operation.permission, row.permission)
      assert.equal(operation.paginated, row.paged)
      assert.equal(operation.sync_token, row.sync)
      for _, param in ipairs(row.params) do
        assert.equal(operation.params[param.wire_name].type, param.type)
        assert.equal(catalogue.snake(param.wire_name), param.name)
      end
    end
  end)

  it("has the fields, and all types below them", function()
    local jobs = ashby.describe "jobs"
    assert.equal("jobs", jobs.name)
    assert.equal("Jobs", jobs.title)
    local function check(fields)
      for _, field in ipairs(fields) do
        if field.type:find "^%u" then assert.is_table(jobs.types[field.type], field.type) end
        for inner in field.type:gmatch "ref:(%w+)" do assert.is_table(jobs.types[inner], inner) end
      end
    end
    check(jobs.fields)
    for _, fields in pairs(jobs.types) do check(fields) end
    assert.is_nil(ashby.describe "sources".get)
  end)

  it("has notes for users, not about the gaps of the vendor's documents", function()
    for _, name in ipairs(ashby.entities()) do
      for _, method in ipairs { ashby.describe(name).list, ashby.describe(name).get } do
        for _, param in ipairs(method.params) do
          local note = catalogue.note(param) or ""
          assert.is_nil(note:find "schema" or note:find "documented" or note:find "changelog", note)
        end
      end
    end
    local limit = catalogue.entities.jobs.list.by_name.limit
    assert.equal("records in a page, 1 to 100", catalogue.note(limit))
  end)

  it("finds fields by record type and name, and splits paths", function()
    assert.equal("uuid", catalogue.field("Job", "id").type)
    assert.is_nil(catalogue.field("Job", "jobId"))
    assert.is_nil(catalogue.field("Nothing", "id"))
    assert.is_nil(catalogue.field(nil, "id"))
    assert.equal("id", catalogue.field_names("Job")[1])
    assert.same({ "source", "title" }, catalogue.names_of "source.title")
  end)

  it("refuses what is not an entity, with the nearest name", function()
    local message = helper.misuse(ashby.describe, "job")
    assert.truthy(message:find("unknown entity 'job', did you mean 'jobs'?", 1, true), message)
    helper.misuse(ashby.describe)
    helper.misuse(ashby.describe, {})
  end)
end)

describe("entities", function()
  it("are names that a caller may change", function()
    local names = ashby.entities()
    names[1] = nil
    assert.equal("candidates", ashby.entities()[1])
  end)
end)
