--- Specs of document: members by path, records one by one, raw bytes, and how it
-- is closed.
--
-- SPDX-License-Identifier: MIT

local cjson = require "cjson"
local core = require "ashby.core"
local helper = require "spec.helper"

local unpack = rawget(table, "unpack") or rawget(_G, "unpack")

local function document(text, options)
  local all = { null = cjson.null }
  for name, value in pairs(options or {}) do all[name] = value end
  return assert(core.document(text, all))
end

local TEXT = [[ {"success":true, "results":[{"id":1}, {"id":2 } ,{"id":3}],
  "info":{"code":"x","list":[1,2],"n":null,"f":false,"num":1.5}} ]]

describe("a document", function()
  it("returns the value that names lead to", function()
    local d = document(TEXT)
    assert.equal(true, d:value "success")
    assert.equal("x", d:value("info", "code"))
    assert.same({ 1, 2 }, d:value("info", "list"))
    assert.equal(false, d:value("info", "f"))
    assert.equal(1.5, d:value("info", "num"))
    assert.is_nil(d:value("info", "n"))
    assert.is_nil(d:value "no")
    assert.is_nil(d:value("no", "deeper"))
    assert.is_nil(d:value("success", "deeper"))
    assert.is_nil(d:value("info", "list", "1"))
    assert.equal(3, #d:value "results")
    assert.equal(cjson.null, document(TEXT, { keep_nulls = true }):value("info", "n"))
  end)

  it("returns the kind of a value", function()
    local d = document(TEXT)
    local kinds = { [{}] = "object", [{ "success" }] = "boolean", [{ "results" }] = "array",
      [{ "info" }] = "object", [{ "info", "code" }] = "string", [{ "info", "n" }] = "null",
      [{ "info", "f" }] = "boolean", [{ "info", "num" }] = "number" }
    for path, kind in pairs(kinds) do assert.equal(kind, d:kind(unpack(path))) end
    assert.is_nil(d:kind "no")
    assert.equal("number", document("-1"):kind())
    assert.equal("array", document("[]"):kind())
    assert.equal("null", document("null"):kind())
  end)

  it("uses the last of several members of one name", function()
    local d = document [[{"a":1,"a":[2],"b":3}]]
    assert.same({ 2 }, d:value "a")
    assert.equal("array", d:kind "a")
  end)

  it("returns exact bytes", function()
    local d = document(TEXT)
    assert.equal([=[[{"id":1}, {"id":2 } ,{"id":3}]]=], d:raw "results")
    assert.equal("true", d:raw "success")
    assert.equal([["x"]], d:raw("info", "code"))
    assert.equal("null", d:raw("info", "n"))
    assert.equal("1.5", d:raw("info", "num"))
    assert.equal(TEXT:match "^%s*(.-)%s*$", d:raw())
    assert.is_nil(d:raw "no")
  end)
end)

describe("the records of a document", function()
  it("come one by one, then none", function()
    local d = document(TEXT)
    assert.equal(3, d:open "results")
    assert.same({ id = 1 }, d:next())
    assert.same({ id = 2 }, d:next())
    assert.same({ id = 3 }, d:next())
    assert.is_nil(d:next())
    assert.is_nil(d:next())
  end)

  it("come together: those that next has not returned", function()
    local d = document(TEXT)
    d:open "results"
    d:next()
    assert.same({ { id = 2 }, { id = 3 } }, d:rest())
    assert.same({}, d:rest())
    assert.is_nil(d:next())
  end)

  it("may be one object", function()
    local d = document(TEXT)
    assert.equal(1, d:open "info")
    assert.equal("x", d:next().code)
    assert.is_nil(d:next())
  end)

  it("may be none", function()
    local d = document [[{"results":[]}]]
    assert.equal(0, d:open "results")
    assert.is_nil(d:next())
    assert.same({}, d:rest())
  end)

  it("have to be objects", function()
    for _, text in ipairs { "[1]", "[{},1]", "[{},null]", "[[{}]]", "5", "null", "\"x\"" } do
      local d = document([[{"results":]] .. text .. "}")
      assert.is_nil(d:open "results", text)
      assert.is_nil(d:next())
      assert.same({}, d:rest())
    end
    assert.is_nil(document("{}"):open "results")
  end)

  it("come as exact bytes where that is asked for", function()
    local text = [[{"results":[ {"id":1,"u":"\u00e9"} ,{ "id" : 2 },{"n":1.50}]}]]
    local d = document(text, { raw = true })
    d:open "results"
    assert.same({ [[{"id":1,"u":"\u00e9"}]], [[{ "id" : 2 }]], [[{"n":1.50}]] }, d:rest())
  end)

  it("joined again are the array they came in", function()
    for _, name in ipairs { "candidates", "jobs", "custom_fields" } do
      local _, text = helper.exchange("GET", "/_sandbox/data?all=1&entity=" .. name)
      local d = document(text, { raw = true })
      d:open()
      assert.equal(text, "[" .. table.concat(d:rest(), ",") .. "]")
    end
  end)

  it("are freed with the last one", function()
    local d = document(TEXT)
    d:open "results"
    d:rest()
    assert.is_nil(d:value "success")
    assert.is_nil(d:kind())
    assert.is_nil(d:open "results")
  end)
end)

describe("closing a document", function()
  it("may be done any number of times", function()
    local d = document(TEXT)
    d:open "results"
    d:close()
    d:close()
    assert.is_nil(d:next())
    assert.same({}, d:rest())
    assert.is_nil(d:value "success")
    assert.is_nil(d:kind "success")
    assert.is_nil(d:raw "success")
    assert.is_nil(d:open "results")
  end)

  it("frees its memory at once", function()
    local text = "[" .. ("1,"):rep(200000) .. "1]"
    local kept = {}
    for i = 1, 200 do
      kept[i] = document(text)
      kept[i]:close()
    end
    assert.equal(200, #kept)
  end)
end)

describe("core.document", function()
  it("refuses what is not a string or options", function()
    helper.misuse(core.document)
    helper.misuse(core.document, {})
    helper.misuse(core.document, "{}", 5)
    helper.misuse(core.document("{}").value, {})
    helper.misuse(core.document("{}").value, io.stdout)
  end)

  it("hides its metatable", function()
    assert.is_false(getmetatable(core.document "{}"))
  end)

  it("is not disturbed when a finalizer reads it while values are built", function()
    local newproxy = rawget(_G, "newproxy")
    local d = document("[" .. ('{"a":["x","y"]},'):rep(3000) .. "{}]")
    d:open()
    local seen = 0
    local function trap()
      local function gc()
        seen = seen + 1
        local ok = pcall(d.next, d)
        if ok and seen > 1e6 then error "never" end
        if seen < 50 then trap() end
      end
      if newproxy then
        getmetatable(newproxy(true)).__gc = gc
      else
        setmetatable({}, { __gc = gc })
      end
    end
    trap()
    local count = 0
    while d:next() do count = count + 1 end
    assert.is_true(count > 2900 and count <= 3001)
    seen = 100
    helper.collect()
  end)
end)
