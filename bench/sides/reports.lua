--- reports: a large store, and the CPU of each report over it in ms.
-- reports.lua make COPIES | run.
--
-- SPDX-License-Identifier: MIT

local ashby = require "ashby"
local engine = require "ashby.store.engine.sqlite"
local report = require "ashby.report"

local PATH = os.getenv "BENCH_STORE"

-- What is copied, and which of its columns are ids of their own.
local TABLES = {
  { "candidates_all", { "id" } },
  { "applications_all", { "id", "candidate_id" } },
  { "stage_history", { "application_id" } },
  { "offers_all", { "id", "application_id" } },
}

local function columns_of(db, name)
  local rows = assert(db:rows(("select name from pragma_table_info('%s')"):format(name)))
  local list = {}
  for _, row in ipairs(rows) do
    if row.name ~= "key" then list[#list + 1] = row.name end
  end
  return list
end

-- Copies all rows of a table, the ends of their ids made others.
local function copy(db, row, count)
  local name, is_id, columns = row[1], {}, columns_of(db, row[1])
  for _, id in ipairs(row[2]) do is_id[id] = true end
  assert(db:run(("create temp table first as select * from %s"):format(name)) ~= nil)
  for n = 1, count - 1 do
    local values = {}
    for i, column in ipairs(columns) do
      values[i] = is_id[column] and ("substr(%s, 1, 34) || '%02x'"):format(column, n) or column
    end
    assert(db:run(("insert or ignore into %s (%s) select %s from first"):format(name,
      table.concat(columns, ", "), table.concat(values, ", "))) ~= nil)
  end
  assert(db:run "drop table first" ~= nil)
end

local function make(count)
  local client = assert(ashby.new { deadline = 600 })
  local store = assert(ashby.store(PATH, { client = client }))
  assert(store.pull { offers = true, history = true })
  store.close()
  local db = assert(require "ashby.store.file".writer(engine, PATH))
  for _, row in ipairs(TABLES) do copy(db, row, count) end
  engine.tidy(db.database)
  print(("copies=%d"):format(count))
end

local function measure(name)
  local store = assert(ashby.store(PATH, { read_only = true }))
  local cpu = os.clock()
  assert(report.run(name, store, { now = "2026-05-29" }))
  cpu = os.clock() - cpu
  store.close()
  return cpu * 1e3
end

local function run()
  local store = assert(ashby.store(PATH, { read_only = true }))
  for row in store.sql "select count(*) as n from applications" do
    print(("applications=%d"):format(row.n))
  end
  store.close()
  for _, name in ipairs(report.names) do
    if name ~= "saved" then
      measure(name) -- once before, so that the file is in memory
      collectgarbage()
      print(("%s=%.3f"):format(name, measure(name)))
      collectgarbage()
    end
  end
end

if arg[1] == "make" then make(tonumber(arg[2])) else run() end
