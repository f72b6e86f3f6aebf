--- store: what a finalizer may do while a statement or a database of the store is
-- in use. Tasks as in sessions.lua. A store refuses what would free something in
-- use, so acts may fail.
--
-- SPDX-License-Identifier: MIT

local core = require "ashby.core"
local sqlite = require "ashby.sqlite"

local tasks = {}

local function task(facts) tasks[#tasks + 1] = facts end

-- ---- worlds ----

local PATH = os.getenv "ASHBY_SANDBOX_DIR" .. "/collector.db"
local LONG = ("a long text "):rep(40)

local RECORD = ([[{"id":"a","name":"\u00e9%s","tags":[{"n":"x\u0041"},{"n":"y"}]}]]):format(LONG)

local function database()
  os.remove(PATH)
  local db = assert(sqlite.open(PATH, { create = true }))
  local function run(sql, ...)
    local statement = assert(db:prepare(sql))
    assert(statement:run(...) ~= nil)
    statement:close()
  end
  run "pragma synchronous = off" -- a thousand files need not reach the disk
  run "create table t (id, text)"
  run("insert into t values (1, ?)", LONG .. 1)
  run("insert into t values (2, ?)", LONG .. 2)
  return { db = db }
end

local function at_row()
  local w = database()
  w.statement = assert(w.db:prepare "select id, text from t order by id")
  assert(w.statement:step())
  return w
end

local function keeping(sql)
  return function()
    local w = database()
    w.statement = assert(w.db:prepare(sql))
    w.document = assert(core.document(RECORD))
    w.document:open()
    w.plan = sqlite.plan { { "text", "name" } }
    w.elements = sqlite.plan { { "text", "n" } }
    return w
  end
end

-- ---- acts ----

local function try(name)
  return function(w) pcall(w.statement[name], w.statement) end
end

local function write(w)
  local statement = w.db:prepare "update t set text = ? where id = 1"
  if statement then pcall(statement.run, statement, ("other"):rep(200)) end
end

local ACTS = {
  ["close statement"] = try "close", step = try "step", reset = try "reset", row = try "row",
  ["close database"] = function(w) pcall(w.db.close, w.db) end, write = write, raise = error,
}

local KEEPING = {
  ["close document"] = function(w) w.document:close() end,
  ["next"] = function(w) w.document:next() end,
  ["read"] = function(w) w.document:value "name" end,
}
for name, act in pairs(ACTS) do KEEPING[name] = act end

-- ---- tasks ----

local IN_USE = "the " -- statement or database is closed or in use, the document has no record

-- At the first points the call has not begun, and the statement is at another row.
local function is_elsewhere(w) return w.act == ACTS.step or w.act == ACTS.reset end

local function is_text(text) return text == LONG .. 1 or text == ("other"):rep(200) end

task { name = "values", make = at_row, acts = ACTS, may_raise = IN_USE,
  run = function(w) return w.statement:values() end,
  right = function(w, id, text) return (id == 1 and is_text(text)) or is_elsewhere(w) end }

task { name = "row", make = at_row, acts = ACTS, may_raise = IN_USE,
  run = function(w) return w.statement:row() end,
  right = function(w, row) return (row.id == 1 and is_text(row.text)) or is_elsewhere(w) end }

task { name = "names", make = at_row, acts = ACTS, may_raise = IN_USE,
  run = function(w) return w.statement:names() end,
  right = function(_, names) return names[1] == "id" and names[2] == "text" end }

task { name = "run", acts = ACTS, may_raise = IN_USE,
  make = function()
    local w = database()
    w.statement = assert(w.db:prepare "select text from t where id = ?")
    return w
  end,
  run = function(w) return w.statement:run(1) end,
  right = function(_, ok, text) return ok and is_text(text) end }

-- The statement reports its failure, and then has to clear its values.
local function failed(_, ok, code, words)
  return ok == nil and code == "sql" and words:find("UNIQUE", 1, true)
end

local function failing()
  local w = database()
  local statement = assert(w.db:prepare "create unique index one on t (id)")
  assert(statement:run() ~= nil)
  statement:close()
  w.statement = assert(w.db:prepare "insert into t (id, text) values (?, ?)")
  return w
end

task { name = "run that fails", acts = ACTS, may_raise = IN_USE, make = failing, right = failed,
  run = function(w) return w.statement:run(1, "again") end }

task { name = "step that fails", acts = ACTS, may_raise = IN_USE, make = failing, right = failed,
  run = function(w)
    w.statement:bind(1, "again")
    return w.statement:step()
  end }

task { name = "steps", acts = ACTS, may_raise = IN_USE, make = at_row,
  run = function(w)
    w.statement:bind()
    local list = {}
    while w.statement:step() do list[#list + 1] = w.statement:row().text end
    return list
  end,
  right = function(w, list) return #list == 2 or is_elsewhere(w) end }

task { name = "prepare", acts = ACTS, may_raise = IN_USE, make = at_row,
  run = function(w) return w.db:prepare(("select %d"):format(7)) end,
  right = function(_, statement, code) return statement ~= nil or type(code) == "string" end }

task { name = "prepare what is wrong", acts = ACTS, may_raise = IN_USE, make = at_row,
  run = function(w) return w.db:prepare "select from nowhere" end,
  right = function(_, statement, code, words)
    return statement == nil and code == "sql" and words:find("syntax error", 1, true)
  end }

task { name = "record", acts = KEEPING, may_raise = IN_USE,
  make = keeping "insert into t (text, id) values (?, ?)",
  run = function(w) return w.statement:record(w.document, w.plan, 3) end,
  right = function(_, unfit) return unfit == 0 end }

task { name = "elements", acts = KEEPING, may_raise = IN_USE,
  make = keeping "insert into t (text, id) values (?, ? + ?)",
  run = function(w) return w.statement:elements(w.document, "tags", w.elements, 10) end,
  right = function(_, count, unfit) return count == 2 and unfit == 0 end }

local function fields()
  local w = { fields = {} }
  for i = 1, 12 do w.fields[i] = { "text", "field" .. i } end
  return w
end

local function edit(w)
  for i = 1, 12 do
    w.fields[i][1], w.fields[i][2] = "number", ("longer"):rep(100 + i)
    w.fields[i + 12] = { "text", "more" }
  end
  collectgarbage()
end

local function empty(w)
  for i = #w.fields, 1, -1 do w.fields[i][1], w.fields[i][2], w.fields[i] = nil, nil, nil end
  collectgarbage()
end

task { name = "plan", acts = { edit = edit, empty = empty, raise = error }, may_raise = "expected",
  make = fields,
  run = function(w) return sqlite.plan(w.fields) end,
  right = function(_, plan) return type(plan:unfit()) == "table" end }

return tasks
