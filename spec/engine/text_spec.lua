--- Specs of text: strings with and without escapes become UTF-8; an escape that
-- stands for no character becomes U+FFFD.
--
-- SPDX-License-Identifier: MIT

local core = require "ashby.core"

local function read(inner)
  return assert(core.document("\"" .. inner .. "\"")):value()
end

local REPLACEMENT = "\239\191\189"

local function utf8_of(code)
  local char, floor = string.char, math.floor
  if code < 0x80 then return char(code) end
  if code < 0x800 then return char(0xC0 + floor(code / 64), 0x80 + code % 64) end
  local tail = char(0x80 + floor(code / 64) % 64, 0x80 + code % 64)
  if code < 0x10000 then return char(0xE0 + floor(code / 4096)) .. tail end
  return char(0xF0 + floor(code / 262144), 0x80 + floor(code / 4096) % 64) .. tail
end

describe("a string", function()
  it("without escapes is its bytes", function()
    for length = 0, 70 do
      local text = ("a\195\169\226\130\172 x"):rep(12):sub(1, length * 8)
      assert.equal(text, read(text))
    end
    assert.equal("\127 /'", read "\127 /'")
  end)

  it("may have eight short escapes", function()
    assert.equal("\"\\/\b\f\n\r\t", read [[\"\\\/\b\f\n\r\t]])
    assert.equal("a\nb", read [[a\nb]])
    assert.equal("\\n", read [[\\n]])
    assert.equal("\\\"", read [[\\\"]])
  end)

  it("may have every code of the basic plane", function()
    for code = 0, 0xFFFF, 7 do
      if code < 0xD800 or code > 0xDFFF then
        local wanted = utf8_of(code)
        assert.equal(wanted, read(("\\u%04x"):format(code)), ("%04X"):format(code))
        assert.equal(wanted, read(("\\u%04X"):format(code)))
      end
    end
    for _, code in ipairs { 0x0, 0x7F, 0x80, 0x7FF, 0x800, 0xD7FF, 0xE000, 0xFFFD, 0xFFFF } do
      assert.equal("<" .. utf8_of(code) .. ">", read(("<\\u%04x>"):format(code)))
    end
  end)

  it("has the other codes as pairs", function()
    for _, code in ipairs { 0x10000, 0x1F600, 0x10FFFF, 0x103FF, 0x10400, 0xFFFFF } do
      local rest = code - 0x10000
      local pair = ("\\u%04x\\u%04X"):format(0xD800 + math.floor(rest / 1024), 0xDC00 + rest % 1024)
      assert.equal("x" .. utf8_of(code) .. "y", read("x" .. pair .. "y"))
    end
    assert.equal("\240\159\152\128", read [[\ud83d\ude00]])
  end)

  it("has U+FFFD for half a pair", function()
    assert.equal(REPLACEMENT, read [[\ud83d]])
    assert.equal(REPLACEMENT, read [[\ude00]])
    assert.equal(REPLACEMENT .. "A", read [[\ud83d\u0041]])
    assert.equal(REPLACEMENT .. REPLACEMENT, read [[\ude00\ud83d]])
    assert.equal(REPLACEMENT .. "\240\159\152\128", read [[\ud83d\ud83d\ude00]])
    assert.equal(REPLACEMENT .. "n", read [[\ud83dn]])
    assert.equal(REPLACEMENT .. "\n", read [[\ud83d\n]])
    assert.equal(REPLACEMENT .. "x", read [[\udfffx]])
    assert.equal(REPLACEMENT .. REPLACEMENT, read [[\ud800\ud800]])
  end)

  it("keeps its NULs", function()
    assert.equal("a\0b", read [[a\u0000b]])
  end)

  it("long and full of escapes is whole", function()
    for _, count in ipairs { 1, 100, 5000 } do
      assert.equal(("\"x\195\169"):rep(count), read(("\\\"x\\u00e9"):rep(count)))
    end
  end)
end)

describe("a member's name", function()
  it("is found however it is escaped", function()
    local document = assert(core.document [[{"n\u0061me\n":1,"":2,"\ud83d\ude00":3,"\ud800":4}]])
    assert.equal(1, document:value "name\n")
    assert.equal(2, document:value "")
    assert.equal(3, document:value "\240\159\152\128")
    assert.equal(4, document:value(REPLACEMENT))
    assert.is_nil(document:value "nam")
    assert.is_nil(document:value "name\nx")
    assert.is_nil(document:value [[n\u0061me\n]])
    assert.same({ ["name\n"] = 1, [""] = 2, ["\240\159\152\128"] = 3, [REPLACEMENT] = 4 },
      document:value())
  end)
end)
