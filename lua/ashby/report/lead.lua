--- lead: what a report says first, in one sentence.
--
-- SPDX-License-Identifier: MIT

local display = require "ashby.display"
local line = require "ashby.line"

local leads = {}

local ROOM = 48 -- columns for a name: some are as long as a letter

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

function leads.funnel(rows)
  local worst = greatest(rows, "lost")
  return worst and worst.lost > 0 and ("Most candidates are lost at %s: %d of %d went no further.")
    :format(short(worst.stage, "?"), worst.lost, worst.applications)
end

function leads.sources(rows)
  local best
  for _, row in ipairs(rows) do
    local is_named = row.source ~= "(no source)"
    if is_named and (not best or row.hired > best.hired) then best = row end
  end
  return best and best.hired > 0 and ("Most hires with a known source come from %s: %d of %d "
    .. "applications."):format(short(best.source, "?"), best.hired, best.applications)
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
