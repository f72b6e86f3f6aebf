--- Specs of the matcher: each case of spec/search/cases.lua, and the same by
-- the sandbox's matcher, which shares no code with it.
--
-- SPDX-License-Identifier: MIT
-- The matcher against the table of cases, and the sandbox's own, which shares no
-- code with it: where they differ, the table has it and says why.

local cjson = require "cjson"

local cases = require "spec.search.cases"
local core = require "ashby.core"
local generator = require "sandbox.generator"
local grammar = require "ashby.search.grammar"
local match = require "ashby.search.match"

local function records()
  local document = assert(core.document("[" .. table.concat(cases.records, ",") .. "]",
    { null = cjson.null }))
  document:open()
  return document:rest()
end

local function title(n, case) return ("%d %s"):format(n, cjson.encode(case[1])) end

describe("the matcher", function()
  local all = records()

  for n, case in ipairs(cases.filters) do
    it("finds " .. title(n, case), function()
      grammar.check({ title = "x", record = "Candidate" }, { filter = case[1] })
      local holds, found = match.of(case[1]), {}
      for _, record in ipairs(all) do
        if holds(record) then found[#found + 1] = record.id end
      end
      assert.equal(case[2], table.concat(found))
    end)
  end

  it("differs from the sandbox's only where the table has it", function()
    local organization = generator.open { scale = 0.01 }
    for n, case in ipairs(cases.filters) do
      local found = {}
      for _, record in ipairs(cases.records) do
        if organization.holds(cjson.encode(case[1]), record) then
          found[#found + 1] = record:match '"id":"(.)"'
        end
      end
      assert.equal(case.sandbox or case[2], table.concat(found), title(n, case))
      assert.equal(case.sandbox ~= nil, cases.DIFFERS[case.why] ~= nil, title(n, case))
    end
  end)

  it("has at least 120 cases, each operator and combinator, and each reason", function()
    local seen, reasons = {}, {}
    local function note(filter)
      for word, operand in pairs(filter) do
        seen[word] = true
        for _, one in pairs(word == "not" and { operand } or operand) do
          if word == "and" or word == "or" or word == "not" then note(one) end
        end
      end
    end
    for _, case in ipairs(cases.filters) do
      note(case[1])
      if case.why then reasons[case.why] = true end
    end
    for _, list in ipairs { grammar.OPERATORS, grammar.COMBINATORS } do
      for _, word in ipairs(list) do assert.is_true(seen[word], word) end
    end
    for name in pairs(cases.DIFFERS) do assert.is_true(reasons[name], name) end
    assert.is_true(#cases.filters >= 120)
  end)

  it("takes an array in an array for no object", function()
    local holds = match.of { any = { tags = { neq = { title = "x" } } } }
    assert.is_true(holds { tags = { { id = "1" } } })
    assert.is_false(holds { tags = { { "y" }, { cjson.null }, { { id = "1" } }, "z", 5 } })
  end)

  it("lists the paths that a filter tests", function()
    assert.same({ a = true, ["b.c"] = true, d = true }, match.paths({ eq = { a = 1 },
      ["not"] = { ["or"] = { { like = { ["b.c"] = "x" } }, { any = { d = { eq = { e = 1 } } } } } },
    }, {}))
  end)
end)
