--- search: E.search, the hosted service's search over its own copy of the
-- data. Checks the query before it is sent.
--
-- SPDX-License-Identifier: MIT

local answer = require "ashby.lists.answer"
local call = require "ashby.exchange.call"
local catalogue = require "ashby.catalogue"
local misuse = require "ashby.misuse"
local params = require "ashby.params"
local request = require "ashby.exchange.request"

local search = {}

--- Operators on a field, and combinators of filters.
search.OPERATORS = { "eq", "neq", "gt", "gte", "lt", "lte", "in", "like", "fuzzy", "keyword",
  "contains", "any" }
search.COMBINATORS = { "and", "or", "not" }

local TEXTUAL = { like = true, fuzzy = true, keyword = true }

local WORDS = {}
for _, list in ipairs { search.OPERATORS, search.COMBINATORS } do
  for _, word in ipairs(list) do WORDS[#WORDS + 1] = word end
end

-- The elements that any looks into have fields of their own: entity is nil.
local function check_field(title, entity, name)
  if not entity and type(name) == "string" then return end
  -- "archiveReason.text" names a part of a searchable field.
  local first = type(name) == "string" and name:match("^[^.]+") or name
  local searched = catalogue.entities[entity].searched
  if misuse.is_one_of(first, searched) then return end
  misuse.raise("%s: '%s' cannot be searched%s", title, tostring(name),
    misuse.nearest(tostring(name), searched))
end

local check_filter

local function check_list(title, entity, word, list)
  if type(list) ~= "table" or #list == 0 then
    misuse.raise("%s: '%s' needs an array of filters", title, word)
  end
  for _, filter in ipairs(list) do check_filter(title, entity, filter) end
end

-- { field = value }; any has a filter of its own about the elements.
local function check_operands(title, entity, word, operands)
  if type(operands) ~= "table" or next(operands) == nil then
    misuse.raise("%s: '%s' needs a table such as { %s = ... }", title, word,
      entity and catalogue.entities[entity].searched[2] or "name")
  end
  for name, value in pairs(operands) do
    check_field(title, entity, name)
    if word == "in" and (type(value) ~= "table" or #value == 0) then
      misuse.raise("%s: 'in' needs an array of values for '%s'", title, name)
    elseif word == "any" then
      check_filter(title, nil, value)
    elseif TEXTUAL[word] and type(value) ~= "string" then
      misuse.raise("%s: '%s' needs a string for '%s'", title, word, name)
    end
  end
end

check_filter = function(title, entity, filter)
  if type(filter) ~= "table" or next(filter) == nil then
    misuse.raise("%s: a filter such as { eq = { id = ... } } expected", title)
  end
  for word, operands in pairs(filter) do
    if word == "and" or word == "or" then
      check_list(title, entity, word, operands)
    elseif word == "not" then
      check_filter(title, entity, operands)
    elseif misuse.is_one_of(word, search.OPERATORS) then
      check_operands(title, entity, word, operands)
    else
      misuse.raise("%s: unknown operator '%s'%s", title, tostring(word),
        misuse.nearest(tostring(word), WORDS))
    end
  end
end

local function check_sort(title, entity, sort)
  if type(sort) ~= "table" or #sort == 0 then
    misuse.raise("%s: sort needs an array such as { { id = 'asc' } }", title)
  end
  for _, entry in ipairs(sort) do
    if type(entry) ~= "table" then misuse.raise("%s: sort needs tables", title) end
    if next(entry) == nil or next(entry, (next(entry))) ~= nil then
      misuse.raise("%s: sort: one field in each table: which comes first?", title)
    end
    for name, way in pairs(entry) do
      check_field(title, entity, name)
      if way ~= "asc" and way ~= "desc" then
        misuse.raise("%s: sort '%s': 'asc' or 'desc' expected", title, name)
      end
    end
  end
end

local function check_query(title, entity, query)
  if type(query) ~= "table" then
    misuse.raise("%s: query = { filter = ..., sort = ... } expected", title)
  end
  for name in pairs(query) do
    if name ~= "filter" and name ~= "sort" then
      misuse.raise("%s: unknown member '%s' of query%s", title, tostring(name),
        misuse.nearest(tostring(name), { "filter", "sort" }))
    end
  end
  if query.filter ~= nil then check_filter(title, entity, query.filter) end
  if query.sort ~= nil then check_sort(title, entity, query.sort) end
end

local FURTHER = { query = true, limit = true, cursor = true }

local function check(title, entity, given)
  given = params.check_options(title, given, FURTHER)
  check_query(title, entity, given.query)
  local limit, cursor = given.limit, given.cursor
  if limit ~= nil and (type(limit) ~= "number" or limit < 1 or limit ~= math.floor(limit)) then
    misuse.raise("%s: bad argument 'limit': a whole number of 1 or more expected", title)
  end
  if cursor ~= nil and (type(cursor) ~= "string" or cursor == "") then
    misuse.raise("%s: bad argument 'cursor': a string expected", title)
  end
  return given
end

-- "a.b" -> { "a", "b" }, as the service wants its fields.
local function split_paths(fields)
  local paths = {}
  for i, path in ipairs(fields) do
    paths[i] = {}
    for name in path:gmatch("[^.]+") do paths[i][#paths[i] + 1] = name end
  end
  return paths
end

--- Runs a search: { records, meta }, or nil, err.
---@param entity string
---@param given table  { query =, limit =, cursor =, fields =, raw =, null = }
function search.run(context, entity, given)
  local title = entity .. ".search"
  if not context.service.can_search then
    misuse.raise("%s: only the hosted service can search; ashby.call has candidate.search and "
      .. "the like", title)
  end
  given = check(title, entity, given)
  local method = { name = entity .. ".context_store_search", title = title, action = "search" }
  local got, err = call.once(context, request.operation(context, method, {
    entity = entity, action = "context_store_search",
    params = { query = given.query, limit = given.limit, cursor = given.cursor,
      fields = given.fields and split_paths(given.fields) },
  }, given))
  if not got then return nil, err end
  local page = answer.page(got)
  page.meta.took_ms = got.took_ms
  return page
end

return search
