--- kept: what a report needs, from a store: counted and picked in SQL.
--
-- SPDX-License-Identifier: MIT

local ascii = require "ashby.text.ascii"
local columns = require "ashby.report.columns"
local cohort = require "ashby.report.cohort.kept"
local errors = require "ashby.errors"
local live = require "ashby.report.live"

local kept = {}

local sql = require "ashby.store.sql"

local unpack = rawget(table, "unpack") or rawget(_G, "unpack")

local function snake(path)
  return ascii.snake((path:gsub("%.", "_")))
end

-- A column in SQL, under the name that the need gives it.
local function named(column, form)
  local text = column.part == "month" and ("substr(%s, 1, 7)"):format(snake(column.path))
    or snake(column.path)
  return ('%s as "%s"'):format(form:format(text), column.name)
end

local function conditions(need, options)
  local parts, values = { "1" }, {}
  local function add(text, ...)
    if ... == nil then return end
    parts[#parts + 1] = text
    for _, value in ipairs { ... } do values[#values + 1] = value end
  end
  local by = snake(need.by or "createdAt")
  if not need.always then
    add(by .. " >= ?", options.period.first)
    add(by .. " <= ?", options.period.last)
  end
  add("status = ?", need.status)
  local statuses = need.statuses or {}
  add("status in (" .. ("?, "):rep(#statuses - 1) .. "?)", unpack(statuses))
  add("job_id = ?", need.job)
  return table.concat(parts, " and "), values
end

-- The rows of a query of our own.
local function query(store, text, values)
  return sql.rest((store.sql(text, unpack(values or {}))))
end

local function add_columns(names, list, form)
  for _, column in ipairs(list) do names[#names + 1] = named(column, form) end
end

function kept.rows(store, need, options)
  local names = {}
  add_columns(names, columns.of(need.rows), "%s")
  local where, values = conditions(need, options)
  return query(store, ("select %s from applications where %s"):format(table.concat(names, ", "),
    where), values)
end

-- The plus keeps SQLite from using an index, which would read the table in
-- random order; sorting the result of one pass over it is quicker.
function kept.count(store, need, options)
  local names, places = {}, {}
  add_columns(names, columns.of(need.count), "+%s")
  for i in ipairs(need.count) do places[i] = tostring(i) end
  add_columns(names, columns.of(need.greatest or {}), "max(%s)")
  local where, values = conditions(need, options)
  values[#values + 1] = need.least or 1
  places = table.concat(places, ", ")
  local order = need.greatest and ("n desc, %d is null, %d, "):format(#names, #names) or ""
  return query(store, ("select %s, count(*) as n from applications where %s group by %s "
    .. "having n >= ? order by %s%s"):format(table.concat(names, ", "), where, places, order,
    places), values)
end

-- ---- what only some stores have ----

local function missing(code, what, option)
  return errors.new { code = code, kind = "invalid",
    message = ("the store has no %s"):format(what), hint = "ashby pull STORE --" .. option }
end

local function has(store, text, ...)
  local rows, err = query(store, text)
  if not rows then return nil, err end
  if #rows == 0 then return nil, missing(...) end
  return true
end

function kept.history(store, need, options)
  local ok, err = has(store, "select 1 as yes from stage_history limit 1", "no_history",
    "history of stages", "history")
  if not ok then return nil, err end
  local found = cohort.new(function(text, given) return query(store, text, given) end,
    conditions(need, options))
  ok, err = found:note_changes()
  if not ok then return nil, err end
  return found
end

local function has_offers(store)
  return has(store, "select 1 as yes from passes where entity = 'offers' and pulled_at is not null",
    "no_offers", "offers", "offers")
end

function kept.offers(store)
  local ok, err = has_offers(store)
  if not ok then return nil, err end
  return query(store, "select application_id, acceptance_status, decided_at, "
    .. "latest_version_created_at as created_at from offers")
end

local HIRES = [[with o as materialized (select application_id, min(decided_at) as accepted_at
  from offers where acceptance_status = 'Accepted' and decided_at is not null group by 1)
select %s, o.accepted_at as accepted_at from o join applications a on a.id = o.application_id
where %s]]

function kept.hires(store, need, options)
  local ok, err = has_offers(store)
  if not ok then return nil, err end
  local names = {}
  add_columns(names, columns.of({ "id" }, need.hires), "a.%s")
  local where, values = conditions(need, options)
  return query(store, HIRES:format(table.concat(names, ", "), where), values)
end

-- ---- everything ----

--- Small lists are read by the store's own calls.
kept.list, kept.call = live.list, live.call

local KINDS = { "list", "rows", "count", "hires", "history", "offers", "call" }

local function pull(store, request)
  local pulled = {}
  for name, need in pairs(request.needs) do
    for _, kind in ipairs(KINDS) do
      if need[kind] then
        local value, err = kept[kind](store, need, request.options)
        if err then return nil, err end
        pulled[name] = value
      end
    end
  end
  return pulled
end

--- The results of several requests { needs, options }: for each a table by the
-- names of its needs, or false; and the errors by the places of the requests.
function kept.pull(store, requests)
  local found, failed = {}, {}
  for i, request in ipairs(requests) do
    local pulled, err = pull(store, request)
    found[i], failed[i] = pulled or false, err
  end
  return found, failed
end

return kept
