--- Specs of charset: an error page in any usual encoding is quoted in UTF-8.
--
-- SPDX-License-Identifier: MIT

local charset = require "ashby.exchange.charset"
local line = require "ashby.text.line"

local decode = charset.decode
local PAGE = "<h1>f\195\188r \226\130\172 5</h1>"

describe("a page", function()
  it("in UTF-8 stays as it is, even where it is cut inside a character", function()
    for _, header in ipairs { false, "text/html", "text/html; charset=utf-8" } do
      assert.equal(PAGE, decode(PAGE, header or nil))
    end
    assert.equal("f\195\188r\226\130", decode("f\195\188r\226\130"))
  end)

  it("has the encoding that the header names", function()
    local ROWS = {
      { "f\252r \128", "ISO-8859-1" }, { "f\252r \128", "windows-1252" },
      { "f\252r \128", "latin1" },
      { "f\252r \164", "iso-8859-15" }, { "f\252r \128", "'CP1252'" },
      { "f\0\252\0r\0 \0\172\32", "utf-16le" }, { "f\0\252\0r\0 \0\172\32", "\"UTF-16\"" },
      { "\0f\0\252\0r\0 \32\172", "UTF-16BE" },
    }
    for _, row in ipairs(ROWS) do
      assert.equal("f\195\188r \226\130\172", decode(row[1], "text/html; charset=" .. row[2]))
    end
  end)

  it("has the encoding that its first bytes or its own words name", function()
    assert.equal("ok", line.of(decode "\254\255\0o\0k"))
    assert.equal("ok", line.of(decode "\255\254o\0k\0"))
    for _, mark in ipairs { '<meta charset="iso-8859-15">', "<meta charset=iso-8859-15>",
      '<?xml version="1.0" encoding="ISO-8859-15"?>' } do
      assert.equal(mark .. "\226\130\172", decode(mark .. "\164", "text/html"))
    end
  end)

  it("that names none and is not UTF-8 is taken for Windows-1252", function()
    assert.equal("\226\128\156f\195\188r\226\128\157", decode("\147f\252r\148", "text/html"))
    assert.equal("\239\191\189", decode "\129")
  end)

  it("has the characters that UTF-16 writes as pairs", function()
    assert.equal("\240\159\152\128", decode("\61\216\0\222", "text/html; charset=utf-16le"))
    assert.equal("\239\191\189x", decode("\61\216x\0", "text/html; charset=utf-16le"))
    assert.equal("\239\191\189", decode("\0\222", "text/html; charset=utf-16le"))
  end)

  it("in an encoding unknown to us stays as it is", function()
    assert.equal("f\252r", decode("f\252r", "text/html; charset=shift_jis"))
  end)

  it("of any bytes becomes a line", function()
    math.randomseed(7)
    for _ = 1, 500 do
      local bytes = {}
      for i = 1, math.random(0, 40) do bytes[i] = string.char(math.random(0, 255)) end
      for _, name in ipairs { "utf-16le", "utf-16be", "latin1", "iso-8859-15", "koi8-r", "" } do
        local text = line.of(decode(table.concat(bytes), "text/html; charset=" .. name))
        assert.is_true(require "ashby.encode".is_utf8(text))
        assert.is_nil(text:find "[%z\1-\31\127]")
      end
    end
  end)
end)
