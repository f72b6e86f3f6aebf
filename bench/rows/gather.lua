--- gather: all entities at once over a slow line, against the longest chain of
-- pages alone. Each page has the cursor of the next, so nothing can be faster
-- than that.
--
-- SPDX-License-Identifier: MIT

local stats = require "bench.stats"

local gather = {}

gather.rows = {
  { id = "gather", what = "wall time of all entities at 100 ms a request, side by side",
    peer = "longest chain alone", bar = 1.05 },
  { id = "parallel", what = "wall time of `application.list` with `parallel`, 100 ms a request",
    peer = "one chain" },
}

local LONGEST = "applications"

-- Also has the sandbox render what it renders at the first use.
local function check_longest(bench, server)
  local counts = bench.figures(bench.side("together", "all"), server:env())
  for name, count in pairs(counts) do
    assert(name == "wall" or count <= counts["n_" .. LONGEST], name)
  end
  return counts["n_" .. LONGEST]
end

-- Row -> the arguments of its side.
local SIDES = { gather = { "all" }, parallel = { LONGEST, "parallel" } }

function gather.run(bench, rows, results)
  local server = bench.server("--scale " .. bench.size("0.3", "0.1"))
  local records = check_longest(bench, server)
  local delay = bench.size(100, 10)
  server:options(('"delay_ms":%d'):format(delay))
  local rounds = math.min(bench.rounds, 5)
  bench.say("gather: %d records of %s, %d rounds", records, LONGEST, rounds)
  local function side(words)
    return function()
      local figures = bench.figures(bench.side("together", words[1], words[2]), server:env())
      assert(figures["n_" .. LONGEST] == records, "not all records")
      return figures
    end
  end
  local sides = { { "chain", side { LONGEST } } }
  for id in pairs(rows) do sides[#sides + 1] = { id, side(SIDES[id]) } end
  local samples = bench.alternate(rounds, sides)
  for id in pairs(rows) do
    results[id] = {
      ours = ("%.3f s"):format(stats.of(samples[id], "wall")),
      peer = ("%.3f s, %d pages"):format(stats.of(samples.chain, "wall"), math.ceil(records / 100)),
      value = stats.ratio(samples[id], samples.chain, "wall"),
    }
  end
end

return gather
