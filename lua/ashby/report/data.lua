--- data: what a report needs, from a client or from a store, in the same form.
-- A need is one of
--   { list = entity, fields, params }  an array of records
--   { count = paths, … }    how many applications have each combination of values
--   { rows = paths, … }     the applications themselves, flat
--   { history = paths, … }  these, with the steps of each through the stages
--   { offers = true }       the offers
--   { call = function }     what that function of the source gives
-- Needs of applications take by (the time that the period is about), status, job,
-- and always (the period does not count).
--
-- SPDX-License-Identifier: MIT

local kept = require "ashby.report.kept"
local live = require "ashby.report.live"
local period = require "ashby.report.period"

local data = {}

local function is_store(source)
  return rawget(source, "sql") ~= nil
end

local KINDS = { "list", "rows", "count", "history", "offers", "call" }

local function reader_of(source, need)
  local from = is_store(source) and kept or live
  for _, kind in ipairs(KINDS) do
    if need[kind] then return from[kind] end
  end
end

-- When a store was last pulled, for the note.
local function age_of(store)
  local pulls = store.pulls()
  local last = pulls and pulls[#pulls]
  return last and last.ended_at and last.ended_at:sub(1, 16):gsub("T", " ") or nil
end

--- Gets everything that is needed, side by side.
---@param needs table  name -> need
---@return table? pulled  name -> what was pulled
---@return table? err
function data.pull(source, needs, options)
  local functions = {}
  for name, need in pairs(needs) do
    functions[name] = function() return reader_of(source, need)(source, need, options) end
  end
  local pulled, err = source.gather(functions)
  if not pulled then return nil, err end
  if is_store(source) then pulled.as_of = age_of(source) end
  return pulled
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
  return all
end

return data
