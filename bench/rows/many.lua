--- many: records by their ids, side by side, against one after the other.
--
-- SPDX-License-Identifier: MIT

local stats = require "bench.stats"

local many = {}

many.rows = {
  { id = "get_many", what = "wall time of `get_many`, 200 ids at 20 ms, 8 in flight",
    peer = "one after the other" },
}

function many.run(bench, _, results)
  local count, delay_ms = bench.size(200, 10), bench.size(20, 5)
  local server = bench.server()
  server:options(('"delay_ms":%d'):format(delay_ms))
  local function side(how)
    return function()
      local figures = bench.figures(bench.side("many", count, how), server:env())
      assert(figures.records == count, figures.records)
      return figures
    end
  end
  local rounds = math.min(bench.rounds, 3)
  bench.say("get_many: %d ids, %d rounds", count, rounds)
  local samples = bench.alternate(rounds, {
    { "together", side "together" }, { "apart", side "apart" },
  })
  local function wall(list) return ("%.3f s"):format(stats.of(list, "wall")) end
  results.get_many = { ours = wall(samples.together), peer = wall(samples.apart),
    value = stats.ratio(samples.together, samples.apart, "wall") }
end

return many
