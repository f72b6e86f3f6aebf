--- Specs of fields: the names of the columns for custom fields.
--
-- SPDX-License-Identifier: MIT

local fields = require "ashby.store.fields"

local ID = "f91437b5-964d-40d6-8b1c-0b73a924fe9c"

describe("the column of a custom field", function()
  local function name(title) return fields.names({ { id = ID, title = title } })[1] end

  it("is its title in snake_case", function()
    for title, expected in pairs {
      ["Notice period"] = "notice_period", ["noticePeriod"] = "notice_period",
      ["  Salary (EUR) "] = "salary_eur", ["Größe"] = "gr_e", ["2nd choice"] = "_2nd_choice",
    } do
      assert.equal(expected, name(title))
    end
  end)

  it("ends in the field's id where the title gives no name", function()
    for _, row in ipairs {
      { "", "_f91437b5" }, { "職種", "_f91437b5" }, { "Order", "order_f91437b5" },
      { "ID", "id_f91437b5" }, { "Select", "select_f91437b5" },
      { ("x"):rep(41), ("x"):rep(40) .. "_f91437b5" }, { ("x"):rep(40), ("x"):rep(40) },
    } do
      assert.equal(row[2], name(row[1]))
    end
    assert.equal("_f91437b5", fields.names({ { id = ID } })[1])
  end)

  it("is not another field's, in whatever case", function()
    assert.same({ "level_aaaaaaaa", "level_bbbbbbbb", "other" }, fields.names {
      { id = "aaaaaaaa-1", title = "Level" }, { id = "bbbbbbbb-2", title = "LEVEL" },
      { id = "cccccccc-3", title = "Other" } })
  end)
end)
