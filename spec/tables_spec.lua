--- Specs of tables: copies share nothing with what they were made of, and keys come
-- in order.
--
-- SPDX-License-Identifier: MIT

local tables = require "ashby.tables"

describe("tables", function()
  it("copies a table, with what is given besides", function()
    local t = { a = 1, b = 2 }
    local copy = tables.copy(t, { b = 3, c = 4 })
    assert.same({ a = 1, b = 3, c = 4 }, copy)
    assert.same({ a = 1, b = 2 }, t)
    assert.is_false(rawequal(t, tables.copy(t)))
    assert.same({}, tables.copy(nil))
    assert.same({ 1, 2 }, tables.copy { 1, 2 })
  end)

  it("has the keys in order", function()
    assert.same({ "a", "b", "c" }, tables.keys { c = true, a = 1, b = false })
    assert.same({}, tables.keys {})
  end)
end)
