--- Specs of json: which texts are JSON by RFC 8259 and which are not, and for
-- these the byte where reading stops and why. The corpus is written by hand.
--
-- SPDX-License-Identifier: MIT

local core = require "ashby.core"
local corpus = require "spec.fixtures.json"
local helper = require "spec.helper"

local function read(text)
  return core.document(text, { null = false })
end

-- A control character is shown as its code.
local function show(text)
  return (text:sub(1, 40):gsub("[%c\127-\255]", function(c) return ("<%02X>"):format(c:byte()) end))
end

local U = "\\u"

local YES = {
  "[]", "{}", "null", "true", "false", "0", "-0", "1", "\"\"", "\"a\"", " [] ", "\n\t\r []\n",
  "[1]", "[1,2]", "[ 1 , 2 ]", "[[]]", "[{}]", "[[],[]]", "[null]", "[null,1,\"1\",{}]",
  "[true,false,null]", "{\"a\":1}", "{ \"a\" : 1 }", "{\"a\":[]}", "{\"a\":{\"b\":{}}}",
  "{\"\":0}", "{\"a\":1,\"a\":2}", "{\"a\":1,\"b\":2}", "[[[[[]]]]]", "{\"a\":null}",
  "[-1]", "[-0]", "[-0.0]", "[0.0]", "[1.5]", "[1e5]", "[1E5]", "[1e+5]", "[1e-5]", "[1.0e0]",
  "[0e0]", "[0e+1]", "[0E-1]", "[123456789012345678901234567890]", "[1e308]", "[-1e308]",
  "[1e-400]", "[5e-324]", "[0.1]", "[-123.456e-7]", "[9007199254740993]",
  "[9223372036854775807]", "[-9223372036854775808]", "[9223372036854775808]",
  "[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"]", "[\"" .. U .. "0041\"]", "[\"" .. U .. "00e9\"]",
  "[\"" .. U .. "0000\"]", "[\"" .. U .. "aBcD\"]", "[\"" .. U .. "D83D" .. U .. "DE00\"]",
  "[\"" .. U .. "D800\"]", "[\"" .. U .. "DC00\"]", "[\"" .. U .. "D800" .. U .. "0041\"]",
  "[\"" .. U .. "FFFF\"]", "[\"/\"]", "[\"\127\"]", "[\"' # // /* */\"]", "[\"[,]{:}\"]",
  "\"\195\169\"", "\"\226\130\172\"", "\"\240\159\152\128\"", "\"\239\191\191\"",
  "\"\194\128\"", "\"\224\160\128\"", "\"\240\144\128\128\"", "\"\244\143\191\191\"",
  "\"\237\159\191\"", "\"\238\128\128\"", "{\"\195\169\":1}",
}

-- text, code, offset of the byte where reading stops
local NO = {
  { "", "json_empty", 0 }, { " \n\t\r", "json_empty", 4 },
  -- ends too early
  { "[", "json_end", 1 }, { "{", "json_end", 1 }, { "[1", "json_end", 2 },
  { "[1,", "json_end", 3 }, { "{\"a\"", "json_end", 4 }, { "{\"a\":", "json_end", 5 },
  { "{\"a\":1", "json_end", 6 }, { "{\"a\":1,", "json_end", 7 }, { "\"", "json_end", 1 },
  { "\"abc", "json_end", 4 }, { "[[[", "json_end", 3 }, { "nul", "json_end", 3 },
  { "-", "json_end", 1 }, { "1e", "json_end", 2 },
  { "\"a\\", "json_end", 3 }, { "\"\195", "json_end", 2 }, { "[\"a\\\"", "json_end", 5 },
  -- no value starts like this
  { "x", "json_value", 0 }, { "[x]", "json_value", 1 }, { "[,1]", "json_value", 1 },
  { "[1,]", "json_value", 3 }, { "[1,,2]", "json_value", 3 }, { "]", "json_value", 0 },
  { "}", "json_value", 0 }, { "[True]", "json_value", 1 }, { "[tru]", "json_value", 4 },
  { "[nule]", "json_value", 4 }, { "[NaN]", "json_value", 1 },
  { "[Infinity]", "json_value", 1 }, { "['a']", "json_value", 1 }, { "[.5]", "json_value", 1 },
  { "[+1]", "json_value", 1 }, { "<html>", "json_value", 0 }, { "{\"a\":}", "json_value", 5 },
  { "[undefined]", "json_value", 1 }, { "//x\n1", "json_value", 0 },
  { "\239\187\191[]", "json_value", 0 }, { "\0", "json_value", 0 }, { "[\0]", "json_value", 1 },
  -- a comma, colon or bracket is missing
  { "[1 2]", "json_syntax", 3 }, { "[1}", "json_syntax", 2 }, { "{\"a\" 1}", "json_syntax", 5 },
  { "{\"a\"}", "json_syntax", 4 }, { "{1:1}", "json_syntax", 1 }, { "{a:1}", "json_syntax", 1 },
  { "{,}", "json_syntax", 1 }, { "{\"a\":1,}", "json_syntax", 7 },
  { "{\"a\":1 \"b\":2}", "json_syntax", 7 }, { "{\"a\":1]", "json_syntax", 6 },
  { "{\"a\"::1}", "json_value", 5 }, { "{\"a\",1}", "json_syntax", 4 },
  { "[1:2]", "json_syntax", 2 }, { "[\"a\" \"b\"]", "json_syntax", 5 },
  { "[01]", "json_syntax", 2 }, { "[-01]", "json_syntax", 3 }, { "[1x]", "json_syntax", 2 },
  { "[1.2.3]", "json_syntax", 4 }, { "[0x10]", "json_syntax", 2 }, { "[1 000]", "json_syntax", 3 },
  { "{null:1}", "json_syntax", 1 }, { "{\"a\":1,1}", "json_syntax", 7 },
  { "[truex]", "json_syntax", 5 }, { "[1\0]", "json_syntax", 2 },
  -- numbers
  { "[-]", "json_number", 2 }, { "[1.]", "json_number", 3 }, { "[1e]", "json_number", 3 },
  { "[1e+]", "json_number", 4 }, { "[-a]", "json_number", 2 }, { "[1.e5]", "json_number", 3 },
  { "[-.5]", "json_number", 2 }, { "[--1]", "json_number", 2 }, { "[2.5E]", "json_number", 5 },
  { "[1e400]", "json_range", 1 }, { "[-1e400]", "json_range", 1 },
  { "[1,1e999999999999]", "json_range", 3 },
  -- strings
  { "[\"a\1b\"]", "json_string", 3 }, { "[\"\n\"]", "json_string", 2 },
  { "[\"\t\"]", "json_string", 2 }, { "[\"\31\"]", "json_string", 2 },
  { "[\"\0\"]", "json_string", 2 }, { "{\"a\n\":1}", "json_string", 3 },
  { "[\"\\x\"]", "json_escape", 3 }, { "[\"\\a\"]", "json_escape", 3 },
  { "[\"\\'\"]", "json_escape", 3 }, { "[\"" .. U .. "12\"]", "json_escape", 6 },
  { "[\"" .. U .. "12G4\"]", "json_escape", 6 }, { "[\"" .. U .. "\"]", "json_escape", 4 },
  { "[\"\\U0041\"]", "json_escape", 3 }, { "[\"abc\\ \"]", "json_escape", 6 },
  { "{\"\\q\":1}", "json_escape", 3 },
  -- bytes that are not UTF-8
  { "\"\255\"", "json_utf8", 1 }, { "\"\128\"", "json_utf8", 1 }, { "\"ab\195\"", "json_utf8", 3 },
  { "\"\192\128\"", "json_utf8", 1 }, { "\"\193\191\"", "json_utf8", 1 },
  { "\"\224\128\128\"", "json_utf8", 1 }, { "\"\237\160\128\"", "json_utf8", 1 },
  { "\"\237\191\191\"", "json_utf8", 1 }, { "\"\240\128\128\128\"", "json_utf8", 1 },
  { "\"\244\144\128\128\"", "json_utf8", 1 }, { "\"\245\128\128\128\"", "json_utf8", 1 },
  { "\"\226\130\"", "json_utf8", 1 }, { "\"\240\159\152\"", "json_utf8", 1 },
  { "\"\226\40\161\"", "json_utf8", 1 }, { "{\"\255\":1}", "json_utf8", 2 },
  { "\"abcdefghijklmnop\255\"", "json_utf8", 17 }, { "[\255]", "json_value", 1 },
  -- something follows
  { "[] x", "json_trail", 3 }, { "[]]", "json_trail", 2 }, { "{}{}", "json_trail", 2 },
  { "1 2", "json_trail", 2 }, { "\"a\"\"b\"", "json_trail", 3 }, { "null,", "json_trail", 4 },
  { "[]\0", "json_trail", 2 }, { "{} // x", "json_trail", 3 }, { "01", "json_trail", 1 },
}

describe("the JSON reader", function()
  it("accepts what is JSON", function()
    for _, text in ipairs(YES) do
      local document, code, _, offset = read(text)
      assert.truthy(document, ("%s: %s at %s"):format(show(text), tostring(code), tostring(offset)))
    end
  end)

  for _, row in ipairs(NO) do
    it("refuses " .. show(row[1]), function()
      local document, code, message, offset = read(row[1])
      assert.is_nil(document)
      assert.equal(row[2], code)
      assert.equal(core.statuses()[code], message)
      assert.equal(row[3], offset)
    end)
  end

  it("counts the values that will be built, and refuses one too many", function()
    for _, row in ipairs { { "[]", 0 }, { "[1,2,3]", 3 }, { '{"a":{"b":[null,1]},"c":null}', 4 },
      { "[[],[[]],{}]", 4 }, { '{"a":1,"a":2}', 2 },
      { ("[1,"):rep(20) .. "1" .. ("]"):rep(20), 40 } } do
      local text, count = row[1], row[2]
      for most = 1, count + 3 do
        local document, code, _, offset = core.document(text, { max_values = most })
        assert.equal(most >= count, document ~= nil, text .. most)
        if not document then assert.same({ "value_limit" }, { code, offset }) end
      end
    end
    helper.misuse(core.document, "[]", { max_values = 0 })
    helper.misuse(core.document, "[]", { max_values = "many" })
  end)

  it("has a text here for each of its statuses", function()
    local reached = { json_depth = true, json_limit = true } -- tested below; needs 4 GiB
    for _, row in ipairs(NO) do reached[row[2]] = true end
    for name in pairs(core.statuses()) do
      if name:find "^json_" then assert.is_true(reached[name], name) end
    end
  end)

  it("finds a wrong byte at any place in a long string", function()
    for length = 0, 40 do
      local text = "[\"" .. ("a"):rep(length)
      for wrong, code in pairs { ["\1"] = "json_string", ["\\q"] = "json_escape",
        ["\255"] = "json_utf8" } do
        local _, got, _, offset = read(text .. wrong .. ("b"):rep(20) .. "\"]")
        assert.equal(code, got)
        assert.equal(#text + #wrong - 1, offset)
      end
    end
  end)

  it("reads 200 levels, and no more", function()
    for _, pair in ipairs { { "[", "]" }, { "{\"a\":", "}" } } do
      local function nested(depth)
        local inner = pair[1] == "[" and "" or "1"
        return pair[1]:rep(depth) .. inner .. pair[2]:rep(depth)
      end
      for _, depth in ipairs { 1, 2, 199, 200 } do assert.truthy(read(nested(depth))) end
      for _, depth in ipairs { 201, 202, 1000, 100000 } do
        local document, code, _, offset = read(nested(depth))
        assert.is_nil(document)
        assert.equal("json_depth", code)
        assert.equal(200 * #pair[1], offset)
      end
    end
    local value = read(("["):rep(200) .. ("]"):rep(200)):value()
    for _ = 2, 200 do value = value[1] end
    assert.same({}, value)
  end)

  it("limits depth, not the number of containers", function()
    assert.truthy(read("[" .. ("[[]],"):rep(5000) .. "[]]"))
  end)

  it("refuses a document cut at any byte", function()
    local whole = [[ {"success":true, "results":[{"id":"a\u00e9\ud83d\ude00","n":-12.5e+3,]]
      .. "\"t\":\"\240\159\152\128\195\169\",\"x\":[null,false,[],{}]}],\"c\":0}"
    assert.truthy(read(whole))
    for length = 0, #whole - 1 do
      local document, code, _, offset = read(whole:sub(1, length))
      assert.is_nil(document, show(whole:sub(1, length)))
      assert.truthy(code:find "^json_")
      assert.is_true(offset >= 0 and offset <= length)
    end
  end)

  it("refuses or reads a document in which one byte is changed", function()
    local whole = "{\"a\":[1,-2.5e3,\"x\\n\195\169\",true,null],\"b\":{\"c\":\"\"}}"
    for at = 1, #whole do
      for byte = 0, 255 do
        local text = whole:sub(1, at - 1) .. string.char(byte) .. whole:sub(at + 1)
        local document, code, _, offset = read(text)
        if document then
          document:value()
        else
          assert.truthy(code:find "^json_")
          assert.is_true(offset >= 0 and offset <= #text)
        end
      end
    end
  end)
end)

describe("the corpus", function()
  local options = { null = corpus.null, keep_nulls = true }

  it("has the value of each text that is JSON", function()
    for _, case in ipairs(corpus.right) do
      local value = assert(core.document(case[2], options)):value()
      assert.is_nil(helper.difference(case[3], value), case[1])
    end
  end)

  -- What comes before the text, and whether that opens an array.
  for _, around in ipairs { { "" }, { "\n\n  " }, { "[{},[", true } } do
    it("has the offset of the wrong byte in what is not JSON, after " .. show(around[1]), function()
      for _, case in ipairs(corpus.wrong) do
        local inside = around[2] and (case[3] == "json_trail" or case[2] == "]")
        if not inside and not (case[3] == "json_empty" and around[1] ~= "") then
          local document, code, _, offset = read(around[1] .. case[2])
          assert.is_nil(document, case[1])
          assert.equal(case[3], code, case[1])
          assert.equal(case[4] + #around[1], offset, case[1])
        end
      end
    end)
  end
end)
