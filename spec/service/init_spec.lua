--- Specs of service: the two services have exactly the members that the seam
-- names, and the seam's page describes all of them.
--
-- SPDX-License-Identifier: MIT

local helper = require "spec.helper"
local service = require "ashby.service"
local shell = require "tools.shell"

local SERVICES = {
  direct = service.choose(nil),
  hosted = service.choose { token = "t", connector_id = "c" },
}

-- Members that a service has for its own files only.
local OWN = { direct = { check_paging = true } }

describe("a service", function()
  for name, chosen in pairs(SERVICES) do
    it("has every member of the seam: " .. name, function()
      for _, row in ipairs(service.MEMBERS) do
        local value = chosen[row[1]]
        if value ~= nil or not row.optional then assert.equal(row[2], type(value), row[1]) end
      end
    end)

    it("has no other: " .. name, function()
      local known = {}
      for _, row in ipairs(service.MEMBERS) do known[row[1]] = true end
      for member in pairs(chosen) do
        assert.truthy(known[member] or (OWN[name] or {})[member], member)
      end
    end)
  end

  it("has all members for preparing itself or none", function()
    for _, chosen in pairs(SERVICES) do
      assert.equal(chosen.ready == nil, chosen.prepare == nil)
    end
  end)

  it("is asked what it can do, never which one it is", function()
    local found = shell.output(("grep -rn is_hosted '%s/lua'"):format(helper.root))
    assert.equal("", found)
  end)
end)

describe("the seam's page", function()
  it("names every member", function()
    local page = shell.read(helper.root .. "/docs/internals/service.md")
    for _, row in ipairs(service.MEMBERS) do
      assert.truthy(page:find("`" .. row[1], 1, true), row[1])
    end
  end)
end)
