--- store: keeps pages of applications from a file, and queries the copy.
-- store.lua fetch COUNT | columns | arrays | count | search.
--
-- SPDX-License-Identifier: MIT

local core = require "ashby.core"
local engine = require "ashby.store.engine.sqlite"
local shell = require "tools.shell"

-- As many pages in a transaction as a pull keeps.
local TOGETHER = require "ashby.store.pass".TOGETHER

local PAGES, PATH = os.getenv "BENCH_PAGES", os.getenv "BENCH_STORE"
local QUERY = "select status, job_department_id, count(*) from applications group by 1, 2"
local SEARCH = { filter = { eq = { status = "Active" }, like = { ["job.title"] = "%engineer%" } } }
local ROUNDS = 5

-- Each page is a line: an array of records.
local function fetch(count)
  local lines, page = {}, {}
  local client = assert(require "ashby".new {})
  for record in client.applications.each { raw = true, max = count } do
    page[#page + 1] = record
    if #page == 100 then lines[#lines + 1], page = "[" .. table.concat(page, ",") .. "]", {} end
  end
  shell.write(PAGES, table.concat(lines, "\n") .. "\n")
  print(("records=%d"):format(#lines * 100))
end

local function documents()
  local list, bytes = {}, 0
  for line in io.lines(PAGES) do
    list[#list + 1] = assert(core.document(line, { null = 0 }))
    bytes = bytes + #line
    list[#list]:open()
  end
  return list, bytes
end

local function keep(with_arrays)
  for _, ending in ipairs { "", "-wal", "-shm" } do os.remove(PATH .. ending) end
  local db = assert(require "ashby.store.file".writer(engine, PATH))
  local keeper = require "ashby.store.keeper"
  local keeps = assert(keeper.new(db, "applications"))
  if not with_arrays then keeps.arrays = {} end
  local list, bytes = documents()
  local cpu, counts = os.clock(), keeper.counts()
  for first = 1, #list, TOGETHER do
    assert(db:transaction(function()
      for i = first, math.min(first + TOGETHER - 1, #list) do
        assert(keeps:page(list[i], "2026-01-01T00:00:00.000Z", counts))
      end
      return true
    end))
  end
  assert(db:run_all(require "ashby.store.schema".indexes "applications"))
  assert(engine.tidy(db.database) ~= nil)
  cpu = os.clock() - cpu
  print(("cpu=%.6f\nrecords=%d\nfile=%d\nbytes=%d"):format(cpu, counts.records,
    #shell.read(PATH), bytes))
end

-- The seconds that ask(store) takes, and how many rows or records it gives.
local function time(ask)
  local store = assert(require "ashby".store(PATH, { read_only = true }))
  local rows, wall = 0, core.clock()
  for _ = 1, ROUNDS do rows = rows + ask(store) end
  print(("wall=%.6f\nrows=%d"):format((core.clock() - wall) / ROUNDS, rows / ROUNDS))
  store.close()
end

local function count(store)
  local rows = 0
  for _ in store.sql(QUERY) do rows = rows + 1 end
  return rows
end

local function search(store)
  return #assert(store.applications.search { query = SEARCH, limit = 100 }).records
end

local how = arg[1]
if how == "fetch" then
  fetch(tonumber(arg[2]))
elseif how == "count" then
  time(count)
elseif how == "search" then
  time(search)
else
  keep(how == "arrays")
end
