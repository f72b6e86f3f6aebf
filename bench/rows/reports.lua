--- reports: what a report over a large store takes, each in a store that was just
-- opened: CPU, which is its time, as the file is in memory. 5,000 applications are
-- pulled with their histories, and copied with other ids until there are 100,000.
--
-- SPDX-License-Identifier: MIT

local process = require "bench.process"
local stats = require "bench.stats"

local reports = {}

reports.rows = {
  { id = "reports", what = "CPU of the slowest report over a store of 100,000 applications",
    bar = 300, unit = "ms" },
  { id = "stages", what = "the same of funnel and time in stage", bar = 1000,
    unit = "ms" },
}

local OF_STAGES = { funnel = true, time_in_stage = true }

-- The slowest of those that are of stages, or are not: its name and its time.
local function slowest(samples, of_stages)
  local worst, most
  for name in pairs(samples[1]) do
    if name ~= "applications" and (OF_STAGES[name] or false) == of_stages then
      local ms = stats.of(samples, name)
      if not most or ms > most then worst, most = name, ms end
    end
  end
  return { ours = ("%s: %.0f ms"):format(worst, most), peer = "", value = most }
end

local function say(bench, samples)
  local parts = {}
  for name in pairs(samples[1]) do
    if name ~= "applications" then
      parts[#parts + 1] = ("%s %.0f"):format(name, stats.of(samples, name))
    end
  end
  table.sort(parts)
  bench.say("reports, ms: %s", table.concat(parts, ", "))
end

function reports.run(bench, rows, results)
  if not bench.has_module "ashby.sqlite" then
    for id in pairs(rows) do results[id] = { missing = "ashby.sqlite is not built" } end
    return
  end
  local env = { BENCH_STORE = bench.tmp .. "/reports.db" }
  local server = bench.server(("--applications %d"):format(bench.size(5000, 200)))
  bench.figures(bench.side("reports", "make", bench.size(20, 2)), server:env(env))
  bench.stop_servers()
  local samples = bench.alternate(math.min(bench.rounds, 3), {
    { "ours", function() return bench.figures(bench.side("reports", "run"), env) end } }).ours
  bench.say("reports: %d applications", samples[1].applications)
  say(bench, samples)
  local made = { reports = slowest(samples, false), stages = slowest(samples, true) }
  for id in pairs(rows) do results[id] = made[id] end
  process.must(("rm -f '%s'*"):format(env.BENCH_STORE))
end

return reports
