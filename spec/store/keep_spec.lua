--- Specs of keep: a record's members in the columns of its plan, by kind and
-- exactly.
--
-- SPDX-License-Identifier: MIT

local core = require "ashby.core"
local files = require "spec.store.files"
local sqlite = require "ashby.sqlite"

describe("a record kept", function()
  local db

  before_each(function() db = assert(sqlite.open(files.path(), { create = true })) end)
  after_each(function() db:close() end)
  teardown(files.remove)

  local function document(text)
    local d = assert(core.document(text, { null = 0 }))
    d:open()
    return d
  end

-- What a column of that kind has for the member v, its SQL type, and whether the
-- value fitted.
  local function held(kind, json)
    local statement = assert(db:prepare("select ?1, typeof(?1), cast(?1 as text)"))
    local plan = sqlite.plan { { kind, "v" } }
    local unfit, row, value, sql, text = statement:record(document('{"v":' .. json .. "}"), plan)
    assert.is_true(row)
    assert.equal(unfit, plan:unfit()[1] or 0)
    return value, sql, unfit == 0, text
  end

  it("has each kind of value in its column, and nothing else", function()
    local rows = {
      { "text", [["a\u00e9\n"]], "aé\n", "text" },
      { "text", [["a\u0000b"]], "a\0b", "text" },
      { "text", [["\ud800"]], "\239\191\189", "text" },
      { "text", "5" }, { "text", "[]" }, { "text", "true" },
      { "integer", "-12", -12, "integer" }, { "integer", "1.5" }, { "integer", '"1"' },
      { "integer", "1" .. ("0"):rep(299) },
      { "number", "1.5", 1.5, "real" }, { "number", "7", 7, "integer" }, { "number", "{}" },
      { "number", "1" .. ("0"):rep(299), 1e299, "real" },
      { "boolean", "true", 1, "integer" }, { "boolean", "false", 0, "integer" },
      { "boolean", '"true"' },
      { "time", '"2026-05-28T09:14:02.123Z"', "2026-05-28T09:14:02.123Z", "text" },
      { "time", '"2026-05-28T09:14:02Z"', "2026-05-28T09:14:02.000Z", "text" },
      { "time", '"2026-05-28T09:14:02.1Z"', "2026-05-28T09:14:02.100Z", "text" },
      { "time", [["2026-05-28T09:14\u003a02.123\u005A"]], "2026-05-28T09:14:02.123Z", "text" },
      { "time", '"2026-05-28T09:14:02.123456Z"', "2026-05-28T09:14:02.123Z", "text" },
      { "time", '"2026-05-28T09:14:02.Z"' }, { "time", '"2026-05-28T09:14:02.1a3Z"' },
      { "time", '"2026-05-28"' }, { "time", '""' }, { "time", '"soon"' }, { "time", "5" },
      { "time", '"2026-05-28T09:14:02+01:00"' },
      { "kind", "[1]", "array", "text" }, { "kind", "{}", "object", "text" },
      { "kind", "1", "number", "text" }, { "kind", "false", "boolean", "text" },
      { "if_text", '"x"', "x", "text" }, { "if_number", "2", 2, "integer" },
      { "if_number", "true", 1, "integer" }, { "if_nested", "[1, 2]", "[1, 2]", "text" },
      { "nested", '{"a":1}', '{"a":1}', "text" }, { "nested", "5" }, { "nested", '"x"' },
      { "bytes", [[{ "a" : "\u0041" }]], [[{ "a" : "\u0041" }]], "blob" },
    }
    for _, row in ipairs(rows) do
      local value, sql, fits = held(row[1], row[2])
      assert.equal(row[3], value, row[1] .. " " .. row[2])
      assert.equal(row[4] or "null", sql)
      assert.equal(row[3] ~= nil, fits, row[1] .. " " .. row[2])
    end
    for _, row in ipairs { { "if_text", "5" }, { "if_number", '"5"' }, { "if_nested", "5" } } do
      local value, _, fits = held(row[1], row[2])
      assert.is_nil(value)
      assert.is_true(fits)
    end
  end)

  it("has nothing of a call of the statement that has raised", function()
    local statement = assert(db:prepare "select ?1, ?2, ?3")
    local plan = sqlite.plan { { "text", "a" }, { "text", "b" } }
    assert.is_false(pcall(statement.run, statement, ("other"):rep(9), "x", {}))
    local _, row, first, second = statement:record(document '{"b":"1"}', plan, 5)
    assert.same({ true, nil, "1" }, { row, first, second })
  end)

  it("is a failure where a value beside it is too long", function()
    db:limit(100)
    local statement = assert(db:prepare "select ?1, ?2, ?3")
    local plan = sqlite.plan { { "text", "a" } }
    local unfit, row, code = statement:record(document '{"a":"1"}', plan, "x", ("x"):rep(200))
    assert.same({ 0, nil, "too_large" }, { unfit, row, code })
    local long = document(('{"a":"%s","l":[1]}'):format(("x"):rep(200)))
    unfit, row, code = assert(db:prepare "select ?1"):record(long, plan)
    assert.same({ 0, nil, "too_large" }, { unfit, row, code })
    local count
    count, code = statement:elements(long, "l", plan, ("x"):rep(200))
    assert.same({ nil, "too_large" }, { count, code })
  end)

  it("finds members in any order, and one for several columns", function()
    local plan = sqlite.plan { { "text", "a" }, { "text", "b" }, { "text", "x", "g" },
      { "text", "a", "g" }, { "kind", "g" }, { "if_text", "v" }, { "bytes" }, { "kind", "v" },
      { "text", "x", "h" }, { "text", "x", "g" } }
    local insert = assert(db:prepare "select ?1, ?2, ?3, ?4, ?5, ?6, ?8, ?9, ?10, ?7")
    local parts = { '"a":"1"', '"b":"2"', '"g":{"a":"4","y":0,"x":"3"}', '"v":"6"',
      [["h":{"\u0078":"9"}]], '"unknown":{"a":"no","x":"no"}' }
    local seed = 7
    for _ = 1, 200 do
      for i = #parts, 2, -1 do
        seed = seed * 16807 % 2147483647
        local j = seed % i + 1
        parts[i], parts[j] = parts[j], parts[i]
      end
      local d = document("{" .. table.concat(parts, ",") .. "}")
      local found = { select(3, insert:record(d, plan)) }
      found[10] = nil
      assert.same({ "1", "2", "3", "4", "object", "6", "string", "9", "3" }, found)
    end
    local found = { select(3, insert:record(document '{"g":{"x":"1"},"g":null,"a":"1","a":5}',
      plan)) }
    assert.is_nil(found[1])
    assert.is_nil(found[3])
  end)

  it("is exact in 64 bits in every Lua", function()
    for _, digits in ipairs { "9223372036854775807", "-9223372036854775808" } do
      local _, sql, fits, text = held("integer", digits)
      assert.is_true(fits)
      assert.equal("integer", sql)
      assert.equal(digits, text)
    end
  end)

  it("has NULL for null and absent members", function()
    for _, kind in ipairs { "text", "integer", "boolean", "time", "bytes", "kind" } do
      local value, sql, fits = held(kind, "null")
      assert.is_nil(value)
      assert.equal("null", sql)
      assert.is_true(fits)
    end
  end)

  it("finds members of objects, escaped names and the last of two", function()
    local statement = assert(db:prepare("select ?1, ?2, ?3, ?4"))
    local plan = sqlite.plan { { "text", "id" }, { "text", "id", "job" },
      { "text", "title", "job" } }
    local _, _, id, job, title, own = statement:record(document(
      [[{"id":"1","job":{"id":"x","title":"y"},"\u0069d":"2","job":{"id":"j"}}]]), plan, "own")
    assert.same({ "2", "j", "own" }, { id, job, own })
    assert.is_nil(title)
    local unfit = statement:record(document '{"id":"1","job":"a text"}', plan, 1)
    assert.equal(1, unfit)
    assert.same({ [2] = 1 }, plan:unfit())
  end)

  it("has its statement run once for each element of an array", function()
    assert(assert(db:prepare("create table t (a, b, n, p)")):run() == false)
    local insert = assert(db:prepare("insert into t values (?, ?, ?, ?)"))
    local plan = sqlite.plan { { "text", "value" }, { "boolean", "on" } }
    local d = document '{"list":[{"value":"x","on":true},{"on":5},"y"],"none":[],"no":"array"}'
    assert.same({ 3, 2 }, { insert:elements(d, "list", plan, "parent") })
    assert.same({ 0, 0 }, { insert:elements(d, "none", plan, "parent") })
    assert.same({ 0, 0 }, { insert:elements(d, "absent", plan, "parent") })
    assert.same({ 0, 1 }, { insert:elements(d, "no", plan, "parent") })
    local _, text = assert(db:prepare(
      "select group_concat(coalesce(a, '-') || coalesce(b, '-') || n || p, ' ') from t")):run()
    assert.equal("x11parent --2parent --3parent", text)
  end)

  it("is followed by the next one", function()
    local statement = assert(db:prepare("select ?"))
    local plan = sqlite.plan { { "text", "id" } }
    local d = document '[ {"id":"a"} , {"id":"b"},{"id":"c"} ]'
    local ids = {}
    repeat
      local _, _, id = statement:record(d, plan)
      ids[#ids + 1] = id
    until not d:skip()
    assert.same({ "a", "b", "c" }, ids)
    assert.is_false(pcall(statement.record, statement, d, plan))
    assert.is_false(d:skip())
  end)

  it("keeps the exact bytes, and reports when it cannot", function()
    assert(db:prepare("create table t (a blob not null unique)")):run()
    local insert = assert(db:prepare("insert into t values (?)"))
    local plan = sqlite.plan { { "bytes" } }
    local text = [[{ "b" : "\u0000\ud800" , "n" : 1.50, "x":null}]]
    assert.same({ 0, false }, { insert:record(document(text), plan) })
    local _, back = assert(db:prepare("select a from t")):run()
    assert.equal(text, back)
    local unfit, row, code = insert:record(document(text), plan)
    assert.equal(0, unfit)
    assert.is_nil(row)
    assert.equal("sql", code)
  end)
end)
