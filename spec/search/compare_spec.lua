--- Specs of compare: by code points, whatever the locale; values of different
-- types never compare.
--
-- SPDX-License-Identifier: MIT

local cjson = require "cjson"

local compare = require "ashby.search.compare"

local SORTED = { "", "\0", "A", "B", "a", "a\0", "a\0b", "aa", "b", "\127", "é", "я", "山",
  "\239\191\189", "👩" }

describe("compare", function()
  local function ordered()
    local before = compare.strings()
    for i = 1, #SORTED do
      for k = 1, #SORTED do
        assert.equal(i < k, before(SORTED[i], SORTED[k]), ("%d %d"):format(i, k))
      end
    end
  end

  it("puts strings in the order of their code points", ordered)

  it("does so under another locale", function()
    local old = os.setlocale(nil, "collate")
    for _, name in ipairs { "en_US.UTF-8", "de_DE.UTF-8", "C.UTF-8", "C.utf8" } do
      if os.setlocale(name, "collate") then ordered() end
    end
    os.setlocale(old, "collate")
  end)

  it("does so where the name of the locale says nothing", function()
    local real = os.setlocale
    os.setlocale = function() return "xx" end -- luacheck: ignore 122
    local ok, problem = pcall(ordered)
    os.setlocale = real -- luacheck: ignore 122
    assert(ok, problem)
  end)

  it("compares numbers with numbers, strings with strings, and nothing else", function()
    local tests = compare.tests()
    assert.is_true(tests.gt(2, 1) and tests.gte(1, 1) and tests.lt(1, 2) and tests.lte(1, 1))
    assert.is_true(tests.gt("b", "a") and tests.gte("a", "a") and tests.lt("a", "b")
      and tests.lte("a", "a"))
    for name, test in pairs(tests) do
      for _, pair in ipairs { { 1, "1" }, { "1", 1 }, { true, true }, { true, false }, { nil, 1 },
        { cjson.null, 1 }, { 1, cjson.null }, { {}, {} } } do
        assert.is_false(test(pair[1], pair[2]), name)
      end
    end
  end)

  it("takes both absent and null for missing", function()
    assert.is_true(compare.is_missing(nil) and compare.is_missing(cjson.null))
    assert.is_false(compare.is_missing(false) or compare.is_missing("") or compare.is_missing(0))
  end)
end)
