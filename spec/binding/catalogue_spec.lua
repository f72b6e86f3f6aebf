--- Specs of catalogue: core.catalogue() and core.record_fields() return plain
-- tables of plain values, new ones at each call. spec/engine compares their
-- contents with the vendor's facts.
--
-- SPDX-License-Identifier: MIT

local core = require "ashby.core"
local helper = require "spec.helper"

local ENTITY = { name = "string", title = "string", list = "table" }
local ENTITY_MORE = { searched = "table", cut = "string", cut_values = "table", get = "table" }
local METHOD = { name = "string", permission = "string", record = "string", params = "table" }
local METHOD_MORE = { paged = true, sync = true }
local PARAM = { name = "string", type = "string" }
local PARAM_MORE = { format = "string", default = "string", note = "string", required = true,
  one_of = true, values = "table", minimum = "number", maximum = "number" }
local FIELD = { name = "string", type = "string" }
local FIELD_MORE = { absent = true, null = true, list = true }

-- The members that must and may be there: of a type, or exactly true.
local function check(place, value, needed, further)
  assert.is_table(value, place)
  assert.is_nil(getmetatable(value), place)
  for name, kind in pairs(needed) do assert.equal(kind, type(value[name]), place .. name) end
  for name, member in pairs(value) do
    local kind = needed[name] or further[name]
    assert.truthy(kind, place .. tostring(name))
    if kind == true then
      assert.is_true(member, place .. name)
    else
      assert.equal(kind, type(member), place .. name)
    end
  end
end

local function check_array(place, list)
  local count = 0
  for _ in pairs(list) do count = count + 1 end
  assert.equal(#list, count, place)
end

local function check_param(place, param)
  check(place, param, PARAM, PARAM_MORE)
  assert.truthy(({ string = 1, integer = 1, boolean = 1, array = 1 })[param.type])
  assert.equal(param.minimum == nil, param.maximum == nil)
  if param.minimum then assert.is_true(param.minimum < param.maximum) end
  for _, text in ipairs(param.values or {}) do assert.matches("^[^,]+$", text) end
  if param.values then check_array(place, param.values) end
end

local function check_method(method)
  check(method.name .. ".", method, METHOD, METHOD_MORE)
  assert.matches("^%l%a+%.%l%a+$", method.name)
  assert.is_table(core.record_fields(method.record))
  check_array(method.name, method.params)
  for _, param in ipairs(method.params) do check_param(method.name .. "." .. param.name, param) end
end

describe("core.catalogue", function()
  it("returns entities, methods and parameters in plain tables", function()
    local entities = core.catalogue()
    assert.is_true(#entities > 0)
    check_array("entities", entities)
    for _, entity in ipairs(entities) do
      check(entity.name .. ".", entity, ENTITY, ENTITY_MORE)
      check_method(entity.list)
      if entity.get then check_method(entity.get) end
    end
  end)

  it("names the record types, each of which has its fields in plain tables", function()
    local _, names = core.catalogue()
    assert.is_true(#names > 0)
    for _, name in ipairs(names) do
      local fields = core.record_fields(name)
      check_array(name, fields)
      for _, field in ipairs(fields) do
        check(name .. "." .. field.name, field, FIELD, FIELD_MORE)
      end
    end
  end)

  it("keeps values in their order", function()
    local entities = core.catalogue()
    local jobs = entities[3]
    assert.equal("jobs", jobs.name)
    local names = helper.pluck(jobs.list.params, "name")
    assert.equal("cursor limit syncToken createdAfter status", table.concat(names, " ", 1, 5))
    assert.same({ "Draft", "Open", "Closed", "Archived" }, jobs.list.params[5].values)
    assert.same({ "openings" }, entities[2].list.params[7].values)
  end)

  it("has limits as integers where Lua has them", function()
    local limit = core.catalogue()[1].list.params[2]
    assert.equal("limit", limit.name)
    assert.equal("1 to 100", ("%s to %s"):format(limit.minimum, limit.maximum))
  end)

  it("makes new tables at each call", function()
    local entities, names = core.catalogue()
    entities[1].name, entities[1].list.params[1].name, names[1] = "spoilt", "spoilt", "spoilt"
    core.record_fields("Candidate")[1].name = "spoilt"
    local again, names_again = core.catalogue()
    assert.equal("candidates", again[1].name)
    assert.equal("cursor", again[1].list.params[1].name)
    assert.is_table(core.record_fields(names_again[1]))
    assert.equal("id", core.record_fields("Candidate")[1].name)
  end)

  it("has no fields for what is no record type", function()
    assert.is_nil((core.record_fields "string"))
    assert.is_nil((core.record_fields ""))
    assert.has_error(function() core.record_fields(nil) end)
  end)
end)
