--- Specs of encode: request bodies, exact to the byte.
--
-- SPDX-License-Identifier: MIT

local cjson = require "cjson"
local encode = require "ashby.encode"
local catalogue = require "ashby.catalogue"
local helper = require "spec.helper"

describe("encode.params", function()
  local function list(entity, wire) return encode.params(catalogue.entities[entity].list, wire) end

  it("writes what was given, in the catalogue's order", function()
    assert.equal("{}", list("jobs", {}))
    assert.equal([[{"cursor":"c","limit":5,"createdAfter":1769850000123,"status":["Open","Draft"],]]
      .. [["includeUnpublishedJobPostingsIds":true}]], list("jobs", {
        status = { "Open", "Draft" }, createdAfter = 1769850000123, limit = 5, cursor = "c",
        includeUnpublishedJobPostingsIds = true }))
  end)

  it("writes numbers whole, booleans and empty arrays as such", function()
    assert.equal('{"createdAfter":-1}', list("candidates", { createdAfter = -1 }))
    assert.equal('{"limit":100}', list("candidates", { limit = 100.0 }))
    assert.equal('{"createdAfter":8640000000000000}',
      list("candidates", { createdAfter = 8.64e15 }))
    assert.equal('{"includeArchived":false}', list("sources", { includeArchived = false }))
    assert.equal('{"status":[]}', list("jobs", { status = {} }))
  end)

  it("escapes what has to be escaped", function()
    local text = "\"\\\n\0\195\169/\127"
    assert.equal(text, cjson.decode(list("job_postings", { location = text })).location)
  end)
end)

describe("encode.body", function()
  local function refuse(body, words)
    local message = helper.misuse(encode.body, "m.x", body)
    assert.truthy(message:find(words, 1, true), message)
  end

  it("writes objects of every kind of value", function()
    assert.equal("{}", encode.body("m", nil))
    assert.equal("{}", encode.body("m", {}))
    local body = { text = "x", yes = true, number = 2.5, whole = 12345678901234, list = { 1, "2" },
      deep = { null = cjson.null } }
    assert.is_nil(helper.difference(body, cjson.decode(encode.body("m", body))))
    assert.equal('{"n":1769850000123}', encode.body("m", { n = 1769850000123 }))
  end)

  it("refuses numbers that would not arrive as they are", function()
    for _, value in ipairs { 0 / 0, 1 / 0, -1 / 0 } do
      refuse({ a = { value } }, "m.x: JSON has no number for")
    end
    for _, value in ipairs { 1 / 3, 2 ^ 53, 123456789012345678, 0.1234567890123456 } do
      refuse({ a = value }, "has too many digits to be sent exactly")
    end
    assert.equal('{"a":0.1}', encode.body("m", { a = 0.1 }))
  end)

  it("refuses what is not an object", function()
    for _, body in ipairs { 5, "x", true, print } do
      refuse(body, "m.x: the body has to be a table")
    end
    refuse({ 1, 2 }, "m.x: the body has to be an object, not an array")
    refuse({ [2] = 1 }, "an object, not an array")
    refuse({ x = 1, [1] = 1 }, "an object, not an array")
  end)

  it("refuses what JSON cannot express", function()
    refuse({ a = print }, "a function cannot be sent")
    refuse({ a = coroutine.create(function() end) }, "a thread cannot be sent")
    refuse({ a = io.stdout }, "cannot be sent")
    refuse({ a = { [{}] = 1 } }, "cannot be sent")
    refuse({ a = { [2.5] = 1, ["2.5"] = 2 } }, 'the key "2.5" is there twice')
    refuse({ a = { [true] = 1 } }, "cannot be sent")
    refuse({ a = { 1, nil, nil, 4 } }, "cannot be sent")
    refuse({ a = { [1000000] = 1 } }, "cannot be sent")
    local ring = {}
    ring.ring = ring
    refuse(ring, "nested too deeply")
  end)

  it("refuses what is not UTF-8, wherever it is", function()
    for _, text in ipairs { "M\252nchen", "\195", "\237\160\128", "\192\128", "a\255" } do
      refuse({ a = text }, "is not UTF-8")
      refuse({ a = { b = { text } } }, "is not UTF-8")
      refuse({ a = { [text] = 1 } }, "is not UTF-8")
      refuse({ [text] = 1 }, "is not UTF-8")
      assert.is_false(encode.is_utf8(text))
    end
    refuse({ a = "M\252n\nchen" }, "m.x: 'M\239\191\189n chen' is not UTF-8")
    assert.equal('{"a":"M\195\188nchen \240\159\152\128"}',
      encode.body("m", { a = "M\195\188nchen \240\159\152\128" }))
  end)

  it("writes the same bytes for the same table, and marked arrays as arrays", function()
    local body = {}
    for i = 1, 50 do body["k" .. i] = { i } end
    local again = {}
    for i = 50, 1, -1 do again["k" .. i] = { i } end
    assert.equal(encode.body("m", body), encode.body("m", again))
    assert.equal('{"a":{"1.5":2,"x":1}}', encode.body("m", { a = { [1.5] = 2, x = 1 } }))
    assert.equal('{"a":null,"b":{}}', encode.body("m", { a = cjson.null, b = {} }))
    local mark = cjson.array_mt or cjson.empty_array_mt
    if mark then assert.equal('{"a":[]}', encode.body("m", { a = setmetatable({}, mark) })) end
  end)

  it("leaves the settings of the shared lua-cjson alone", function()
    encode.body("m", { a = { 1, 2 } })
    local sparse = pcall(cjson.encode, { [1] = 1, [2] = 2 })
    assert.is_true(sparse)
    assert.equal("0.33333333333333", cjson.encode(1 / 3))
  end)
end)

describe("encode.string and encode.strings", function()
  it("write what their names say", function()
    assert.equal([["a\"b"]], encode.string 'a"b')
    assert.equal([=[["a","b"]]=], encode.strings { "a", "b" })
    assert.equal("[]", encode.strings {})
  end)
end)
