--- tally: counts by status, percentages and medians, the same in all reports.
--
-- SPDX-License-Identifier: MIT

local tally = {}

-- A percentage of fewer than this means nothing.
local ENOUGH = 10

local BY_STATUS = { Active = "active", Hired = "hired", Archived = "archived", Lead = "leads" }

--- A row that counts applications.
function tally.row(row)
  row.applications = 0
  for _, name in pairs(BY_STATUS) do row[name] = 0 end
  return row
end

--- Adds a group of applications to a row.
function tally.add(row, group)
  row.applications = row.applications + group.n
  local name = BY_STATUS[group.status]
  if name then row[name] = row[name] + group.n end
end

--- Rows by key; make(group) gives a new one.
function tally.by(groups, key, make)
  local rows, found = {}, {}
  for _, group in ipairs(groups) do
    local id = group[key]
    local place = id == nil and tally or id
    if not found[place] then
      local row = make(group, id)
      if row then
        found[place] = tally.row(row)
        rows[#rows + 1] = row
      end
    end
    if found[place] then tally.add(found[place], group) end
  end
  return rows, found
end

--- A part of a whole in percent with one decimal, or nil if the whole is too small
-- for that to mean anything.
function tally.percent(part, whole)
  if whole < ENOUGH then return nil end
  return math.floor(part / whole * 1000 + 0.5) / 10
end

local function round(value)
  return math.floor(value * 10 + 0.5) / 10
end

-- How many values share each whole part, and the whole parts in order.
local function spread_out(values)
  local counts, wholes = {}, {}
  for i = 1, #values do
    local whole = values[i] - values[i] % 1
    local count = counts[whole]
    if not count then wholes[#wholes + 1] = whole end
    counts[whole] = (count or 0) + 1
  end
  table.sort(wholes)
  return counts, wholes
end

-- The value at a place in sorted order: only those that share its whole part are
-- sorted, as there may be hundreds of thousands.
local function ranked(values, rank, counts, wholes)
  local before, i = 0, 1
  while before + counts[wholes[i]] < rank do
    before = before + counts[wholes[i]]
    i = i + 1
  end
  local low, near = wholes[i], {}
  for n = 1, #values do
    local value = values[n]
    if value >= low and value < low + 1 then near[#near + 1] = value end
  end
  table.sort(near)
  return near[rank - before]
end

--- The median of values (of an even number the mean of the two in the middle) and
-- the 90th percentile (by nearest rank), with one decimal.
---@param values number[]
---@return number? median, number? p90
function tally.spread(values)
  local count = #values
  if count == 0 then return nil, nil end
  local counts, wholes = spread_out(values)
  local function at(rank) return ranked(values, rank, counts, wholes) end
  local median = at(math.ceil(count / 2))
  if count % 2 == 0 then median = (median + at(count / 2 + 1)) / 2 end
  return round(median), round(at(math.ceil(0.9 * count)))
end

--- When each application's offer was accepted, by its id.
function tally.accepted(offers)
  local found = {}
  for _, offer in ipairs(offers) do
    local id, at = offer.application_id, offer.decided_at
    if offer.acceptance_status == "Accepted" and at and (not found[id] or at < found[id]) then
      found[id] = at
    end
  end
  return found
end

--- The records of an array by their ids.
function tally.index(records)
  local by_id = {}
  for _, record in ipairs(records) do by_id[record.id] = record end
  return by_id
end

return tally
