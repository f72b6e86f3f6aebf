--- prefetch: work on each page while the next one is requested. What cannot be
-- hidden is the work on the last page; without prefetch every page costs both.
--
-- SPDX-License-Identifier: MIT

local stats = require "bench.stats"

local prefetch = {}

prefetch.rows = {
  { id = "prefetch", what = "50 ms of work per page at 100 ms a request", peer = "pages x 100 ms",
    bar = 1.08 },
  { id = "no_prefetch", what = "the same with `prefetch = false`", peer = "pages x 100 ms" },
}

local SWITCH = { prefetch = "on", no_prefetch = "off" }

function prefetch.run(bench, rows, results)
  local pages, delay_ms = bench.size(20, 2), bench.size(100, 10)
  local server = bench.server("--applications 2100")
  server:control("warm", '{"entity":"applications"}')
  server:options(('"delay_ms":%d'):format(delay_ms))
  local sides = {}
  for id, switch in pairs(SWITCH) do
    sides[#sides + 1] = rows[id] and { id, function()
      return bench.figures(bench.side("work", pages, delay_ms / 2000, switch), server:env())
    end }
  end
  local rounds = math.min(bench.rounds, 3)
  bench.say("prefetch: %d pages, %d rounds", pages, rounds)
  local samples = bench.alternate(rounds, sides)
  local ideal = pages * delay_ms / 1000
  for id in pairs(rows) do
    local wall = stats.of(samples[id], "wall")
    results[id] = { ours = ("%.3f s"):format(wall),
      peer = ("%.3f s, %d pages"):format(ideal, pages), value = wall / ideal }
  end
end

return prefetch
