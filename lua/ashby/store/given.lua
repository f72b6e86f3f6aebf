--- given: what the calls of a store take besides a client's parameters, and what
-- their records hide.
--
-- SPDX-License-Identifier: MIT

local misuse = require "ashby.misuse"
local tables = require "ashby.tables"

local given = {}

--- Whether the ids of draft postings, which a job has only when they are asked
-- for, are taken out of the records.
function given.hides_drafts(method, checked)
  return method.entity == "jobs" and not checked.own.raw
    and not checked.wire.includeUnpublishedJobPostingsIds
end

--- A call's parameters without include_gone, and that one.
function given.include_gone(title, params)
  if type(params) ~= "table" or params.include_gone == nil then return params, nil end
  if type(params.include_gone) ~= "boolean" then
    misuse.raise("%s: bad argument 'include_gone': true or false expected", title)
  end
  local rest = tables.copy(params)
  rest.include_gone = nil
  return rest, params.include_gone
end

return given
