--- search: E.search. One grammar on every source: a service that can search gets
-- the query as it is; over anything else the matcher decides.
--
-- SPDX-License-Identifier: MIT

local catalogue = require "ashby.catalogue"
local grammar = require "ashby.search.grammar"
local misuse = require "ashby.misuse"
local ours = require "ashby.params.ours"

local search = {}

local FURTHER = { query = true, limit = true, cursor = true }

-- The given options, checked.
local function check(scope, given)
  given = ours.options(scope.title, given, FURTHER, scope.record)
  grammar.check(scope, given.query)
  local limit, cursor = given.limit, given.cursor
  if limit ~= nil and (type(limit) ~= "number" or limit < 1 or limit ~= math.floor(limit)) then
    misuse.raise("%s: bad argument 'limit': a whole number of 1 or more expected", scope.title)
  end
  if cursor ~= nil and (type(cursor) ~= "string" or cursor == "") then
    misuse.raise("%s: bad argument 'cursor': a string expected", scope.title)
  end
  if limit == math.huge then
    misuse.raise("%s: bad argument 'limit': a finite number expected", scope.title)
  end
  return given
end

--- Runs a search over any source that gives bytes (see scan), as a store is.
function search.over(source, entity, given)
  local title = entity .. ".search"
  given = check({ title = title, record = catalogue.entities[entity].list.record }, given)
  return require "ashby.search.scan".run({ title = title, entity = entity, given = given }, source)
end

local function over_list(context, row, title, given)
  given = check({ title = title, record = row.list.record }, given)
  local source = require "ashby.search.live".source(context, row, given.query)
  local page, err = require "ashby.search.scan".run(
    { title = title, entity = row.name, given = given }, source)
  source.close()
  return page, err
end

--- Runs a search: { records, meta }, or nil, err.
---@param entity string
---@param given table  { query =, limit =, cursor =, fields =, raw =, null = }
function search.run(context, entity, given)
  local row, title = catalogue.entities[entity], entity .. ".search"
  if not (context.service.can_search and row.searched) then
    return over_list(context, row, title, given)
  end
  given = check({ title = title, searched = row.searched, sent = true }, given)
  return require "ashby.search.remote".run(context, { title = title, entity = entity,
    given = given })
end

return search
