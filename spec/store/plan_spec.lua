--- Specs of a plan: its rows, and its counts of what did not fit.
--
-- SPDX-License-Identifier: MIT

local sqlite = require "ashby.sqlite"

describe("a plan", function()
  it("is made of rows with a known kind", function()
    assert(sqlite.plan { { "text", "id" }, { "bytes" }, { "time", "at", "group" } })
    for _, rows in ipairs { {}, { "text" }, { {} }, { { "texts", "id" } }, { { 5 } } } do
      assert.is_false(pcall(sqlite.plan, rows))
    end
    assert.is_false(pcall(sqlite.plan))
  end)

  it("counts nothing before it was used", function()
    assert.same({}, sqlite.plan({ { "text", "id" } }):unfit())
  end)
end)
