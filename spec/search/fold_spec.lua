--- Specs of fold: case folding and words, in all scripts and in every locale.
--
-- SPDX-License-Identifier: MIT

local fold = require "ashby.search.fold"

-- Text, folded.
local TEXTS = {
  { "", "" }, { "ABCxyz 09_[`", "abcxyz 09_[`" }, { "I", "i" }, { "nul\0NUL", "nul\0nul" },
  { "ÄÖÜß", "äöüß" }, { "ẞ", "ß" }, { "ÆØÅ", "æøå" }, { "ŁÓDŹ", "łódź" }, { "ΣΑΣ", "σασ" },
  { "ς", "σ" }, { "ЖЁ", "жё" }, { "İıI", "İıi" }, { "ſ", "s" }, { "\226\132\170", "k" },
  { "Ѣ", "ѣ" }, { "Ա", "ա" }, { "Ⅷ", "ⅷ" }, { "Ａ", "ａ" }, { "𐐀", "𐐨" }, { "Ǆǅǆ", "ǆǆǆ" },
  { "山田한글שלום👩", "山田한글שלום👩" }, { "e\204\129É", "e\204\129é" },
  { "\255\254A", "\255\254a" }, { "ᾈ", "ᾀ" },
}

describe("fold", function()
  for n, row in ipairs(TEXTS) do
    it("folds text " .. n, function()
      assert.equal(row[2], fold.text(row[1]))
      assert.equal(row[2], fold.text(row[2]))
    end)
  end

  it("folds the same whatever the locale", function()
    local old = os.setlocale(nil, "ctype")
    for _, name in ipairs { "tr_TR.ISO-8859-9", "de_DE.ISO-8859-1", "en_US.UTF-8" } do
      os.setlocale(name, "ctype")
      for _, row in ipairs(TEXTS) do assert.equal(row[2], fold.text(row[1])) end
    end
    os.setlocale(old, "ctype")
  end)

  it("finds the words between blanks of every kind", function()
    assert.same({ "ana", "müller", "c++", "(x)" }, fold.words " Ana\tMÜLLER\nC++  (x)\r\n")
    assert.same({ "山田", "太郎" }, fold.words "山田　太郎")
    assert.same({ "a", "b", "c" }, fold.words "a\194\160b\226\128\168c")
    assert.same({}, fold.words " \t\226\128\131")
  end)

  it("has its runs in rising order", function()
    local runs = require "ashby.search.folding"
    assert.equal(0, #runs % 4)
    local before = 0x7f
    for n = 1, #runs, 4 do
      assert.is_true(runs[n] > before and runs[n + 1] >= runs[n])
      assert.equal(0, (runs[n + 1] - runs[n]) % runs[n + 2])
      before = runs[n]
    end
  end)
end)
