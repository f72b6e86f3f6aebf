--- grammar: what a query may be, the same for every source. Everything wrong is
-- raised here, before anything is sent or read.
--
-- SPDX-License-Identifier: MIT

local catalogue = require "ashby.catalogue"
local misuse = require "ashby.misuse"
local null = require "cjson".null

local grammar = {}

--- Operators on a field, and combinators of filters.
grammar.OPERATORS = { "eq", "neq", "gt", "gte", "lt", "lte", "in", "like", "fuzzy", "keyword",
  "contains", "any" }
grammar.COMBINATORS = { "and", "or", "not" }

local TEXTUAL = { like = true, fuzzy = true, keyword = true }

-- How deep filters may be nested; deeper is a table that contains itself.
local DEEPEST = 100

local WORDS = {}
for _, list in ipairs { grammar.OPERATORS, grammar.COMBINATORS } do
  for _, word in ipairs(list) do WORDS[#WORDS + 1] = word end
end

-- A scope is what a query is checked against: { title = the call, record = a
-- type of the catalogue, searched = names, sent = true }; see grammar.check.

local function refuse(scope, problem, ...)
  misuse.raise("%s: " .. problem, scope.title, ...)
end

-- ---- fields ----

local function unknown(scope, name, right)
  refuse(scope, "'%s' cannot be searched%s", tostring(name),
    misuse.nearest(tostring(name), right))
end

-- A type whose members the catalogue does not list.
local function is_open(type)
  return type == "object" or type:find "^map%(" or type:find "^oneof%("
end

-- The field at a path of a record type, or nil where the catalogue does not know.
local function check_path(scope, record, path)
  local field
  for name in path:gmatch "[^.]+" do
    if field and field.list then
      refuse(scope, "'%s' is an array: any = { %s = { ... } } looks into its elements",
        field.name, field.name)
    end
    if field and is_open(field.type) then return nil end
    if field then record = field.type end
    local known = catalogue.records[record] ~= nil
    field = catalogue.field(record, name)
    if not field then unknown(scope, name, known and catalogue.field_names(record) or {}) end
  end
  return field
end

local function check_field(scope, path)
  if type(path) ~= "string" or path == "" or ("." .. path .. "."):find("..", 1, true) then
    unknown(scope, path, {})
  end
  if scope.searched then
    local first = path:match "^[^.]+"
    if not misuse.is_one_of(first, scope.searched) then unknown(scope, first, scope.searched) end
  end
  return scope.record and check_path(scope, scope.record, path)
end

-- ---- values ----

local function check_scalar(scope, word, name, value)
  local kind = type(value)
  local ok = kind == "string" or kind == "boolean" or value == null
    or kind == "number" and value == value and value ~= math.huge and value ~= -math.huge
  if not ok then
    refuse(scope, "'%s' needs a string, a finite number, a boolean or ashby.null for '%s', "
      .. "got %s", word, name, kind == "number" and tostring(value) or "a " .. kind)
  end
end

-- How many elements, or nil for what is not an array, or has other members as well.
local function length_of(list)
  if type(list) ~= "table" then return nil end
  local count = 0
  for _ in pairs(list) do count = count + 1 end
  return count == #list and count or nil
end

local function check_values(scope, name, list)
  local count = length_of(list)
  if not count or (count == 0 and scope.sent) then
    refuse(scope, "'in' needs an array of values for '%s'%s", name,
      count == 0 and "; an empty one cannot be sent" or "")
  end
  for _, value in ipairs(list) do check_scalar(scope, "in", name, value) end
end

-- ---- filters ----

local check_filter

-- The elements that any looks into have fields of their own.
local function scope_of_elements(scope, field)
  local known = field and field.list and catalogue.records[field.type]
  return { title = scope.title, record = known and not scope.sent and field.type or nil,
    sent = scope.sent }
end

local function check_operand(scope, word, name, value, depth)
  local field = check_field(scope, name)
  if word == "any" then
    check_filter(scope_of_elements(scope, field), value, depth + 1)
  elseif word == "in" then
    check_values(scope, name, value)
  elseif TEXTUAL[word] and type(value) ~= "string" then
    refuse(scope, "'%s' needs a string for '%s'", word, name)
  else
    check_scalar(scope, word, name, value)
  end
end

local function check_operands(scope, word, operands, depth)
  if type(operands) ~= "table" or next(operands) == nil then
    refuse(scope, "'%s' needs a table such as { %s = ... }", word,
      scope.searched and scope.searched[2] or "name")
  end
  for name, value in pairs(operands) do
    check_operand(scope, word, name, value, depth)
  end
end

local function check_list(scope, word, list, depth)
  if (length_of(list) or 0) == 0 then
    refuse(scope, "'%s' needs an array of filters, and nothing else in it", word)
  end
  for _, filter in ipairs(list) do check_filter(scope, filter, depth + 1) end
end

check_filter = function(scope, filter, depth)
  if type(filter) ~= "table" or next(filter) == nil then
    refuse(scope, "a filter such as { eq = { id = ... } } expected")
  end
  if depth > DEEPEST then refuse(scope, "the filter is nested too deeply") end
  for word, operands in pairs(filter) do
    if word == "and" or word == "or" then
      check_list(scope, word, operands, depth)
    elseif word == "not" then
      check_filter(scope, operands, depth + 1)
    elseif misuse.is_one_of(word, grammar.OPERATORS) then
      check_operands(scope, word, operands, depth)
    else
      refuse(scope, "unknown operator '%s'%s", tostring(word),
        misuse.nearest(tostring(word), WORDS))
    end
  end
end

-- ---- sort ----

local function check_rule(scope, rule)
  if type(rule) ~= "table" then refuse(scope, "sort needs tables") end
  local name, way = next(rule)
  if name == nil or next(rule, name) ~= nil then
    refuse(scope, "sort: one field in each table: which comes first?")
  end
  check_field(scope, name)
  if way ~= "asc" and way ~= "desc" then
    refuse(scope, "sort '%s': 'asc' or 'desc' expected", name)
  end
end

local function check_sort(scope, sort)
  if (length_of(sort) or 0) == 0 then
    refuse(scope, "sort needs an array such as { { id = 'asc' } }")
  end
  for _, rule in ipairs(sort) do check_rule(scope, rule) end
end

--- Raises what is wrong with a query. scope: title (of the call), record (its type;
-- nil: any field), searched (the fields that may be searched; nil: all), sent (it
-- is sent as JSON).
function grammar.check(scope, query)
  if type(query) ~= "table" then
    refuse(scope, "query = { filter = ..., sort = ... } expected")
  end
  for name in pairs(query) do
    if name ~= "filter" and name ~= "sort" then
      refuse(scope, "unknown member '%s' of query%s", tostring(name),
        misuse.nearest(tostring(name), { "filter", "sort" }))
    end
  end
  if query.filter ~= nil then check_filter(scope, query.filter, 0) end
  if query.sort ~= nil then check_sort(scope, query.sort) end
end

return grammar
