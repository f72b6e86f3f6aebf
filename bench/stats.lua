--- stats: the figures from the samples of alternating rounds. Pure functions.
--
-- SPDX-License-Identifier: MIT

local stats = {}

--- The median of a list of numbers; of an even count, the mean of the two in the middle.
function stats.median(list)
  local sorted = {}
  for i, value in ipairs(list) do sorted[i] = value end
  table.sort(sorted)
  local n = #sorted
  if n % 2 == 1 then return sorted[(n + 1) / 2] end
  return (sorted[n / 2] + sorted[n / 2 + 1]) / 2
end

local function column(samples, name)
  local list = {}
  for i, figures in ipairs(samples) do list[i] = assert(figures[name], name) end
  return list
end

--- The median of one figure over the rounds of a side.
function stats.of(samples, name)
  return stats.median(column(samples, name))
end

--- The median over the rounds of ours / theirs, each of the same round: other
-- programs on the machine affect both sides of a round in the same way.
function stats.ratio(ours, theirs, name)
  local list = {}
  for i, figures in ipairs(ours) do list[i] = figures[name] / theirs[i][name] end
  return stats.median(list)
end

--- The median over the rounds of ours - theirs.
function stats.difference(ours, theirs, name)
  local list = {}
  for i, figures in ipairs(ours) do list[i] = figures[name] - theirs[i][name] end
  return stats.median(list)
end

return stats
