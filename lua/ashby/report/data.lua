--- data: what a report needs, from a client or from a store, in the same form.
-- A need is one of
--
--   { list = entity, fields, params }   an array of records
--   { rows = paths, … }                 applications, flat
--   { count = paths, … }                how many applications have each
--     combination of values, from least on, with the greatest value of others
--   { hires = paths, … }                applications with an accepted offer,
--     and accepted_at
--   { waiting = paths, … }              applications, with waiting_since, and
--     is_entered where that is when they entered their stage
--   { history = paths, … }              a cohort: see cohort/live
--   { offers = true }, { call = f }
--
-- Those of applications take by (the time that the period is about), status or
-- statuses, job, and always (the period does not count).
--
-- SPDX-License-Identifier: MIT

local kept = require "ashby.report.kept"
local live = require "ashby.report.live"
local period = require "ashby.report.period"

local data = {}

local function is_store(source)
  return rawget(source, "sql") ~= nil
end

-- When a store was last pulled, for the note.
local function age_of(store)
  local pulls = store.pulls()
  local last = pulls and pulls[#pulls]
  return last and last.ended_at and last.ended_at:sub(1, 16):gsub("T", " ") or nil
end

--- Gets all that several requests need, side by side.
---@param requests table[]  { needs, options } each; needs: name -> need
---@return table[] found  for each what was pulled by the names of its needs, or false
---@return table failed  what went wrong, by the places of the requests
function data.pull(source, requests)
  if not is_store(source) then return live.pull(source, requests) end
  local found, failed = kept.pull(source, requests)
  local as_of = age_of(source)
  for _, pulled in ipairs(found) do
    if pulled then pulled.as_of = as_of end
  end
  return found, failed
end

--- The sentences of a report's note.
function data.notes(facts, pulled, options, notes)
  local all = {}
  local about = period.text(options.period)
  if about then
    all[1] = ("%s %s (UTC, both ends included)."):format(facts.about or "Applications", about)
  end
  if pulled.as_of then all[#all + 1] = ("Data of %s UTC."):format(pulled.as_of) end
  for _, note in ipairs(notes or {}) do all[#all + 1] = note end
  if pulled.cohort then all[#all + 1] = pulled.cohort.note end
  return all
end

return data
