--- commands: an export by this module against one by curl on the command line,
-- a process for each page. The time of the processes is counted whole, start
-- included, on both sides.
--
-- SPDX-License-Identifier: MIT

local process = require "bench.process"
local stats = require "bench.stats"

local commands = {}

commands.rows = {
  { id = "curl", what = "CPU of a `raw` drain, start of the process included",
    peer = "curl, a process a page" },
}

function commands.run(bench, _, results)
  local pages = bench.size(50, 3)
  local server = bench.server("--applications 5000")
  server:control("warm", '{"entity":"applications"}')
  local times = bench.compile "times"
  local lua = process.must("command -v " .. bench.lua)
  local rounds = math.min(bench.rounds, 3)
  bench.say("curl: %d pages, %d rounds", pages, rounds)
  local samples = bench.alternate(rounds, {
    { "both", function()
      return bench.figures({ times, 1,
        "--", lua, bench.root .. "/bench/sides/ours.lua", "raw", pages * 100,
        "--", "/bin/sh", bench.root .. "/bench/sides/with_curl.sh", pages, bench.tmp },
        server:env())
    end },
  })
  local ours, theirs = stats.of(samples.both, "cpu_1"), stats.of(samples.both, "cpu_2")
  local function per_page(cpu) return ("%.3f ms a page"):format(cpu / pages * 1e3) end
  results.curl = { ours = per_page(ours), peer = per_page(theirs), value = ours / theirs }
end

return commands
