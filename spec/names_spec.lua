--- Specs of names: the one list of public functions, which are the same in the
-- module, its clients and its documentation.
--
-- SPDX-License-Identifier: MIT

local catalogue = require "ashby.catalogue"
local helper = require "spec.helper"
local names = require "ashby.names"
local shell = require "tools.shell"

local function functions_of(t)
  local list = {}
  for name, value in pairs(t) do
    if type(value) == "function" then list[#list + 1] = name end
  end
  table.sort(list)
  return list
end

local function sorted(...)
  local list = {}
  for _, part in ipairs { ... } do
    for _, name in ipairs(part) do list[#list + 1] = name end
  end
  table.sort(list)
  return list
end

local function entity_names(name)
  return sorted(names.entity(catalogue.entities[name].get))
end

describe("the public names", function()
  it("are those of the module, before its first call and after", function()
    package.loaded.ashby = nil
    local ashby = require "ashby"
    for _ = 1, 2 do
      assert.same(sorted(names.module, names.client), functions_of(ashby))
      assert.same(sorted(names.webhook), functions_of(ashby.webhook))
      for _, name in ipairs(catalogue.names) do
        assert.same(entity_names(name), functions_of(ashby[name]))
      end
      ashby.entities()
    end
  end)

  it("are those of a client", function()
    local client = helper.client()
    assert.same(sorted(names.client), functions_of(client))
    for _, name in ipairs(catalogue.names) do
      assert.same(entity_names(name), functions_of(client[name]))
    end
    client.close()
  end)

  it("are all in the documentation", function()
    local text = shell.read(helper.root .. "/docs/usage.md")
      .. shell.read(helper.root .. "/docs/store.md")
    for _, name in ipairs(sorted(names.client, names.module, names.entity(true))) do
      assert.truthy(text:find("[.]" .. name .. "%f[%W]"), name)
    end
  end)
end)
