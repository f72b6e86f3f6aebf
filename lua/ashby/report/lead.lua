--- lead: what a report says first, in one sentence.
--
-- SPDX-License-Identifier: MIT

local display = require "ashby.text.display"
local line = require "ashby.text.line"

local leads = {}

local ROOM = 48 -- columns for a name: some are as long as a sentence

local function short(name, instead)
  if name == nil or name == "" then return instead end
  return display.cut(line.of(name, line.UNCUT), ROOM)
end

-- The row with the greatest value of a column.
local function greatest(rows, name, from)
  local best
  for i = from or 1, #rows do
    local value = rows[i][name]
    if type(value) == "number" and (not best or value > best[name]) then best = rows[i] end
  end
  return best
end

-- " (and 2 more with as many)" if others have the same value.
local function ties(rows, name, best)
  local count = -1
  for _, row in ipairs(rows) do
    if row[name] == best[name] then count = count + 1 end
  end
  return count > 0 and (" (and %d more with as many)"):format(count) or ""
end

function leads.funnel(rows)
  local worst = greatest(rows, "lost")
  return worst and worst.lost > 0 and ("Most candidates are lost at %s%s: %d of %d went no "
    .. "further."):format(short(worst.stage, "?"), ties(rows, "lost", worst), worst.lost,
    worst.applications)
end

function leads.sources(rows)
  local named = {}
  for _, row in ipairs(rows) do
    if row.source ~= "(no source)" then named[#named + 1] = row end
  end
  local best = greatest(named, "hired")
  return best and best.hired > 0 and ("Most hires with a known source come from %s%s: %d of %d "
    .. "applications."):format(short(best.source, "?"), ties(named, "hired", best), best.hired,
    best.applications)
end

local LONG = 30 -- days

function leads.aging(rows)
  local first, count = rows[1], 0
  for _, row in ipairs(rows) do
    if row.days and row.days > LONG then count = count + 1 end
  end
  if not first or not first.days then return nil end
  return ("%s has waited for %.0f days, for %s in %s; %d of %d wait for more than %d days."):format(
    short(first.candidate, "Somebody"), first.days, short(first.job, "no job"),
    short(first.stage, "no stage"), count, #rows, LONG)
end

function leads.time_in_stage(rows)
  local slow = greatest(rows, "median_days")
  return slow and ("The longest stage is %s: a median of %.1f days over %d stays."):format(
    short(slow.stage, "?"), slow.median_days, slow.stays)
end

function leads.jobs(rows)
  local first = rows[1]
  return first and ("%d open jobs; the most applications are for %s: %d."):format(#rows,
    short(first.job, "?"), first.applications)
end

--- The sentence of a report's rows, or nil.
return function(name, rows)
  return leads[name] and leads[name](rows) or nil
end
