--- kept: what a report needs, from a store: counted and picked in SQL.
--
-- SPDX-License-Identifier: MIT

local columns = require "ashby.report.columns"
local errors = require "ashby.errors"
local live = require "ashby.report.live"

local kept = {}

local unpack = rawget(table, "unpack") or rawget(_G, "unpack")

local function snake(path)
  return (path:gsub("%.", "_"):gsub("%u", function(letter) return "_" .. letter:lower() end))
end

local function expression(column)
  return column.part == "month" and ("substr(%s, 1, 7)"):format(snake(column.path))
    or snake(column.path)
end

local function conditions(need, options)
  local parts, values = { "1" }, {}
  local function add(text, value)
    if value == nil then return end
    parts[#parts + 1] = text
    values[#values + 1] = value
  end
  local by = snake(need.by or "createdAt")
  if not need.always then
    add(by .. " >= ?", options.period.first)
    add(by .. " <= ?", options.period.last)
  end
  add("status = ?", need.status)
  add("job_id = ?", need.job)
  return table.concat(parts, " and "), values
end

local function select_rows(store, list, need, options, tail)
  local named = {}
  for i, column in ipairs(list) do named[i] = ("%s as c%d"):format(expression(column), i) end
  local where, values = conditions(need, options)
  local it, err = store.sql(("select %s%s from applications where %s%s"):format(
    table.concat(named, ", "), tail.more, where, tail.group), unpack(values))
  if not it then return nil, err end
  local rows = {}
  while true do
    local found, problem = it:next()
    if problem then return nil, problem end
    if not found then return rows end
    local row = { n = found.n }
    for i, column in ipairs(list) do row[column.name] = found["c" .. i] end
    rows[#rows + 1] = row
  end
end

function kept.rows(store, need, options)
  return select_rows(store, columns.of(need.rows), need, options, { more = "", group = "" })
end

function kept.count(store, need, options)
  local list, places = columns.of(need.count), {}
  for i in ipairs(list) do places[i] = tostring(i) end
  return select_rows(store, list, need, options,
    { more = ", count(*) as n", group = " group by " .. table.concat(places, ", ") })
end

-- The rows of a query of our own.
local function query(store, text)
  local it, rows = store.sql(text), {}
  while true do
    local row, err = it:next()
    if err then return nil, err end
    if not row then return rows end
    rows[#rows + 1] = row
  end
end

local function missing(code, what, option)
  return errors.new { code = code, kind = "invalid",
    message = ("the store has no %s"):format(what), hint = "ashby pull STORE --" .. option }
end

function kept.history(store, need, options)
  local steps = {}
  local rows, err = query(store, "select application_id, stage_id, title, stage_number, "
    .. "entered_stage_at, left_stage_at from stage_history")
  if not rows then return nil, err end
  if #rows == 0 then return nil, missing("no_history", "history of stages", "history") end
  local applications, failed = kept.rows(store, { rows = need.history, job = need.job,
    status = need.status }, options)
  if not applications then return nil, failed end
  for _, application in ipairs(applications) do steps[application.id] = {} end
  for _, row in ipairs(rows) do
    local list = steps[row.application_id]
    if list then list[#list + 1] = row end
  end
  return { applications = applications, steps = steps }
end

function kept.offers(store)
  local pulled, err = query(store, "select 1 as yes from passes where entity = 'offers'")
  if not pulled then return nil, err end
  if #pulled == 0 then return nil, missing("no_offers", "offers", "offers") end
  return query(store, "select application_id, acceptance_status, decided_at, "
    .. "latest_version_created_at as created_at from offers")
end

--- Small lists are read by the store's own calls.
kept.list, kept.call = live.list, live.call

return kept
