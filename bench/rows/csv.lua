--- csv: the command's CSV of a live list against jq over the same records in a
-- file. The cost of fetching is subtracted from ours: a process that reads the same
-- list as bytes. jq's reading of its file is its parsing, and is not subtracted.
-- The processes are counted whole, with their start.
--
-- SPDX-License-Identifier: MIT

local process = require "bench.process"
local stats = require "bench.stats"

local csv = {}

local PEER = "`jq`"

csv.rows = {
  { id = "csv", what = "CPU of CSV of three columns by `ashby`, beyond fetching", peer = PEER,
    bar = 0.25 },
  { id = "csv_all", what = "the same with all columns", peer = PEER, bar = 0.25 },
}

-- Per row: how many records, and further options of the command.
local ASKED = {
  csv = { usual = 100000, words = { "--fields", "id,status,source.title" } },
  csv_all = { usual = 20000, words = {} },
}

-- A filter of jq that writes the columns of a header line.
local function filter(header)
  local cells = {}
  for path in header:gmatch "[^,\r\n]+" do
    cells[#cells + 1] = ('(.%s | if type == "array" or type == "object" then tojson else . end)')
      :format(path)
  end
  return ("[%s] | @csv"):format(table.concat(cells, ", "))
end

local function joined(lists)
  local all = {}
  for _, list in ipairs(lists) do
    for _, word in ipairs(list) do all[#all + 1] = word end
  end
  return all
end

-- Writes the records to a file: the CPU of the command, of reading the list, and of jq.
local function measure(bench, server, asked)
  local lua, records = process.must("command -v " .. bench.lua), bench.tmp .. "/records.jsonl"
  local list = { lua, bench.root .. "/bin/ashby", "applications", "list" }
  local export = joined { list, { "-o", "csv" }, asked.words }
  local from = { "env", "ASHBY_BASE_URL=" .. server.url, "ASHBY_API_KEY=" .. server.key }
  process.must(process.join(joined { from, list, { "--to", records } }))
  local header = process.must(process.join(joined { from, export, { "--max", "1", "--quiet" } }))
  local words = joined {
    { bench.compile "times", 1, "--" }, export,
    { "--", lua, bench.root .. "/bench/sides/ours.lua", "raw", 1e7, "--" },
    { process.must "command -v jq", "-r", filter(header:match "^[^\r\n]+"), records },
  }
  return bench.alternate(math.min(bench.rounds, 3), {
    { "all", function() return bench.figures(words, server:env()) end },
  }).all
end

local function result(samples)
  local beyond, ratios = {}, {}
  for i, figures in ipairs(samples) do
    beyond[i] = figures.cpu_1 - figures.cpu_2
    ratios[i] = beyond[i] / figures.cpu_3
  end
  return { ours = ("%.2f s"):format(stats.median(beyond)),
    peer = ("%.2f s"):format(stats.of(samples, "cpu_3")), value = stats.median(ratios) }
end

function csv.run(bench, rows, results)
  for id in pairs(rows) do
    if not bench.succeeds "jq --version" then
      results[id] = { missing = "jq is not installed" }
    else
      local count = bench.size(ASKED[id].usual, 300)
      local server = bench.server(("--applications %d"):format(count))
      server:control("warm", '{"entity":"applications"}')
      bench.say("%s: %d applications", id, count)
      results[id] = result(measure(bench, server, ASKED[id]))
      bench.stop_servers()
    end
  end
end

return csv
