--- Specs of store.sql: values in and out, loops inside loops, the deadline,
-- and that it only reads.
--
-- SPDX-License-Identifier: MIT

local cjson = require "cjson"

local core = require "ashby.core"
local errors = require "ashby.errors"
local helper = require "spec.helper"
local kit = require "spec.store.kit"

describe("store.sql", function()
  local store

  kit.pulled(function(s) store = s end,
    { entities = { "jobs", "users", "departments", "sources" } })

  it("returns plain tables without what is NULL", function()
    local row = assert(store.sql("select 1 as a, null as b, 'x' as c, 1.5 as d"):next())
    assert.same({ a = 1, c = "x", d = 1.5 }, row)
    local count = 0
    for job in store.sql("select id, title from jobs_all where status = ?", "Open") do
      assert.is_string(job.title)
      count = count + 1
    end
    assert.equal(#store.jobs.all { status = "Open" }, count)
  end)

  it("binds each value by its type", function()
    local row = store.sql("select typeof(?) a, typeof(?) b, typeof(?) c, typeof(?) d, typeof(?) e",
      1, 1.5, "x", true, nil):next()
    assert.same({ a = "integer", b = "real", c = "text", d = "integer", e = "null" }, row)
    assert.equal("null", store.sql("select typeof(?) a", cjson.null):next().a)
    assert.equal("a\0b", store.sql("select ? a", "a\0b"):next().a)
  end)

  it("raises the error object in for, and returns it from next", function()
    local it = store.sql "select * from nowhere"
    local row, err = it:next()
    assert.is_nil(row)
    assert.same({ "invalid", "sql" }, { err.kind, err.code })
    assert.is_truthy(tostring(err):find("no such table: nowhere", 1, true))
    local ok, raised = pcall(function()
      for _ in store.sql "select * from nowhere" do error "a row" end
    end)
    assert.is_false(ok)
    assert.is_true(errors.is(raised))
    assert.is_nil(it:next())
  end)

  it("can only read", function()
    for _, query in ipairs { "delete from jobs_all", "drop table jobs_all", "begin",
      "attach 'x' as y", "pragma journal_mode = delete", "vacuum into 'x'",
      "create temp table t (a)", "insert into meta values (1, 2)" } do
      local _, err = store.sql(query):next()
      assert.equal("sql_refused", err.code, query)
    end
  end)

  it("returns more rows than it reads ahead, even nested and after break", function()
    local many = "with recursive n(i) as (select 1 union all select i + 1 from n where i < 1000) "
      .. "select i from n"
    local sum = 0
    for row in store.sql(many) do
      if row.i % 100 == 0 then
        for inner in store.sql(many) do
          if inner.i == 300 then break end
        end
      end
      sum = sum + row.i
    end
    assert.equal(500500, sum)
    local it = store.sql(many)
    it:next()
    it:close()
    assert.is_nil(it:next())
  end)

  it("ends within the client's deadline", function()
    local hasty = helper.client { deadline = 0.05 }
    local path = require "spec.store.files".path()
    local own = kit.store({ client = hasty }, path)
    local _, err = own.sql("with recursive n(i) as (select 1 union all select i + 1 from n) "
      .. "select count(*) from n"):next()
    assert.same({ "timeout", "deadline" }, { err.kind, err.code })
    own.close()
    hasty.close()
  end)

  it("makes no value that is larger than any record", function()
    local doubled = "with recursive n(s) as (select 'x' union all select s || s from n) "
      .. "select max(length(s)) from n"
    for _, query in ipairs { doubled, "select zeroblob(900000000)",
      "select hex(zeroblob(500000000))",
      "select replace(hex(zeroblob(1000000)), '00', hex(zeroblob(30)))" } do
      local start = core.clock()
      local row, err = store.sql(query):next()
      assert.is_nil(row)
      assert.equal("too_large", err.code, query)
      assert.is_true(core.clock() - start < 5)
    end
    assert.equal(1000000, #store.sql("select zeroblob(1000000) as v"):next().v)
  end)

  it("raises for misuse at the caller's line", function()
    for words, fn in pairs {
      ["a query expected"] = function() store.sql(5) end,
      ["2 of '?', 1 values"] = function() store.sql("select ?, ?", 1) end,
      ["value 1 is a table"] = function() store.sql("select ?", {}) end,
    } do
      local said = helper.misuse(fn)
      assert.is_truthy(said:find(words, 1, true), said)
      assert.is_truthy(said:find("sql_spec.lua:%d+:"), said)
    end
  end)

  it("sees what a pull wrote, though another query was left open", function()
    local left = store.sql("with recursive n(i) as (select 1 union all select i + 1 from n) "
      .. "select i, (select count(*) from users) from n")
    left:next()
    helper.control("POST", "change", { entity = "users", create = 2 })
    local before = kit.value(store, "select count(*) from users_all")
    local start = core.clock()
    assert(store.pull { entities = { "users" } })
    assert.is_true(core.clock() - start < 3, "it waited for the query")
    assert.equal(before + 2, kit.value(store, "select count(*) from users_all"))
    left:close()
  end)
end)
