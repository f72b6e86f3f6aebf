--- frame: the longest time that a game is held up by one frame's tick and one
-- record.
--
-- SPDX-License-Identifier: MIT

local stats = require "bench.stats"

local frame = {}

frame.rows = {
  { id = "frame", what = "frame host: longest stop of `tick` plus one record, page of 100",
    peer = "median stop", bar = 2, unit = "ms" },
}

local FRAME_SECONDS = 0.002

function frame.run(bench, _, results)
  local server = bench.server("--applications 3000")
  server:control("warm", '{"entity":"applications"}')
  local records = bench.size(1000, 200)
  local rounds = math.min(bench.rounds, 5)
  bench.say("frame: %d records, %d rounds", records, rounds)
  local samples = bench.alternate(rounds, {
    { "frame", function()
      local figures = bench.figures(bench.side("frame", records, FRAME_SECONDS), server:env())
      assert(figures.records == records, figures.records)
      return figures
    end },
  })
  local longest = stats.of(samples.frame, "max_ms")
  results.frame = {
    ours = ("%.2f ms, p99 %.2f"):format(longest, stats.of(samples.frame, "p99_ms")),
    peer = ("%.3f ms"):format(stats.of(samples.frame, "p50_ms")), value = longest,
  }
end

return frame
