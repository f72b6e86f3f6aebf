--- Specs of line: whatever a server sends becomes one line of valid UTF-8.
--
-- SPDX-License-Identifier: MIT

local core = require "ashby.core"
local errors = require "ashby.errors"
local line = require "ashby.text.line"

-- What is wrong with a text that should be a line, or nil.
local function wrong(text, most)
  if text:find "[%z\1-\31\127]" then return "a control character" end
  for _, pattern in ipairs { "\194[\128-\159]", "\226\128[\142\143\168-\174]",
    "\226\129[\166-\169]", "\216\156" } do
    if text:find(pattern) then return "an unwanted character" end
  end
  if not core.document(('["%s"]'):format(text:gsub('[\\"]', ""))) then return "no UTF-8" end
  local _, count = text:gsub("[%z\1-\127\194-\244][\128-\191]*", "")
  if count > (most or line.MOST) then return count .. " characters" end
end

describe("a line", function()
  it("is left as it is where nothing is wrong with it", function()
    for _, text in ipairs { "", "x", "two words", "M\195\188nchen", "\226\130\172 5",
      "\240\159\152\128", ("x"):rep(500),
      ("\195\188"):rep(500), ("\240\159\152\128"):rep(500), "a\\nb" } do
      assert.equal(text, line.of(text))
    end
  end)

  it("has a blank for line breaks, controls and changes of direction", function()
    local ROWS = {
      { "a\nb", "a b" }, { "a\r\n\t b", "a b" }, { "\n a \n", "a" },
      { "a  b ", "a b" }, { "a\0b", "a b" },
      { "\27[31mred\27[0m", "[31mred [0m" }, { "a\127b", "a b" }, { "a\194\133b", "a b" },
      { "a\194\155b", "a b" }, { "a\226\128\168b", "a b" }, { "a\226\128\174b\226\128\172", "a b" },
      { "a\226\129\166b\226\129\169c", "a b c" }, { "a\216\156b", "a b" },
      { "a\226\129\170b\226\129\175", "a b" }, { "a\239\191\185b\239\191\187c", "a b c" },
      { "\239\187\191a", "a" }, { "a\226\128\143b", "a b" },
    }
    for _, row in ipairs(ROWS) do assert.equal(row[2], line.of(row[1])) end
  end)

  it("marks what is not UTF-8", function()
    local U = "\239\191\189"
    local ROWS = {
      { "M\252nchen", "M" .. U .. "nchen" }, { "\255\254", U .. U },
      { "a\128\128b", "a" .. U .. "b" },
      { "\195", U }, { "\195\188\188", "\195\188" .. U }, { "\192\128", U }, { "\224\128\128", U },
      { "\237\160\128", U }, { "\244\144\128\128", U }, { "\240\128\128\128", U },
      { "\226\130", U }, { "x\195", "x" .. U }, { "\195x", U .. "x" },
    }
    for _, row in ipairs(ROWS) do assert.equal(row[2], line.of(row[1])) end
  end)

  it("is cut between two characters, with a mark", function()
    for _, char in ipairs { "x", "\195\188", "\226\130\172", "\240\159\152\128" } do
      for _, most in ipairs { 1, 2, 10, 500 } do
        assert.equal(char:rep(most), line.of(char:rep(most), most))
        assert.equal(char:rep(most - 1) .. "\226\128\166", line.of(char:rep(most + 1), most))
        assert.equal(char:rep(most - 1) .. "\226\128\166", line.of(char:rep(9000), most))
      end
    end
    assert.equal("a b", line.of("a" .. (" "):rep(3000) .. "b"))
  end)

  it("is made from 20 MB at once", function()
    local text = ("\27\195\188\n"):rep(5e6)
    local began = core.clock()
    assert.is_nil(wrong(line.of(text)))
    assert.is_true(core.clock() - began < 0.5)
  end)

  it("is made from any bytes", function()
    local seed = os.time()
    math.randomseed(seed)
    for _ = 1, 2000 do
      local bytes = {}
      for i = 1, math.random(0, 60) do
        bytes[i] = string.char(math.random(math.random() < 0.7 and 0x80 or 0, 255))
      end
      local text = table.concat(bytes):rep(math.random(1, 40))
      local problem = wrong(line.of(text))
      assert.is_nil(problem, ("%s, seed %d"):format(tostring(problem), seed))
    end
  end)

  it("is whole where it is asked for whole", function()
    local long = ("a王 "):rep(9000) .. "\n\27[31mz"
    assert.equal(("a王 "):rep(9000) .. "[31mz", line.of(long, line.UNCUT))
    assert.equal(500, select(2, line.of(long):gsub("[^\128-\191]", "")))
  end)
end)

describe("an error", function()
  it("is one line of bounded length, whatever a server says", function()
    local evil = "a\r\nb\27[2Jc\0d\226\128\174e\194\133f\252g"
    for _, text in ipairs { evil, evil:rep(1e6), ("\n"):rep(1e5), ("\226\130"):rep(1e5) } do
      local err = errors.new { code = text, message = text, request_id = text, hint = text,
        method = "m.x", status = 500 }
      for _, name in ipairs { "code", "message", "request_id", "hint" } do
        assert.is_true(#err[name] <= 2000)
        assert.is_nil(err[name]:find "[%z\1-\31\127]")
        assert.is_nil(err[name]:find "\226\128\174")
        assert.truthy(core.document(('["%s"]'):format(err[name])))
      end
      assert.is_nil(tostring(err):find "[%z\1-\31\127]")
    end
    assert.equal("5", errors.new { message = 5 }.message)
    assert.equal("a b [2Jc d e f\239\191\189g", errors.new { message = evil }.message)
  end)
end)
