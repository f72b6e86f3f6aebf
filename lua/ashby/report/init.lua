--- report: the questions of a hiring team, each one call. A report is a table
-- of facts (name, question, options, what it needs, columns, chart) and a
-- function from what was pulled to rows; drawing it is separate (render).
--
--   local found = assert(ashby.report.sources(ashby, { since = "90d" }))
--   for _, row in ipairs(found.rows) do print(row.source, row.hired) end
--
-- SPDX-License-Identifier: MIT

local data = require "ashby.report.data"
local misuse = require "ashby.misuse"
local names = require "ashby.names"
local order = require "ashby.report.order"
local period = require "ashby.report.period"
local tables = require "ashby.tables"

local report = {}

--- The reports, in the order of the overview.
report.names = { "jobs", "pipeline", "recent", "applied", "sources", "departments", "repeats",
  "archived", "months", "funnel", "time_in_stage", "time_to_hire", "time_to_fill", "offers",
  "aging", "recruiters", "saved" }

--- The facts of a report: name, title, question, options, columns, chart.
---@param name string
function report.get(name)
  if not misuse.is_one_of(name, report.names) then
    misuse.raise("unknown report '%s'%s", tostring(name),
      misuse.nearest(tostring(name), report.names))
  end
  return require("ashby.report." .. name)
end

-- ---- options ----

local COMMON = { now = true, max = true }

local function check_names(facts, given)
  local known = { "now", "max" }
  for _, name in ipairs(facts.options) do known[#known + 1] = name end
  for name in pairs(given) do
    if not COMMON[name] and not misuse.is_one_of(name, facts.options) then
      misuse.raise("unknown option '%s' for report %s%s", tostring(name), facts.name,
        misuse.nearest(tostring(name), known))
    end
  end
end

local function check_max(facts, max)
  if max ~= nil and (type(max) ~= "number" or max < 1 or max ~= math.floor(max)) then
    misuse.raise("report %s: bad argument 'max': a whole number of 1 or more expected", facts.name)
  end
end

local function check(facts, given)
  if given ~= nil and type(given) ~= "table" then
    misuse.raise("report %s: a table of options expected", facts.name)
  end
  given = given or {}
  check_names(facts, given)
  check_max(facts, given.max)
  local options = tables.copy(given)
  options.now = period.instant(facts, "now", given.now) or os.time()
  options.period = period.new(facts, given, options.now)
  if facts.check then facts.check(options) end
  return options
end

-- ---- run ----

-- At most max rows, without values that no column names.
local function only(columns, rows, max)
  local named = {}
  for _, column in ipairs(columns) do named[column.name] = true end
  for i = #rows, 1, -1 do
    if max and i > max then
      rows[i] = nil
    else
      for name in pairs(rows[i]) do
        if not named[name] then rows[i][name] = nil end
      end
    end
  end
  return rows
end

local function prepare(name, source, given)
  local facts = report.get(name)
  if type(source) ~= "table" or not rawget(source, "applications") then
    misuse.raise("report %s: a client or a store expected, got %s", name, misuse.kind(source))
  end
  local options = check(facts, given)
  if facts.before then
    local ok, err = facts.before(source, options)
    if not ok then return nil, err end
  end
  return { facts = facts, options = options, needs = facts.needs(options) }
end

local function result_of(asked, pulled)
  local facts, options = asked.facts, asked.options
  local rows, notes = facts.rows(pulled, options)
  if not rows then return nil, notes end
  local columns = tables.copy(pulled.columns or facts.columns)
  return {
    name = facts.name, title = options.title or facts.title, question = facts.question,
    note = table.concat(data.notes(facts, pulled, options, notes), " "), columns = columns,
    rows = only(columns, order(rows, facts.order), options.max), chart = facts.chart,
  }
end

--- Runs a report.
---@param name string  one of report.names
---@param source table  a client, the module itself, or a store
---@param given table?  options: since and until (inclusive, UTC: "30d",
-- "2026-05-01", an ISO time or seconds since 1970), now, max, and the report's own
---@return table? result  { name, title, question, note, columns, rows, chart }
---@return table? err
function report.run(name, source, given)
  local asked, err = prepare(name, source, given)
  if not asked then return nil, err end
  local found, failed = data.pull(source, { asked })
  if not found[1] then return nil, failed[1] end
  return result_of(asked, found[1])
end

--- Runs several reports, which read what they share once.
---@param list string[]  their names
---@param source table  as for run
---@param given fun(name: string): table?  the options of each
---@return table<string, table> results  by their names
---@return table<string, table> errors  of those that failed, by their names
function report.several(list, source, given)
  local results, errors, requests = {}, {}, {}
  for _, name in ipairs(list) do
    local asked, err = prepare(name, source, given and given(name))
    requests[#requests + 1], errors[name] = asked, err
  end
  local found, failed = data.pull(source, requests)
  for i, asked in ipairs(requests) do
    local name = asked.facts.name
    if found[i] then
      results[name], errors[name] = result_of(asked, found[i])
    else
      errors[name] = failed[i]
    end
  end
  return results, errors
end

-- report.sources(source, options) is report.run("sources", source, options).
for _, name in ipairs(report.names) do
  report[name] = function(source, given) return report.run(name, source, given) end
end

misuse.hang_all(report, "ashby.report", names.report, report)
misuse.hang_all(report, "ashby.report", report.names, report)

return names.seal(report, "ashby.report")
