--- Specs of a search's cursor: it belongs to one query, however that is
-- written.
--
-- SPDX-License-Identifier: MIT

local cjson = require "cjson"

local cursor = require "ashby.search.cursor"
local helper = require "spec.helper"

describe("a search's cursor", function()
  it("is read as it was made", function()
    for _, at in ipairs { { offset = 0 }, { offset = 7, place = "abc" },
      { offset = 12345678, place = "q1-x-9-\n=+/" } } do
      assert.same(at, cursor.read("x", "0123abcd", cursor.write("0123abcd", at)))
    end
    assert.same({ offset = 0 }, cursor.read("x", "0123abcd", nil))
  end)

  it("has one name for a query, however it is written", function()
    local one = { filter = { eq = { a = 1, b = "x" } }, sort = { { a = "asc" }, { b = "desc" } } }
    local same = { sort = { { a = "asc" }, { b = "desc" } }, filter = { eq = { b = "x", a = 1 } } }
    assert.equal(cursor.name("jobs", one), cursor.name("jobs", same))
    local seen = { [cursor.name("jobs", one)] = true, [cursor.name("users", one)] = true }
    for _, query in ipairs { {}, { filter = { eq = { a = "1", b = "x" } } },
      { filter = { eq = { a = true } } }, { filter = { eq = { a = "true" } } },
      { filter = { eq = { a = cjson.null } } }, { filter = { ["in"] = { a = { 1, 2 } } } },
      { filter = { ["in"] = { a = { 2, 1 } } } }, { sort = { { b = "desc" }, { a = "asc" } } } } do
      local name = cursor.name("jobs", query)
      assert.is_nil(seen[name])
      seen[name] = true
    end
  end)

  it("raises where it belongs to another query", function()
    local text = cursor.write("0123abcd", { offset = 1 })
    assert.matches("belongs to another query", helper.misuse(cursor.read, "x", "0123abce", text))
    for _, wrong in ipairs { "x", "q1-0123abcd--x", "q1-0123abcd-1", "s5",
      "q1-0123abcd-" .. ("9"):rep(20) .. "-" } do
      assert.matches("not a cursor of a search", helper.misuse(cursor.read, "x", "0123abcd", wrong))
    end
  end)
end)
