--- data: what a report needs, from a client or from a store, in the same form.
-- A need is one of
--
--   { list = entity, fields, params }   an array of records
--   { rows = paths, … }                 applications, flat
--   { count = paths, … }                how many applications have each
--     combination of values; least: only those of so many or more; greatest:
--     paths of which each combination has the greatest value
--   { hires = paths, … }                applications with an accepted offer,
--     and accepted_at
--   { history = paths, whole }          a cohort: see cohort/live; whole: never
--     only the newest applications of it
--   { offers = true }, { call = f }
--
-- Needs of applications also take by (the time by which the period selects),
-- status or statuses, job, and always (of any time).
--
-- SPDX-License-Identifier: MIT

local age = require "ashby.report.age"
local kept = require "ashby.report.kept"
local live = require "ashby.report.live"
local period = require "ashby.report.period"
local sql = require "ashby.store.sql"

local data = {}

local function is_store(source)
  return rawget(source, "sql") ~= nil
end

-- What a store remembers of the pulls of each entity, by its name.
local function passes_of(store)
  local passes, rows = {}, sql.rest((store.sql "select * from passes"))
  for _, row in ipairs(rows or {}) do passes[row.entity] = row end
  return passes
end

--- Fetches all that several requests need, side by side.
---@param requests table[]  { needs, options } each; needs: name -> need
---@return table[] found  for each what was pulled by the names of its needs, or false
---@return table failed  the errors, by the places of the requests
function data.pull(source, requests)
  local passes = is_store(source) and passes_of(source)
  local found, failed = (passes and kept or live).pull(source, requests)
  for i, pulled in ipairs(found) do
    local needs = requests[i].needs
    if pulled then pulled.age = age.of(needs, passes) end
  end
  return found, failed
end

-- What the figures are about.
local function about(facts, options)
  local what, when = facts.about or "Applications", period.text(options.period)
  if not when then return what .. " of any time (UTC)." end
  return ("%s %s (UTC, both ends included)."):format(what, when)
end

local CONFIDENTIAL = "Confidential jobs count only as far as the key may see them."

--- The sentences of a report's note.
function data.notes(facts, pulled, options, notes)
  local all = {}
  local function add(list)
    for _, sentence in ipairs(list or {}) do all[#all + 1] = sentence end
  end
  if pulled.age then
    add { about(facts, options) }
    add(pulled.age)
  end
  add(notes)
  if pulled.cohort then add { pulled.cohort.note } end
  if pulled.age then add { CONFIDENTIAL } end
  return all
end

return data
