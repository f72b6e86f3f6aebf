--- Specs of a database: its file and modes, transactions, deadlines, and
-- connections that only read.
--
-- SPDX-License-Identifier: MIT

local files = require "spec.store.files"
local shell = require "tools.shell"
local sqlite = require "ashby.sqlite"

local function open(path, options)
  return assert(sqlite.open(path or files.path(), options or { create = true }))
end

local function run(db, sql, ...)
  local statement = assert(db:prepare(sql))
  local row, a, b = statement:run(...)
  statement:close()
  return row, a, b
end

describe("a database", function()
  teardown(files.remove)

  it("is created so that its owner alone can read it", function()
    local path = files.path()
    local db = open(path)
    run(db, "create table t (a)")
    local _, mode = shell.run("stat -c %a '" .. path .. "'")
    assert.equal("600", mode:match("%d+"))
    db:close()
  end)

  it("is not created unless asked for", function()
    local db, code, message = sqlite.open(files.path "none.db", {})
    assert.is_nil(db)
    assert.equal("store_missing", code)
    assert.is_truthy(message:find("no such file"), message)
  end)

  it("says whether its file is gone, or another one is in its place", function()
    local path = files.path()
    local db = open(path)
    run(db, "create table t (a)")
    assert.is_false(db:is_gone())
    os.rename(path, path .. ".old")
    assert.is_true(db:is_gone())
    shell.write(path, "")
    assert.is_true(db:is_gone())
    os.rename(path .. ".old", path)
    assert.is_false(db:is_gone())
    db:close()
  end)

  it("says why it cannot be created", function()
    local db, code, message = sqlite.open("/nowhere/at/all.db", { create = true })
    assert.is_nil(db)
    assert.equal("store_file", code)
    assert.is_truthy(message:find("No such file"), message)
  end)

  it("recognises a file that is not a database", function()
    local path = files.path()
    shell.write(path, ("this is a text "):rep(200))
    local db = open(path, {})
    local statement, code = db:prepare("select * from sqlite_master")
    assert.is_nil(statement)
    assert.equal("not_a_store", code)
    db:close()
  end)

  it("closes its statements, and may be closed twice", function()
    local db = open()
    local statement = assert(db:prepare("select 1"))
    statement:bind()
    assert.is_true(statement:step())
    assert.is_true(db:is_open())
    db:close()
    db:close()
    assert.is_false(db:is_open())
    assert.is_false(pcall(statement.step, statement))
    assert.is_false(pcall(db.prepare, db, "select 1"))
    statement:close()
  end)

  it("counts changes, and has the id of the last row", function()
    local db = open()
    run(db, "create table t (k integer primary key, a)")
    run(db, "insert into t (k, a) values (41, 1), (42, 2)")
    local changes, last = db:changes()
    assert.equal(2, changes)
    assert.equal(42, last)
    db:close()
  end)

  it("says whether a transaction is open", function()
    local db = open()
    assert.is_false(db:in_transaction())
    run(db, "begin")
    assert.is_true(db:in_transaction())
    run(db, "rollback")
    assert.is_false(db:in_transaction())
    db:close()
  end)

  it("stops a statement at the deadline", function()
    local db = open()
    local statement = assert(db:prepare([[
      with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n]]))
    db:deadline(0.05)
    local row, code = statement:run()
    assert.is_nil(row)
    assert.equal("deadline", code)
    db:deadline(nil)
    assert.is_true((run(db, "select 1")))
    db:close()
  end)

  it("with read_only prepares only statements that read", function()
    local path = files.path()
    local db = open(path)
    run(db, "create table t (a unique)")
    local reader = open(path, { read_only = true })
    for _, sql in ipairs {
      "insert into t values (1)", "update t set a = 2", "delete from t", "drop table t",
      "create table u (a)", "create temp table u (a)", "attach 'x.db' as x", "vacuum",
      "vacuum into 'x.db'",
      "pragma journal_mode = delete", "pragma user_version = 3", "pragma writable_schema = 1",
      "begin", "reindex", "analyze", "select load_extension('x')", "detach main",
      "select fts3_tokenizer('simple')", "select FTS3_Tokenizer('x', x'0000000000000000')",
    } do
      local statement, code, message = reader:prepare(sql)
      assert.is_nil(statement, sql)
      assert.equal("sql_refused", code, sql .. message)
    end
    for _, sql in ipairs { "select count(*) from t", "pragma table_info(t)", "pragma user_version",
      "explain select * from t", "with x as (select 1 a) select upper(a) from x",
      "select * from json_each('[1]')",
      "select name from pragma_table_info('t')" } do
      assert(reader:prepare(sql), sql):close()
    end
    assert.is_nil((reader:prepare "update sqlite_master set sql = ''"))
    reader:close()
    db:close()
  end)

  it("opens a file immutable, whatever its name", function()
    local path = files.path "a %3f?b#c d.db"
    local db = open(path)
    run(db, "create table t (a)")
    db:close()
    local reader = open(path, { read_only = true, immutable = true })
    assert.is_true((run(reader, "select count(*) from t")))
    reader:close()
  end)
end)
