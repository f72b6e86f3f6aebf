--- Specs of a statement: values in and out, exactly, and when it may be
-- closed.
--
-- SPDX-License-Identifier: MIT

local cjson = require "cjson"

local files = require "spec.store.files"
local sqlite = require "ashby.sqlite"

local math_type = rawget(math, "type") -- since 5.3: integers of 64 bits
local most, least = rawget(math, "maxinteger"), rawget(math, "mininteger")

-- Has the collector call fn some time later.
local function on_collect(fn)
  local newproxy = rawget(_G, "newproxy")
  if newproxy then
    getmetatable(newproxy(true)).__gc = fn
  else
    setmetatable({}, { __gc = fn })
  end
end

describe("a statement", function()
  local db

  before_each(function() db = assert(sqlite.open(files.path(), { create = true })) end)
  after_each(function() db:close() end)
  teardown(files.remove)

  local function run(sql, ...)
    local statement = assert(db:prepare(sql))
    local row, a, b = statement:run(...)
    statement:close()
    return row, a, b
  end

  it("returns every kind of value as it was", function()
    run("create table t (a)")
    local values = { "", "text", "with a \0 inside", "\0", ("x"):rep(100000), "Ünïcode 🎉",
      0, 1, -1, 2 ^ 53, -2 ^ 53, 0.5, 1e300, -1e-300, 5e-324, 1.7976931348623157e308, 1 / 0 }
    for _, value in ipairs(values) do
      run("delete from t")
      run("insert into t values (?)", value)
      local _, back, kind = run("select a, typeof(a) from t")
      assert.equal(value, back)
      assert.equal(type(value) == "string" and "text"
        or (math_type and math_type(value) == "float" or value ~= math.floor(value)
          or math.abs(value) > 2 ^ 53) and "real" or "integer", kind)
    end
  end)

  it("takes booleans as 0 and 1, nil and null as NULL", function()
    local _, a, b = run("select ?, ?", true, false)
    assert.same({ 1, 0 }, { a, b })
    local row, c, d = run("select ? is null, ? is null", nil, cjson.null)
    assert.is_true(row)
    assert.same({ 1, 1 }, { c, d })
    row, c = run("select null")
    assert.is_true(row)
    assert.is_nil(c)
  end)

  it("keeps integers of 64 bits", function()
    run("create table t (a integer)")
    run("insert into t values (9223372036854775807), (-9223372036854775808)")
    local _, first, last = run("select cast(min(a) as text), cast(max(a) as text) from t")
    assert.same({ "-9223372036854775808", "9223372036854775807" }, { first, last })
    if not math_type then return end
    for _, value in ipairs { most, least, most - 1 } do
      local _, back, kind = run("select ?1, typeof(?1)", value)
      assert.equal(value, back)
      assert.equal("integer", math_type(back))
      assert.equal("integer", kind)
    end
  end)

  it("refuses values that no column can hold, and a wrong number of them", function()
    local statement = assert(db:prepare("select ?, ?"))
    assert.equal(2, statement:parameters())
    for _, value in ipairs { {}, print, io.stdout, coroutine.create(function() end) } do
      local ok, problem = pcall(statement.run, statement, 1, value)
      assert.is_false(ok)
      assert.is_truthy(problem:find("value 2 is a"), problem)
    end
    local ok, problem = pcall(statement.run, statement, 1)
    assert.is_false(ok)
    assert.is_truthy(problem:find("2 parameters, 1 values"), problem)
    assert.is_false(pcall(statement.run, statement, 1, 2, 3))
    assert.is_true((statement:run(1, 2)))
  end)

  it("reads nothing of a call that has failed", function()
    run("create table t (a, b)")
    local statement = assert(db:prepare("insert into t values (?, ?)"))
    for _, call in ipairs { "run", "bind" } do
      assert.has_error(function() statement[call](statement, ("x"):rep(1000), {}) end)
      for _, use in ipairs { "step", "values", "row" } do
        assert.error_matches(function() statement[use](statement) end, "bind its values again")
      end
    end
    assert.same({ true, 0 }, { run("select count(*) from t") })
    statement:reset()
    assert.is_false(statement:step())
    assert.same({ true, 1 }, { run("select count(*) from t where a is null") })
  end)

  it("steps through rows and names their columns", function()
    local statement = assert(db:prepare(
      "select 1 as n, 'a' as t, null as z union all select 2, 'b', 3.5"))
    assert.same({ "n", "t", "z" }, statement:names())
    statement:bind()
    assert.is_true(statement:step())
    assert.same({ n = 1, t = "a" }, statement:row())
    assert.is_true(statement:step())
    assert.same({ n = 2, t = "b", z = 3.5 }, statement:row())
    assert.same({ n = 2, t = "b", z = 3.5 }, statement:row(statement:names()))
    assert.same({ a = 2, b = "b", c = 3.5 }, statement:row { "a", "b", "c" })
    assert.error_matches(function() statement:row { "a", "b" } end, "not the names of its columns")
    assert.same({ 2, "b", 3.5 }, { statement:values() })
    assert.is_false(statement:step())
    assert.same({}, statement:row())
    statement:reset()
  end)

  it("keeps what is bound until something else is bound", function()
    local statement = assert(db:prepare(
      "with recursive n(i) as (select 1 union all select i + 1 from n where i < 50) "
      .. "select ? || i from n"))
    statement:bind(("x"):rep(50) .. tostring(math.random(10)):sub(1, 0))
    for i = 1, 50 do
      if i % 10 == 0 then collectgarbage() end
      assert.is_true(statement:step())
      assert.equal(("x"):rep(50) .. i, (statement:values()))
    end
  end)

  it("is one statement, without a NUL and not too long", function()
    for sql, words in pairs {
      ["select 1; select 2"] = "after the first", ["select 1\0"] = "NUL", [""] = "no statement",
      [" ; "] = "no statement", ["-- nothing"] = "no statement", ["selec 1"] = "syntax error",
      [("x"):rep(2000000)] = "longer", ["select * from nowhere"] = "no such table",
    } do
      local statement, code, message = db:prepare(sql)
      assert.is_nil(statement)
      assert.equal("sql", code)
      assert.is_truthy(message:find(words, 1, true), message)
    end
    assert(db:prepare("select 1 ; \n")):close()
  end)

  it("fails with a code where the database refuses", function()
    run("create table t (a unique)")
    run("insert into t values (1)")
    local statement = assert(db:prepare("insert into t values (?)"))
    local row, code, message = statement:run(1)
    assert.is_nil(row)
    assert.equal("sql", code)
    assert.is_truthy(message:find("UNIQUE"), message)
    assert.is_false((statement:run(2)))
  end)

  it("is not closed by a finalizer while its row is built", function()
    local statement = assert(db:prepare("select ?, ?, ?"))
    local long = ("y"):rep(5000)
    for i = 1, 300 do
      on_collect(function() pcall(statement.close, statement) end)
      local ok, row, a, _, c = pcall(statement.run, statement, long, i, long)
      if not ok then
        statement = assert(db:prepare("select ?, ?, ?"))
      else
        assert.is_true(row)
        assert.is_true(a == long and c == long)
      end
    end
  end)
end)
