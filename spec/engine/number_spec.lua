--- Specs of number: digits become the number they stand for, as an integer where
-- Lua has them, in every locale.
--
-- SPDX-License-Identifier: MIT

local core = require "ashby.core"
local helper = require "spec.helper"
local shell = require "tools.shell"

local function read(text)
  local document, code = core.document("[" .. text .. "]")
  if not document then return nil, code end
  return document:value()[1]
end

local math_type = rawget(math, "type")
local has_integers = math_type ~= nil

local MOST, LEAST = rawget(math, "maxinteger"), rawget(math, "mininteger")

local function kind(value)
  return has_integers and math_type(value) or "float"
end

describe("a number", function()
  it("without fraction and exponent is an integer where Lua has them", function()
    for text, value in pairs { ["0"] = 0, ["1"] = 1, ["-1"] = -1, ["100"] = 100,
      ["2147483648"] = 2147483648, ["1769850000123"] = 1769850000123,
      ["9007199254740991"] = 9007199254740991 } do
      assert.equal(value, read(text))
      if has_integers then assert.equal("integer", kind(read(text))) end
      if value > 0 then assert.equal(-value, read("-" .. text)) end
    end
  end)

  it("with either is a float", function()
    for text, value in pairs { ["0.0"] = 0, ["1.0"] = 1, ["1e0"] = 1, ["1E2"] = 100, ["2.5"] = 2.5,
      ["-0.5"] = -0.5, ["1e-2"] = 0.01, ["7.25e-1"] = 0.725, ["12e+3"] = 12000 } do
      assert.equal(value, read(text))
      assert.equal("float", kind(read(text)))
    end
  end)

  it("at the ends of 64 bits is exact where Lua has integers", function()
    if not has_integers then
      assert.equal(2 ^ 63, read "9223372036854775807")
      assert.equal(-2 ^ 63, read "-9223372036854775808")
      return
    end
    assert.equal(MOST, read "9223372036854775807")
    assert.equal(LEAST, read "-9223372036854775808")
    assert.equal("integer", kind(read "9223372036854775807"))
    assert.equal("integer", kind(read "-9223372036854775808"))
    assert.equal(MOST - 6, read "9223372036854775801")
  end)

  it("beyond them is the nearest float", function()
    for text, value in pairs { ["9223372036854775808"] = 2 ^ 63, ["-9223372036854775809"] = -2 ^ 63,
      ["18446744073709551616"] = 2 ^ 64, ["12345678901234567890"] = 12345678901234567890,
      ["123456789012345678901234567890"] = 123456789012345678901234567890 } do
      assert.equal(value, read(text))
      assert.equal("float", kind(read(text)))
    end
  end)

  it("that is minus zero keeps its sign where Lua can", function()
    assert.equal(0, read "-0")
    assert.equal(-math.huge, 1 / read "-0.0")
    assert.equal(math.huge, 1 / read "0.0")
  end)

  it("near the ends of a double is exact", function()
    assert.equal(1.7976931348623157e308, read "1.7976931348623157e308")
    assert.equal(1.7976931348623157e308, read "1.7976931348623157081e308")
    assert.equal(2 ^ -1074, read "5e-324")
    assert.equal(2 ^ -1074, read "4.9406564584124654e-324")
    assert.equal(2.2250738585072014e-308, read "2.2250738585072014e-308")
    assert.equal(0, read "1e-400")
    assert.equal(0, read "0e999999999")
  end)

  it("too large for a double is refused", function()
    for _, text in ipairs { "1e309", "-1e309", "1e400", "2e308", "1.8e308", "1e99999999999999",
      ("9"):rep(310), ("9"):rep(310) .. "." .. ("9"):rep(50) } do
      local value, code = read(text)
      assert.is_nil(value)
      assert.equal("json_range", code)
    end
  end)

  it("with absurdly many digits is refused, not misread", function()
    assert.truthy(read("0." .. ("3"):rep(400)))
    local value, code = read("0." .. ("3"):rep(600))
    assert.is_nil(value)
    assert.equal("json_range", code)
  end)

  it("reads as the interpreter itself reads it", function()
    local seed = os.time()
    math.randomseed(seed)
    for _ = 1, 3000 do
      local text = ("%d.%de%d"):format(math.random(-999999, 999999), math.random(0, 999999),
        math.random(-300, 290))
      assert.equal(tonumber(text), read(text), ("seed %d: %s"):format(seed, text))
    end
    for _ = 1, 1000 do
      local value = (math.random() - 0.5) * 2 ^ math.random(-60, 60)
      local text = ("%.17g"):format(value)
      assert.equal(value, read(text), ("seed %d: %s"):format(seed, text))
    end
  end)

-- A locale made for this test, since few machines have one; in a process of its
-- own, where LOCPATH can point to it.
  it("reads the same in a locale with a decimal comma", function()
    local folder = shell.folder()
    shell.write(folder .. "/comma", 'LC_NUMERIC\ndecimal_point ","\nthousands_sep "."\n'
      .. "grouping 3\nEND LC_NUMERIC\n")
    local said = shell.output(("cd '%s' && localedef -c -i comma ./xx_XX 2>&1"):format(folder))
    if not shell.read(folder .. "/xx_XX/LC_NUMERIC") then
      return pending("no localedef here: " .. said:sub(1, 60))
    end
    shell.write(folder .. "/read.lua", [[
      assert(os.setlocale("xx_XX", "numeric"), "no locale")
      local comma = rawget(_G, "jit") and "," or ("%.1f"):format(0.5):sub(2, 2)
      local core = require "ashby.core"
      local wrong = 0
      for text, value in pairs { ["2.5"] = 5 / 2, ["-0.125"] = -1 / 8, ["1.5e300"] = 15 * 10 ^ 299,
        ["3.0000000000000004440892098500626"] = 3 + 2 ^ -51, ["1e-300"] = 1 / 10 ^ 300,
        ["0.50000000000000000000000000000"] = 1 / 2, ["123456789.0123456789"] = 123456789 +
        123456789 / 10 ^ 10, ["2.2250738585072014e-308"] = 2 ^ -1022 } do
        local read = core.document(text):value()
        if math.abs(read / value - 1) > 1e-15 then wrong = wrong + 1 end
      end
      print(comma, wrong, core.document "2,5")
    ]])
    local told = shell.output(("LUA_INIT= LOCPATH='%s' '%s' '%s/read.lua' 2>&1"):format(folder,
      helper.lua, folder))
    shell.remove(folder)
    assert.matches("^,\t0\tnil\tjson_trail\t", told)
  end)
end)
