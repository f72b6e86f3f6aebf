--- where: the short form of a search's filter and sort on the command line, and
-- what they make of a list.
--
-- SPDX-License-Identifier: MIT

local catalogue = require "ashby.catalogue"
local cjson = require "cjson"
local core = require "ashby.core"
local failure = require "ashby.cli.failure"
local given = require "ashby.cli.given"
local grammar = require "ashby.search.grammar"
local match = require "ashby.search.match"
local misuse = require "ashby.misuse"
local order = require "ashby.search.order"
local time = require "ashby.time"

local where = {}

-- The longest first: ">=" begins with ">".
local SIGNS = { { "!=", "neq" }, { ">=", "gte" }, { "<=", "lte" }, { "=", "eq" }, { ">", "gt" },
  { "<", "lt" }, { "~", "like" } }

local function split(text)
  local first, found
  for _, row in ipairs(SIGNS) do
    local at = text:find(row[1], 1, true)
    if at and (not first or at < first) then first, found = at, row end
  end
  if not first or first == 1 then
    failure.usage("--where: FIELD=VALUE, FIELD!=VALUE, FIELD~TEXT, FIELD>VALUE, FIELD>=VALUE, "
      .. "FIELD<VALUE or FIELD<=VALUE expected, got '%s'", text)
  end
  return text:sub(1, first - 1), found[2], text:sub(first + #found[1])
end

local readers = {}

function readers.bool(text)
  if text == "true" or text == "yes" then return true end
  if text == "false" or text == "no" then return false end
  failure.usage("--where: true or false expected, got '%s'", text)
end

function readers.number(text)
  return tonumber(text) or failure.usage("--where: a number expected, got '%s'", text)
end

readers.int = readers.number

-- "30d" is a point in time; anything else is text as the API writes it.
function readers.datetime(text)
  if not text:find "^%d+%.?%d*%a+$" then return text end
  local seconds = time.parse(text)
  return seconds and os.date("!%Y-%m-%dT%H:%M:%S.000Z", math.floor(seconds)) or text
end

-- A value of an enumeration in any case. One that is not known may be a newer one
-- of the service's, unless it looks like a slip.
local function known_value(field, text)
  local values = {}
  for value in field.type:match "^enum%((.*)%)$":gmatch "[^,]+" do values[#values + 1] = value end
  local value, near = misuse.same_word(text, values), misuse.nearest(text, values)
  if not value and near ~= "" then
    failure.usage("--where: unknown value '%s' of %s%s (one of %s)", text, field.name, near,
      table.concat(values, ", "))
  end
  return value or text
end

local function value_of(field, word, text)
  if text == "null" then return cjson.null end
  if word == "like" then return "%" .. text:gsub("%%", "\\%%") .. "%" end
  local read = field and readers[field.type]
  if read then return read(text) end
  if field and field.type:find "^enum%(" then return known_value(field, text) end
  return text
end

-- A path may lead through arrays: then one of their elements has to pass.
local function test_of(record, path, word, text)
  local inner, names = record, catalogue.names_of(path)
  for i, name in ipairs(names) do
    local field = catalogue.field(inner, name)
    if field and field.list and i < #names then
      local rest = table.concat(names, ".", i + 1)
      return { any = { [table.concat(names, ".", 1, i)] = test_of(field.type, rest, word, text) } }
    end
    if i == #names then
      local value = value_of(field, word, text)
      if field and field.list and word == "eq" then word = "contains" end
      return { [word] = { [path] = value } }
    end
    inner = field and field.type
  end
end

local function sort_of(text)
  local path, way = given.sort(text)
  return { { [path] = way } }
end

--- The query of the options where and sort, checked; nil where there is none.
function where.query(options, entity)
  local record = entity.list.record
  local tests = {}
  for i, text in ipairs(options.where or {}) do
    local path, word, value = split(text)
    tests[i] = test_of(record, path, word, value)
  end
  local query = {
    filter = #tests > 0 and { ["and"] = tests } or nil,
    sort = options.sort and sort_of(options.sort) or nil,
  }
  grammar.check({ title = entity.name, record = record }, query)
  return next(query) and query
end

-- ---- over a list ----

local function paths_of(query)
  local paths, list = { id = true }, {}
  if query.filter then match.paths(query.filter, paths) end
  for _, rule in ipairs(query.sort or {}) do paths[(next(rule))] = true end
  for path in pairs(paths) do list[#list + 1] = path end
  return list
end

--- What a query makes of a list's records, as JSON texts: a function that takes
-- one and says whether it is to be printed at once, and one that gives those
-- that were kept back to be sorted, at the end.
function where.sieve(query)
  local projection = core.projection(paths_of(query))
  local holds = query.filter and match.of(query.filter) or function() return true end
  local keys, entries = query.sort and order.of(query.sort), {}

  local function look(text)
    local document = assert(core.document("[" .. text .. "]",
      { null = cjson.null, projection = projection }))
    document:open()
    return document:next()
  end

  local function take(text)
    local record = look(text)
    if not holds(record) then return false end
    if not keys then return true end
    local place = #entries + 1
    entries[place] = { text = text, keys = keys.of(record), place = place }
    return false
  end

  local function rest()
    if keys then keys.sort(entries) end
    return entries
  end

  return take, rest
end

return where
