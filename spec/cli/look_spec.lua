--- Specs of the columns of the command's tables.
--
-- SPDX-License-Identifier: MIT

local catalogue = require "ashby.catalogue"
local look = require "ashby.cli.look"

local function names_of(columns)
  local names = {}
  for i, column in ipairs(columns) do names[i] = column.name end
  return names
end

describe("a table of an entity", function()
  for _, name in ipairs(catalogue.names) do
    it(("has columns for %s, the id last"):format(name), function()
      local names = names_of(look.of(name, catalogue.entities[name].list.record))
      assert.is_true(#names > 1)
      assert.equal("id", names[#names])
    end)
  end

  it("has the first fields of one whose columns nobody has chosen", function()
    local chosen = look.COLUMNS.departments
    look.COLUMNS.departments = nil
    local names = names_of(look.of("departments", "Department"))
    look.COLUMNS.departments = chosen
    assert.same({ "name", "externalName", "isArchived", "parentId", "createdAt", "updatedAt",
      "id" }, names)
  end)
end)
