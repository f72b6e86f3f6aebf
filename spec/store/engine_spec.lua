--- What every engine of the store has to pass; docs/internals/store.md explains
-- it.
--
-- SPDX-License-Identifier: MIT

local core = require "ashby.core"
local files = require "spec.store.files"

local ENGINES = { "sqlite" }

for _, name in ipairs(ENGINES) do
  describe("the engine " .. name, function()
    local engine = require("ashby.store.engine." .. name)
    local db, path

    before_each(function()
      path = files.path()
      db = assert(engine.open_writer(path))
    end)
    after_each(function() db:close() end)
    teardown(files.remove)

    local function run(sql, ...) return engine.run(db, sql, ...) end

    it("has a name", function() assert.is_string(engine.name) end)

    it("says which program's file it is", function()
      assert.equal("empty", (engine.owner(db)))
      assert(engine.mark(db))
      assert(run "begin" ~= nil)
      assert(run "create table t (a)" ~= nil)
      assert(engine.set_version(db, 7))
      assert(run "commit" ~= nil)
      local owner, version = engine.owner(db)
      assert.same({ "ours", 7 }, { owner, version })
      local other = assert(engine.open_writer(files.path()))
      assert(engine.run(other, "create table t (a)") ~= nil)
      assert.equal("other", (engine.owner(other)))
      other:close()
    end)

    it("returns values as they were", function()
      assert(run "create table t (a text, b integer, c numeric)" ~= nil)
      for _, row in ipairs { { "", 0, 0.5 }, { "a\0b", -1, 1e300 }, { "é", 2 ^ 53, -0.25 },
        { nil, nil, nil } } do
        assert(run "delete from t" ~= nil)
        assert(run("insert into t values (?, ?, ?)", row[1], row[2], row[3]) == false)
        local statement = assert(db:prepare "select * from t")
        assert.is_true(assert(statement:bind()))
        assert.is_true(statement:step())
        assert.same({ a = row[1], b = row[2], c = row[3] }, statement:row())
        assert.is_false(statement:step())
        statement:close()
      end
    end)

    it("can undo a transaction", function()
      assert(run "create table t (a)" ~= nil)
      assert(run "begin" ~= nil)
      assert(run "insert into t values (1)" ~= nil)
      assert.is_true(db:in_transaction())
      assert(run "rollback" ~= nil)
      assert.is_false(db:in_transaction())
      assert.same({ true, 0 }, { run "select count(*) from t" })
    end)

    it("keeps columns and elements of a document's record", function()
      assert(run "create table t (a text, b integer, bytes blob)" ~= nil)
      assert(run "create table e (v text, n integer, parent text)" ~= nil)
      local d = assert(core.document([[{"a":"x\n","b":9007199254740993,"l":["p","q"]}]],
        { null = 0 }))
      d:open()
      local statement = assert(db:prepare "insert into t values (?, ?, ?)")
      local unfit, row = statement:record(d,
        engine.plan { { "text", "a" }, { "integer", "b" }, { "bytes" } })
      assert.same({ 0, false }, { unfit, row })
      assert.equal(1, (db:changes()))
      local _, digits = run "select cast(b as text) || a from t"
      assert.equal("9007199254740993x\n", digits)
      local insert = assert(db:prepare "insert into e values (?, ?, ?)")
      assert.same({ 2, 0 }, { insert:elements(d, "l", engine.plan { { "text" } }, "id") })
      assert.is_false(d:skip())
    end)

    it("has readers that change nothing and see whole transactions", function()
      assert(engine.mark(db))
      assert(run "create table t (a)" ~= nil)
      local reader = assert(engine.open_reader(path))
      assert(run "begin" ~= nil)
      assert(run "insert into t values (1), (2)" ~= nil)
      local function count()
        local _, n = engine.run(reader, "select count(*) from t")
        return n
      end
      assert.equal(0, count())
      assert(run "commit" ~= nil)
      assert.equal(2, count())
      local statement, code = reader:prepare "delete from t"
      assert.is_nil(statement)
      assert.equal("sql_refused", code)
      reader:close()
    end)

    it("stops at a deadline, and writes the log into the file", function()
      db:deadline(0.02)
      local row, code = run("with recursive n(i) as (select 1 union all select i + 1 from n) "
        .. "select count(*) from n")
      assert.is_nil(row)
      assert.equal("deadline", code)
      db:deadline(nil)
      assert(engine.tidy(db) ~= nil)
    end)
  end)
end
