--- Specs of catalogue: it says about entities and their methods exactly what the
-- vendor's facts in sandbox/endpoints.json say, both ways.
--
-- SPDX-License-Identifier: MIT

local core = require "ashby.core"
local helper = require "spec.helper"

local operations = helper.endpoints().operations
local entities = core.catalogue()

-- The vendor's facts about the list of an entity.
local function list_of(entity)
  for _, operation in ipairs(operations) do
    if operation.entity == entity and operation.action == "list" then return operation end
  end
end

-- "candidates list" -> row
local rows, titles = {}, {}
for _, entity in ipairs(entities) do
  for _, action in ipairs { "list", "get" } do
    if entity[action] then rows[entity.name .. " " .. action] = entity[action] end
  end
  titles[entity.name] = entity.title
end

local function count(t)
  local n = 0
  for _ in pairs(t) do n = n + 1 end
  return n
end

describe("the catalogue", function()
  it("has every operation and no other, in their order", function()
    assert.equal(#operations, count(rows))
    local names, seen = {}, {}
    for _, operation in ipairs(operations) do
      assert.is_table(rows[operation.entity .. " " .. operation.action])
      if not seen[operation.entity] then
        seen[operation.entity] = true
        names[#names + 1] = operation.entity
      end
    end
    assert.same(names, helper.pluck(entities, "name"))
  end)

  it("has a title for people", function()
    for name, title in pairs(titles) do
      assert.equal(name:gsub("_", " "), (title:lower()))
      assert.truthy(title:find "^%u")
    end
  end)

  it("says which entities can be searched, by fields of their records", function()
    local searched = {}
    for _, entity in ipairs(entities) do
      if entity.searched then searched[entity.name] = true end
      local fields = {}
      for _, field in ipairs(core.record_fields(entity.list.record)) do
        fields[field.name] = true
      end
      for _, name in ipairs(entity.searched or {}) do
        assert.is_true(fields[name], entity.name .. "." .. name)
      end
    end
    assert.same({ applications = true, candidates = true, job_postings = true, jobs = true,
      users = true }, searched)
  end)

  it("cuts lists into parts by values that the vendor documents", function()
    local cuts = 0
    for _, entity in ipairs(entities) do
      if entity.cut then
        cuts = cuts + 1
        local values = {}
        for _, value in ipairs(list_of(entity.name).params[entity.cut].enum) do
          values[value] = true
        end
        for _, value in ipairs(entity.cut_values) do
          assert.is_true(values[value], value)
          values[value] = nil
        end
        values.Draft = nil -- listed only when asked for, so not a part of the whole
        assert.is_nil(next(values))
      end
    end
    assert.is_true(cuts > 0)
  end)

  it("has paging parameters in each paged method, and sync tokens only there", function()
    for title, row in pairs(rows) do
      local has = {}
      for _, param in ipairs(row.params) do has[param.name] = true end
      assert.equal(row.paged, has.cursor, title)
      assert.equal(row.paged, has.limit, title)
      assert.equal(row.sync, has.syncToken, title)
      assert.is_true(row.paged or not row.sync, title)
    end
  end)

  for _, operation in ipairs(operations) do
    local title = operation.entity .. " " .. operation.action
    local row = rows[title]

    describe(title, function()
      it("is the same method", function()
        assert.equal(operation.path, "/" .. row.name)
        assert.equal(operation.permission, row.permission)
        assert.equal(operation.paginated, row.paged or false)
        assert.equal(operation.sync_token, row.sync or false)
      end)

      it("has exactly the same parameters", function()
        local seen = {}
        for _, param in ipairs(row.params) do
          assert.is_nil(seen[param.name], "twice: " .. param.name)
          seen[param.name] = true
          assert.is_table(operation.params[param.name], "unknown: " .. param.name)
        end
        assert.equal(count(operation.params), #row.params)
      end)

      for _, param in ipairs(row.params) do
        it("says the same of " .. param.name, function()
          local facts = operation.params[param.name]
          local is_choice = false
          for _, name in ipairs(operation.exactly_one_of or {}) do
            is_choice = is_choice or name == param.name
          end
          assert.equal(facts.type, param.type)
          assert.equal(facts.required, param.required or false)
          assert.equal(is_choice, param.one_of or false)
          assert.equal(facts.format, param.format)
          assert.same(facts.enum, param.values)
          assert.equal(facts.min, param.minimum)
          assert.equal(facts.max, param.maximum)
          if facts.default == nil then
            assert.is_nil(param.default)
          elseif type(facts.default) == "number" then
            assert.equal(facts.default, tonumber(param.default))
          else
            assert.equal(tostring(facts.default), param.default)
          end
          assert.equal(facts.note, param.note)
          -- facts that no row of the catalogue has a place for
          for name in pairs(facts) do
            local known = "type required format enum min max default note items basis"
            assert.truthy(known:find(name, 1, true),
              "a fact that the catalogue has no place for: " .. name)
          end
          if facts.items then assert.equal("string", facts.items) end
        end)
      end

      if operation.action == "get" then
        it("begins with the id", function()
          local first = row.params[1]
          assert.is_true(first.required or first.one_of)
          assert.equal("uuid", first.format)
          assert.truthy(first.name == "id" or first.name:find "Id$")
        end)
      end
    end)
  end
end)
