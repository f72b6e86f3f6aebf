--- main: reads the command line, runs the groups of rows one after the other
-- and reports. bench/run starts it and cleans up after it.
--
-- SPDX-License-Identifier: MIT

local context = require "bench.context"
local report = require "bench.report"

-- Each module: { rows = { { id =, what =, bar = or nil } }, run = function }.
local GROUPS = {}
for i, name in ipairs { "drain", "gather", "prefetch", "memory", "nginx", "frame", "load",
  "commands", "csv", "many", "store", "reports" } do
  GROUPS[i] = require("bench.rows." .. name)
end

local FLAGS = { ["--quick"] = "quick", ["--tiny"] = "tiny", ["--strict"] = "strict",
  ["--list"] = "list" }

local function fail(...)
  io.stderr:write("bench/run: ", string.format(...), "\n")
  os.exit(2)
end

local function known_rows()
  local known, order = {}, {}
  for _, group in ipairs(GROUPS) do
    for _, row in ipairs(group.rows) do
      known[row.id] = row
      order[#order + 1] = row
    end
  end
  return known, order
end

local function read_arguments(known)
  local options, wanted, named = {}, {}, false
  local i = 1
  while arg[i] do
    local word = arg[i]
    if FLAGS[word] then
      options[FLAGS[word]] = true
    elseif word == "--out" then
      i = i + 1
      options.out = arg[i] or fail("--out needs a file")
    elseif known[word] then
      wanted[word], named = true, true
    else
      fail("no row '%s'; bench/run --list names them", word)
    end
    i = i + 1
  end
  if named then return options, wanted, false end
  for id in pairs(known) do wanted[id] = true end
  return options, wanted, true
end

-- The wanted rows of a group, by id, or nil where none is wanted.
local function select(group, wanted)
  local rows = nil
  for _, row in ipairs(group.rows) do
    if wanted[row.id] then
      rows = rows or {}
      rows[row.id] = row
    end
  end
  return rows
end

-- When a group fails its rows are failed; the others still run.
local function run_group(bench, group, rows, results)
  local ok, problem = xpcall(function() group.run(bench, rows, results) end, debug.traceback)
  bench.stop_servers()
  if ok then return true end
  io.stderr:write(problem, "\n")
  for id in pairs(rows) do results[id] = results[id] or { failed = true } end
  return false
end

local function list(order)
  for _, row in ipairs(order) do print(("%-10s %s"):format(row.id, row.what)) end
end

local function over(order, results)
  for _, row in ipairs(order) do
    if results[row.id] and report.verdict(row, results[row.id]) == "over" then return true end
  end
  return false
end

local known, order = known_rows()
local options, wanted, all = read_arguments(known)
if options.list then
  list(order)
  os.exit(0)
end

local bench = context.new(options)
local results, sound = {}, true
local begun = os.time()
for _, group in ipairs(GROUPS) do
  local rows = select(group, wanted)
  if rows then sound = run_group(bench, group, rows, results) and sound end
end

local facts = report.facts(bench, options, os.time() - begun)
report.print(order, results, facts)
local out = options.out or all and not options.tiny and bench.root .. "/bench/RESULTS.md"
if out then
  report.write(out, order, results, facts)
  print("\nwritten: " .. out)
end
if not sound then os.exit(1) end
if options.strict and over(order, results) then os.exit(1) end
