--- memory: the peak of a process that reads many records and keeps none, against
-- one that reads few.
--
-- SPDX-License-Identifier: MIT

local stats = require "bench.stats"

local memory = {}

memory.rows = {
  { id = "memory", what = "peak memory of draining 100,000 records, three `fields`",
    peer = "the same of 1,000", bar = 1.1 },
  { id = "memory_all", what = "peak memory of draining 100,000 records, whole",
    peer = "the same of 1,000", bar = 1.1 },
}

local MODES = { memory = "fields", memory_all = "whole" }

local function peak(list)
  return ("%.1f MB"):format(stats.of(list, "peak_kb") / 1024)
end

function memory.run(bench, rows, results)
  local many, few = bench.size(100000, 1000), bench.size(1000, 200)
  local server = bench.server("--scale " .. bench.size("34", "1"))
  bench.say("memory: rendering %d applications", many)
  server:control("warm", '{"entity":"applications"}')
  local rounds = math.min(bench.rounds, 2)
  for _, row in ipairs(memory.rows) do
    local id = row.id
    local function side(count)
      return function()
        local figures = bench.figures(bench.side("ours", MODES[id], count), server:env())
        assert(figures.records == count, figures.records)
        return figures
      end
    end
    if rows[id] then
      bench.say("%s: %d records, %d rounds", id, many, rounds)
      local samples = bench.alternate(rounds, { { "few", side(few) }, { "many", side(many) } })
      results[id] = { ours = peak(samples.many), peer = peak(samples.few),
        value = stats.ratio(samples.many, samples.few, "peak_kb") }
    end
  end
end

return memory
