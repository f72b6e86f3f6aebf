--- Specs of like: its patterns, and that none takes long.
--
-- SPDX-License-Identifier: MIT

local like = require "ashby.search.like"

-- Pattern, texts that match, texts that do not. More in cases.lua.
local ROWS = {
  { "", { "" }, { "a", " " } },
  { "%", { "", "a", "\0", "%" }, {} },
  { "a", { "a", "A" }, { "", "aa", "ba", "á" } },
  { "a%", { "a", "ab", "A%" }, { "ba", "" } },
  { "%a", { "a", "ba" }, { "ab" } },
  { "a%a", { "aa", "aba" }, { "a", "ab" } },
  { "%a%b%", { "ab", "xaxbx" }, { "ba", "a" } },
  { "ab%bc", { "abbc", "ab-bc" }, { "abc" } },
  { "%ab%ab", { "abab", "xabxab" }, { "ab", "aab" } },
  { "_", { "_" }, { "a" } },
  { "\\%", { "%" }, { "\\%", "\\", "x" } },
  { "100\\%", { "100%" }, { "100", "100x" } },
  { "\\", { "\\" }, { "" } },
  { "a\\b", { "a\\b", "A\\B" }, { "ab" } },
  { "[a-z]+.*", { "[A-Z]+.*" }, { "abc" } },
}

describe("like", function()
  for _, row in ipairs(ROWS) do
    it(("%q"):format(row[1]), function()
      local fits = like(row[1])
      for _, text in ipairs(row[2]) do assert.is_true(fits(text), text) end
      for _, text in ipairs(row[3]) do assert.is_false(fits(text), text) end
    end)
  end

  it("does not take time that grows with the number of runs", function()
    local fits, began = like(("%a"):rep(40) .. "b"), os.clock()
    assert.is_false(fits(("a"):rep(20000)))
    assert.is_true(os.clock() - began < 1)
  end)
end)
