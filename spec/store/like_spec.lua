--- Specs of the store's like: SQL narrows, and never loses what the matcher
-- finds.
--
-- SPDX-License-Identifier: MIT
-- SQL's like, with the patterns made here, finds at least what the matcher finds.

local files = require "spec.store.files"
local like = require "ashby.store.like"
local matches = require "ashby.search.like"
local sqlite = require "ashby.sqlite"

local TEXTS = { "", "a", "Sea", "ſea", "SEA", "kelvin", "\226\132\170elvin", "50%_off", "50x_off",
  "a\\b", "Straße", "STRASSE", "Σοφος", "ΣΟΦΟΣ", "nul\0inside", "INSIDE", "漢字", "é", "x_y",
  "xay", "100%", "100", "👩‍💻" }

local PATTERNS = { "", "%", "sea", "%SEA%", "kelvin", "%k%", "50\\%_off", "50%off", "a\\b",
  "straße", "%ße", "σοφος", "%inside", "inside", "%字", "_", "x_y", "100\\%", "%\\%%", "É", "%%",
  "👩%" }

describe("the store's like", function()
  teardown(files.remove)

  it("lets through what the matcher finds", function()
    local db = assert(sqlite.open(files.path(), { create = true }))
    for _, pattern in ipairs(PATTERNS) do
      local fits, sent = matches(pattern), assert(like.pattern(pattern))
      for _, text in ipairs(TEXTS) do
        local statement = assert(db:prepare("select " .. like.condition "t"
          .. " from (select ? as t) e"))
        local row, kept = statement:run(sent, text)
        statement:close()
        assert.is_true(row)
        if fits(text) then assert.equal(1, kept, pattern .. " " .. text) end
      end
    end
    db:close()
  end)

  it("rules out what it can", function()
    assert.equal("%engineer%", like.pattern "%engineer%")
    assert.equal("100\\%", like.pattern "100\\%")
    assert.equal("x\\_y\\\\", like.pattern "x_y\\")
    assert.equal("___%", like.pattern "sk字%")
    assert.equal("%a\\%b%", like.part "a%b")
  end)

  it("is not used where it would be slow or has no such pattern", function()
    assert.is_nil(like.pattern(("%a"):rep(5)))
    assert.is_nil(like.pattern(("a"):rep(201)))
    assert.is_nil(like.pattern "a\0b")
  end)
end)
