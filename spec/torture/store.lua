--- store: tasks over the store's binding, and over a store. See tasks.lua.
--
-- SPDX-License-Identifier: MIT

local ashby = require "ashby"
local shared = require "spec.torture.shared"
local sqlite = require "ashby.sqlite"

for _, name in ipairs { "init", "pull", "search" } do require("ashby.store." .. name) end

local task, expect, failed = shared.task, shared.expect, shared.failed
local client, document = shared.client, shared.document

local kept = os.tmpname()

task("a database", function()
  local db, code = sqlite.open(":memory:")
  if not db then return nil, code end
  local function run(sql, ...)
    local statement, problem = db:prepare(sql)
    if not statement then return nil, problem end
    local row, first = statement:run(...)
    if row == nil then return nil, first end
    return true, first
  end
  local ok, problem = run "create table t (a, b)"
  if ok then ok, problem = run("insert into t values (?, ?)", "text", 5) end
  if not ok then return nil, problem end
  local statement, broken = db:prepare "select a, b from t"
  if not statement then return nil, broken end
  local more, why = statement:step()
  if more == nil then return nil, why end
  expect(statement:row().a == "text" and select(2, statement:values()) == 5)
  db:close()
  return true
end)

task("a record kept", function()
  local db, code = sqlite.open(":memory:")
  if not db then return nil, code end
  local plan = sqlite.plan { { "text", "id" }, { "text", "s" }, { "bytes" } }
  local list, element = document {}, sqlite.plan { { "text" } }
  if not list then return nil, "no document" end
  local statement, problem = db:prepare "select ?1, ?2, ?3, ?4"
  if not statement then return nil, problem end
  local _, row, id, s, bytes, own = statement:record(list, plan, "own")
  if row == nil then return nil, id end
  expect(id == "a" and s == "\195\169\n" and bytes:find "^{" and own == "own")
  local made, broken = db:prepare "create table t (a, b, c)"
  if not made then return nil, broken end
  local done, ended = made:run()
  if done == nil then return nil, ended end
  local each, unready = db:prepare "insert into t values (?1, ?2, ?3)"
  if not each then return nil, unready end
  local count, why = each:elements(list, "l", element, "x")
  if not count then return nil, why end
  expect(count == 3 and list:skip())
  return true
end)

task("values and rows", function()
  local db, code = sqlite.open(":memory:")
  if not db then return nil, code end
  local statement, problem = db:prepare "select ?1 as a, ?2 as b, ?3 as c, ?4 as d, ?5 as e"
  if not statement then return nil, problem end
  expect(statement:parameters() == 5)
  local long = ("long "):rep(2000)
  local ok, why = statement:bind("x\0y", 2 ^ 40, 0.5, true, nil)
  if not ok then return nil, why end
  ok, why = statement:step()
  if ok == nil then return nil, why end
  local fine, row = pcall(statement.row, statement)
  if not fine then -- a call that ran out of memory leaves the statement as it was
    local again, second = pcall(statement.row, statement)
    expect(again or second:find "not enough memory")
    error(row, 0)
  end
  local names = statement:names()
  expect(row.a == "x\0y" and row.b == 2 ^ 40 and row.c == 0.5 and row.d == 1 and row.e == nil)
  expect(#names == 5 and names[5] == "e")
  ok, why = statement:step()
  if ok == nil then return nil, why end
  statement:reset()
  local first, again = statement:run(long, long .. 1, long .. 2, 1, 1)
  if first == nil then return nil, again end
  expect(again == long)
  local none, refused, words = db:prepare "select from"
  expect(none == nil and (refused == "sql" and words:find "syntax" or refused == "no_memory"))
  statement:close()
  return true
end)

-- A file that is closed at once where a statement fails: nothing stays open.
task("a database in a file", function()
  local path = kept .. ".db"
  os.remove(path)
  local db, code = sqlite.open(path, { create = true })
  if not db then return nil, code end
  for _, sql in ipairs { "create table t (a)", "begin", "insert into t values (1)", "commit" } do
    local statement, problem = db:prepare(sql)
    if not statement then return nil, problem end
    local row, why = statement:run()
    if row == nil then return nil, why end
  end
  local reader, closed = sqlite.open(path, { read_only = true, immutable = true })
  if not reader then return nil, closed end
  local none, refused = reader:prepare "delete from t"
  expect(none == nil and (refused == "sql_refused" or refused == "no_memory"))
  reader:close()
  db:close()
  return true
end)

-- ---- a store ----

-- One file for all runs: what a run without memory leaves is a store, and the
-- last run, which has it all, finds every record in it.
local store_path = os.getenv "ASHBY_SANDBOX_DIR" .. "/torture.db"

local DEPARTMENTS = 40 -- that the sandbox has, with those that are archived

-- They allocate many thousand times: one in so many is failed.
local THIN = 20

local function with_store(name, fn)
  task(name, function()
    local it, err = client()
    if not it then return failed(err) end
    local store, problem = ashby.store(store_path, { client = it })
    if not store then return failed(problem) end
    local ok, why = fn(store)
    store.close()
    it.close()
    if not ok then return failed(why) end
    return true
  end, THIN)
end

with_store("a store pulled", function(store)
  local summary, err = store.pull { entities = { "departments" }, full = true }
  if not summary then return nil, err end
  expect(summary.departments.records == DEPARTMENTS)
  return true
end)

with_store("a store asked", function(store)
  local records, err = store.departments.all { include_archived = true }
  if not records then return nil, err end
  expect(#records == DEPARTMENTS)
  local row, problem = store.sql("select count(*) as n from departments_all"):next()
  if not row then return nil, problem end
  expect(row.n == DEPARTMENTS)
  local page, why = store.departments.search { query = { sort = { { name = "asc" } } }, limit = 2 }
  if not page then return nil, why end
  expect(#page.records == 2)
  return true
end)
