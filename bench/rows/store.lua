--- store: what it costs to store applications beyond fetching them, and what a
-- query of the copy costs. The pages are fetched once into a file; both sides
-- store them as they come, ours as a pull does, with the same page size.
--
-- SPDX-License-Identifier: MIT

local process = require "bench.process"
local stats = require "bench.stats"

local store = {}

local PEER = "Python's sqlite3, bytes alone, page by page"

store.rows = {
  { id = "store_columns", what = "CPU to keep applications: bytes and columns", peer = PEER,
    bar = 1.6 },
  { id = "store_arrays", what = "the same with the tables of their arrays", peer = PEER, bar = 3 },
  { id = "store_file", what = "the file over the bytes of its records", peer = "the bytes",
    bar = 1.8 },
  { id = "store_count", what = "count by status and department, `store.sql`",
    peer = "the sqlite3 command on the same file", bar = 1.5 },
  { id = "store_search", what = "a page of 100 by `search` with two operators",
    peer = "a query by hand in Python, json.loads", bar = 1.5 },
}

local function missing(bench)
  if not bench.has_module "ashby.sqlite" then return "ashby.sqlite is not built" end
  if not bench.succeeds "python3 -c 'import sqlite3'" then return "Python is not installed" end
end

local function sides_of(bench, pages)
  local env = { BENCH_PAGES = pages, BENCH_STORE = bench.tmp .. "/store.db" }
  local function ours(how)
    return function() return bench.figures(bench.side("store", how), env) end
  end
  local python = bench.root .. "/bench/sides/with_sqlite.py"
  return {
    { "python", function()
      return bench.figures({ "python3", python }, { BENCH_PAGES = pages,
        BENCH_STORE = bench.tmp .. "/python.db" })
    end },
    { "columns", ours "columns" }, { "arrays", ours "arrays" }, { "count", ours "count" },
    { "command", function()
      return bench.figures({ "python3", python, "count" }, env)
    end },
    { "search", ours "search" },
    { "by hand", function()
      return bench.figures({ "python3", python, "search" }, env)
    end },
  }
end

local function compare(samples, ours, theirs, name, text)
  local function say(list) return text:format(stats.of(list, name)) end
  return { ours = say(samples[ours]), peer = say(samples[theirs]),
    value = stats.ratio(samples[ours], samples[theirs], name) }
end

function store.run(bench, rows, results)
  local why = missing(bench)
  if why then
    for id in pairs(rows) do results[id] = { missing = why } end
    return
  end
  local count = bench.size(20000, 300)
  local server = bench.server(("--applications %d"):format(count))
  local pages = bench.tmp .. "/pages"
  bench.figures(bench.side("store", "fetch", count), server:env { BENCH_PAGES = pages })
  bench.say("store: %d applications, %d rounds", count, bench.rounds)
  local samples = bench.alternate(bench.rounds, sides_of(bench, pages))
  local made = {
    store_columns = compare(samples, "columns", "python", "cpu", "%.2f s"),
    store_arrays = compare(samples, "arrays", "python", "cpu", "%.2f s"),
    store_count = compare(samples, "count", "command", "wall", "%.4f s"),
    store_search = compare(samples, "search", "by hand", "wall", "%.4f s"),
    store_file = { ours = ("%.1f MB"):format(stats.of(samples.arrays, "file") / 1e6),
      peer = ("%.1f MB"):format(stats.of(samples.arrays, "bytes") / 1e6),
      value = stats.of(samples.arrays, "file") / stats.of(samples.arrays, "bytes") },
  }
  for id in pairs(rows) do results[id] = made[id] end
  process.must(("rm -f '%s'*.db* '%s'"):format(bench.tmp .. "/", pages))
end

return store
