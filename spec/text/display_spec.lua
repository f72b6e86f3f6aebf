--- Specs of text in the columns of a terminal. Widths by Unicode's data: Mn,
-- Me and Cf take none, East Asian W and F two.
--
-- SPDX-License-Identifier: MIT

local display = require "ashby.text.display"

local WIDTHS = {
  { "", 0 }, { "abc", 3 }, { "é", 1 }, { "e\204\129", 1 }, { "王小明", 6 }, { "한국어", 6 },
  { "ｆｕｌｌ", 8 }, { "ﾊﾝ", 2 }, { "שלום", 4 }, { "عَرَبِيّ", 4 }, { "हिन्दी", 5 }, { "👍", 2 },
  { "\226\128\139", 0 }, { "…", 1 }, { "█", 1 }, { "Zürich", 6 }, { "𠀀", 2 },
}

describe("the width of a line", function()
  for _, row in ipairs(WIDTHS) do
    it(("of '%s' is %d"):format(row[1], row[2]), function()
      assert.equal(row[2], display.width(row[1]))
    end)
  end
end)

describe("a cell", function()
  it("has exactly the columns it is given", function()
    for _, text in ipairs { "", "a", "abcdefgh", "王小明同学", "ab王小", "e\204\129e\204\129e\204\129" } do
      for columns = 1, 12 do
        assert.equal(columns, display.width(display.fit(text, columns)))
        assert.equal(columns, display.width(display.fit(text, columns, true)))
      end
    end
  end)

  it("shows when it was cut", function()
    assert.equal("abcd…", display.fit("abcdefgh", 5))
    assert.equal("王… ", display.fit("王小明", 4))
    assert.equal("   12", display.fit("12", 5, true))
    assert.equal("12   ", display.fit("12", 5))
  end)
end)

describe("a text of words", function()
  it("is wrapped at blanks, and a long word has a line of its own", function()
    assert.same({ "ab cd", "王小", "efghijk", "l" }, display.wrap("ab cd 王小 efghijk  l", 5))
    assert.same({}, display.wrap("", 5))
  end)
end)
