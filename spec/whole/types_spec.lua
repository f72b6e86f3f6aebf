--- types/ashby.lua: it loads, and has exactly the public names.
--
-- SPDX-License-Identifier: MIT

local ashby = require "ashby"
local helper = require "spec.helper"
local kit = require "spec.store.kit"

local path = helper.root .. "/types/ashby.lua"

-- The fields of each class: { ["ashby.Client"] = { call = true, ... } }
local function classes()
  local found, name = {}, nil
  for line in io.lines(path) do
    name = line:match("^%-%-%-@class ([%w._]+)") or name
    if name then found[name] = found[name] or {} end
    local field = line:match("^%-%-%-@field ([%w_]+)")
    if field then found[name][field] = true end
  end
  return found
end

local function keys(of)
  local list = {}
  for key in pairs(of) do list[#list + 1] = key end
  table.sort(list)
  return list
end

local function class_of(entity)
  return "ashby." .. entity:gsub("^%l", string.upper):gsub("_(%l)", string.upper)
end

describe("types/ashby.lua", function()
  it("is Lua", function()
    assert.equal("table", type(assert(loadfile(path))()))
  end)

  it("has every member of a client, and no other", function()
    local client = helper.client()
    assert.same(keys(client), keys(classes()["ashby.Client"]))
    client.close()
  end)

  it("has every member of the module, and no other", function()
    local known, own = classes(), {}
    for name in pairs(known["ashby.Client"]) do own[name] = true end
    for name in pairs(known.ashby) do own[name] = true end
    assert.same(keys(ashby), keys(own))
    assert.same(keys(ashby.webhook), keys(known["ashby.Webhook"]))
    assert.same(keys(require "ashby.report"), keys(known["ashby.Reports"]))
  end)

  for _, name in ipairs(ashby.entities()) do
    it("has the calls and parameters of " .. name, function()
      local known, entity = classes(), ashby.describe(name)
      assert.same(keys(ashby[name]), keys(known[class_of(name)]))
      for _, param in ipairs(entity.list.params) do
        assert.is_true(known[class_of(name) .. "ListParams"][param.name], param.name)
      end
      for _, param in ipairs(entity.get and entity.get.params or {}) do
        assert.is_true(known[class_of(name) .. "GetParams"][param.name], param.name)
      end
      for _, field in ipairs(entity.fields) do
        assert.is_true(known["ashby." .. entity.list.record][field.name], field.name)
      end
    end)
  end

  it("has every call of a store and of its entities, and no other", function()
    local store, client = kit.store()
    local known, remote = classes(), { call = true, call_pages = true, check = true, sync = true }
    local own = {}
    for name in pairs(store) do own[name] = not remote[name] and true or nil end
    assert.same(keys(own), keys(known["ashby.Store"]))
    for _, name in ipairs(ashby.entities()) do
      local calls = {}
      for _, class in ipairs { class_of(name), class_of(name) .. "Kept" } do
        for call in pairs(known[class] or {}) do calls[call] = true end
      end
      assert.same(keys(store[name]), keys(calls), name)
    end
    store.close()
    client.close()
    kit.remove()
  end)

  it("has no type without a definition", function()
    local known = classes()
    for line in io.lines(path) do
      for name in line:gmatch("ashby%.%u%w*") do
        if not line:find("^%-%-%-@alias") then
          assert.is_true(known[name] ~= nil or name == "ashby.ErrorKind", name)
        end
      end
    end
  end)
end)
