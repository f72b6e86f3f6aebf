--- Specs of the grammar of a query: what it accepts, and how it refuses the
-- rest.
--
-- SPDX-License-Identifier: MIT
-- Which queries are allowed where our matcher decides. What is never sent to the
-- hosted service: init_spec.

local cjson = require "cjson"

local grammar = require "ashby.search.grammar"
local helper = require "spec.helper"

local function filter(value) return { filter = value } end

local cyclic = {}
cyclic["not"] = cyclic

-- A query over candidates, and a part of the message.
local WRONG = {
  { nil, "query = { filter" }, { 3, "query = { filter" },
  { { filters = {} }, "did you mean 'filter'" },
  { filter {}, "a filter such as" }, { filter "x", "a filter such as" },
  { filter { near = { name = "x" } }, "unknown operator 'near'" },
  { filter { ands = { {} } }, "did you mean 'and'" },
  { filter { eq = {} }, "'eq' needs a table" }, { filter { eq = 1 }, "'eq' needs a table" },
  { filter { eq = { nam = "x" } }, "'nam' cannot be searched, did you mean 'name'" },
  { filter { eq = { [""] = "x" } }, "cannot be searched" },
  { filter { eq = { ["source..title"] = "x" } }, "cannot be searched" },
  { filter { eq = { ["source.titel"] = "x" } }, "did you mean 'title'" },
  { filter { eq = { ["name.first"] = "x" } }, "'first' cannot be searched" },
  { filter { eq = { ["tags.title"] = "x" } }, "'tags' is an array: any = { tags = { ... } }" },
  { filter { eq = { ["source.sourceType.x"] = 1 } }, "'x' cannot be searched" },
  { filter { any = { tags = { eq = { titel = "x" } } } }, "did you mean 'title'" },
  { filter { any = { tags = { eq = {} } } }, "'eq' needs a table" },
  { filter { any = { tags = "x" } }, "a filter such as" },
  { filter { eq = { "x" } }, "'1' cannot be searched" },
  { filter { eq = { name = {} } }, "needs a string, a finite number" },
  { filter { neq = { name = print } }, "got a function" },
  { filter { gt = { name = 0 / 0 } }, "a finite number" },
  { filter { lt = { name = math.huge } }, "a finite number" },
  { filter { contains = { tags = {} } }, "needs a string, a finite number" },
  { filter { ["in"] = { name = "x" } }, "'in' needs an array" },
  { filter { ["in"] = { name = { a = 1 } } }, "'in' needs an array" },
  { filter { ["in"] = { name = { {} } } }, "needs a string, a finite number" },
  { filter { like = { name = 7 } }, "'like' needs a string" },
  { filter { fuzzy = { name = cjson.null } }, "'fuzzy' needs a string" },
  { filter { ["and"] = {} }, "'and' needs an array" },
  { filter { ["or"] = { eq = { name = "x" } } }, "'or' needs an array" },
  { filter(cyclic), "nested too deeply" },
  { { sort = { { name = "asc" }, id = "asc" } }, "sort needs an array" },
  { { filter = { ["and"] = { { eq = { id = "a" } }, eq = { id = "b" } } } }, "nothing else in it" },
  { { filter = { ["or"] = { { eq = { id = "a" } }, [3] = {} } } }, "nothing else in it" },
  { { sort = { name = "asc" } }, "sort needs an array" }, { { sort = {} }, "sort needs an array" },
  { { sort = { "name" } }, "sort needs tables" },
  { { sort = { { name = "up" } } }, "'asc' or 'desc'" },
  { { sort = { { nam = "asc" } } }, "did you mean 'name'" },
  { { sort = { { ["tags.title"] = "asc" } } }, "is an array" },
  { { sort = { { name = "asc", id = "asc" } } }, "which comes first" },
}

local RIGHT = {
  {}, filter { ["in"] = { name = {} } }, filter { eq = { name = cjson.null } },
  filter { any = { customFields = { eq = { ["value.currencyCode"] = "EUR" } } } },
  filter { any = { name = { eq = { whatever = 1 } } } },
  filter { any = { ["location.locationComponents"] = { eq = { type = "City" } } } },
}

describe("the grammar", function()
  local function check(query, scope)
    scope = scope or { record = "Candidate" }
    scope.title = "candidates.search"
    grammar.check(scope, query)
  end

  it("refuses what is wrong", function()
    for n, row in ipairs(WRONG) do
      assert.matches(row[2], helper.misuse(check, row[1]), 1, true, "row " .. n)
    end
  end)

  it("accepts what is right", function()
    for _, query in ipairs(RIGHT) do check(query) end
    check(filter { eq = { anything = 1 } }, {})
  end)

  it("refuses an empty in", function()
    assert.matches("an empty one cannot be sent",
      helper.misuse(check, filter { ["in"] = { name = {} } }, { sent = true }))
  end)
end)
