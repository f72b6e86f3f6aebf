--- Specs of records: the fields of every record type are those of the vendor's
-- facts in sandbox/endpoints.json, with their types, whether they may be
-- absent or null, and whether they are arrays; both ways.
--
-- SPDX-License-Identifier: MIT

local core = require "ashby.core"
local helper = require "spec.helper"

local facts = helper.endpoints()
local entities, names = core.catalogue()
local records = {}
for _, name in ipairs(names) do records[name] = core.record_fields(name) end

local same_record

-- "ref:Name" whose name stands for a leaf type is that type.
local function resolve(leaf)
  local name = leaf:match "^ref:(%w+)$"
  local known = name and facts.types[name]
  if type(known) == "string" then return known end
  return leaf, known
end

-- Compares the description of one value with one of our fields.
local function same_type(theirs, ours, path, seen)
  if type(theirs) == "table" and theirs[1] ~= nil then
    assert.is_true(ours.list, path .. " should be a list")
    assert.equal(1, #theirs)
    return same_type(theirs[1], { type = ours.type }, path .. "[]", seen)
  end
  assert.is_nil(ours.list, path .. " should not be a list")
  if type(theirs) == "table" then
    assert.is_table(records[ours.type], ("%s should be a record, not %s"):format(path, ours.type))
    return same_record(theirs, ours.type, path, seen)
  end
  local leaf, known = resolve(theirs)
  if known then return same_record(known, ours.type, path, seen) end
  assert.equal(leaf, ours.type, path)
end

local function same_field(name, theirs, ours, path, seen)
  assert.equal(name:find "%?$" ~= nil, ours.absent or false, path .. ": absent")
  local nullable = false
  if type(theirs) == "string" then
    local bare = theirs:match "^(.*)|null$"
    nullable, theirs = bare ~= nil, bare or theirs
  end
  assert.equal(nullable, ours.null or false, path .. ": null")
  same_type(theirs, ours, path, seen)
end

same_record = function(theirs, name, path, seen)
  local fields = assert(records[name], path .. ": no record " .. tostring(name))
  if seen[name] then
    assert.is_nil(helper.difference(seen[name], theirs, path))
    return
  end
  seen[name] = theirs
  local ours = {}
  for _, field in ipairs(fields) do
    assert.is_nil(ours[field.name], path .. "." .. field.name .. " is there twice")
    ours[field.name] = field
  end
  for spelled, described in pairs(theirs) do
    local field = spelled:gsub("%?$", "")
    assert.is_table(ours[field], ("%s.%s is missing"):format(path, field))
    same_field(spelled, described, ours[field], path .. "." .. field, seen)
    ours[field] = nil
  end
  assert.is_nil(next(ours), ("%s.%s is not in the vendor's facts"):format(path,
    tostring(next(ours))))
end

describe("the record of", function()
  for _, operation in ipairs(facts.operations) do
    local title = operation.entity .. " " .. operation.action

    it(title .. " has the fields of the vendor's facts", function()
      for _, entity in ipairs(entities) do
        if entity.name == operation.entity then
          same_record(operation.record, entity[operation.action].record, title, {})
        end
      end
    end)
  end
end)

describe("record types", function()
  it("named in a choice are those of the vendor's facts", function()
    local seen = {}
    for name, fields in pairs(records) do
      for _, field in ipairs(fields) do
        for inner in field.type:gmatch "ref:(%w+)" do
          assert.is_table(records[inner], ("%s.%s names %s"):format(name, field.name, inner))
          same_record(facts.types[inner], inner, inner, seen)
        end
      end
    end
  end)

  it("that the vendor names are here under the same names", function()
    for name, fields in pairs(facts.types) do
      if type(fields) == "table" and name ~= "Error" then
        same_record(fields, name, name, {})
      end
    end
  end)

  it("are each used by some method", function()
    local used = {}
    local function use(name)
      if used[name] or not records[name] then return end
      used[name] = true
      for _, field in ipairs(records[name]) do
        use(field.type)
        for inner in field.type:gmatch "ref:(%w+)" do use(inner) end
      end
    end
    for _, entity in ipairs(entities) do
      use(entity.list.record)
      if entity.get then use(entity.get.record) end
    end
    for name in pairs(records) do assert.is_true(used[name], name .. " is never used") end
  end)

  it("name no type that does not exist", function()
    local LEAVES = { uuid = true, string = true, url = true, datetime = true, date = true,
      int = true, number = true, bool = true, object = true }
    for name, fields in pairs(records) do
      for _, field in ipairs(fields) do
        assert.truthy(LEAVES[field.type] or records[field.type]
          or field.type:find "^enum%b()$" or field.type:find "^const%b()$"
          or field.type:find "^map%b()$" or field.type:find "^oneof%b()$",
          ("%s.%s: %s"):format(name, field.name, field.type))
      end
    end
  end)
end)

describe("the sandbox's records", function()
  local LUA_TYPE = { uuid = "string", string = "string", url = "string", datetime = "string",
    date = "string", int = "number", number = "number", bool = "boolean", object = "table" }

  local check_record

  local function check_value(value, field, path)
    local wanted = LUA_TYPE[field.type]
    if wanted then
      assert.equal(wanted, type(value), path)
    elseif records[field.type] then
      check_record(value, field.type, path)
    elseif field.type:find "^enum" then
      local list = "," .. field.type:match "^enum%((.*)%)$" .. ","
      assert.truthy(list:find("," .. value .. ",", 1, true), path .. ": " .. value)
    end
  end

  check_record = function(record, name, path)
    for _, field in ipairs(records[name]) do
      local value, at = record[field.name], path .. "." .. field.name
      if value == nil then
        assert.is_true(field.absent or field.null, at .. " may not be absent")
      elseif field.list then
        for i, item in ipairs(value) do check_value(item, field, at .. "[" .. i .. "]") end
      else
        check_value(value, field, at)
      end
    end
  end

  for _, entity in ipairs(entities) do
    it("fit the type of " .. entity.name, function()
      local seen = 0
      for _, record in ipairs(helper.without_nulls(helper.data(entity.name, true))) do
        check_record(record, entity.list.record, entity.name)
        seen = seen + 1
        if seen == 300 then break end
      end
      assert.is_true(seen > 5)
    end)
  end
end)
