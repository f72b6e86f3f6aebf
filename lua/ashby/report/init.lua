--- report: the questions of a hiring team, each one call. A report is a table
-- of facts (name, question, options, what it needs, columns, chart) and a
-- function from what was pulled to rows; drawing it is separate (render).
--
--   local report = require "ashby.report"
--   local found = assert(report.run("sources", ashby, { since = "90d" }))
--   for _, row in ipairs(found.rows) do print(row.source, row.hired) end
--
-- SPDX-License-Identifier: MIT

local data = require "ashby.report.data"
local misuse = require "ashby.misuse"
local period = require "ashby.report.period"

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
  local names = { "now", "max" }
  for _, name in ipairs(facts.options) do names[#names + 1] = name end
  for name in pairs(given) do
    if not COMMON[name] and not misuse.is_one_of(name, facts.options) then
      misuse.raise("unknown option '%s' for report %s%s", tostring(name), facts.name,
        misuse.nearest(tostring(name), names))
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
  local options = {}
  for name, value in pairs(given) do options[name] = value end
  options.now = period.instant(facts, "now", given.now) or os.time()
  options.period = period.new(facts, given, options.now)
  if facts.check then facts.check(options) end
  return options
end

-- ---- order ----

local function is_before(a, b, column, is_descending)
  local x, y = a[column], b[column]
  if x == y then return nil end
  if x == nil or y == nil then return y == nil end -- what is missing comes last
  if type(x) ~= type(y) then return type(x) == "number" end
  if is_descending then return x > y end
  return x < y
end

-- order: column names, "-" before those in descending order.
local function sort(rows, order)
  local keys = {}
  for i, name in ipairs(order) do
    keys[i] = { name = name:gsub("^%-", ""), falls = name:sub(1, 1) == "-" }
  end
  table.sort(rows, function(a, b)
    for _, key in ipairs(keys) do
      local before = is_before(a, b, key.name, key.falls)
      if before ~= nil then return before end
    end
    return false
  end)
end

-- ---- run ----

local function copy(list)
  local result = {}
  for i, value in ipairs(list) do result[i] = value end
  return result
end

-- The rows with only the named columns, at most so many.
local function only(columns, rows, max)
  local result = {}
  for i = 1, math.min(#rows, max or #rows) do
    result[i] = {}
    for _, column in ipairs(columns) do result[i][column.name] = rows[i][column.name] end
  end
  return result
end

--- Runs a report.
---@param name string  one of report.names
---@param source table  a client, the module itself, or a store
---@param given table?  options: since and until (inclusive, UTC: "30d",
-- "2026-05-01", an ISO time or seconds since 1970), now, max, and the report's own
---@return table? result  { name, title, question, note, columns, rows, chart }
---@return table? err
function report.run(name, source, given)
  local facts = report.get(name)
  local options = check(facts, given)
  if facts.before then
    local ok, problem = facts.before(source, options)
    if not ok then return nil, problem end
  end
  local pulled, err = data.pull(source, facts.needs(options), options)
  if not pulled then return nil, err end
  local rows, notes = facts.rows(pulled, options)
  if not rows then return nil, notes end
  sort(rows, facts.order)
  local columns = copy(pulled.columns or facts.columns)
  return {
    name = name, title = options.title or facts.title, question = facts.question,
    note = table.concat(data.notes(facts, pulled, options, notes), " "),
    columns = columns, rows = only(columns, rows, options.max), chart = facts.chart,
  }
end

return report
