--- sql: the user's own queries, on connections that can only read. A query that
-- has rows left has a connection to itself, so that queries inside a loop over
-- a query work, and one that is not read to its end does not keep others from
-- seeing new data.
--
-- SPDX-License-Identifier: MIT

local cjson = require "cjson"

local alone = require "ashby.store.alone"
local errors = require "ashby.errors"
local misuse = require "ashby.misuse"
local pages = require "ashby.lists.pages"

local sql = {}

-- How many rows are read at once: a shorter result holds no connection.
local AHEAD = 256

-- The longest value, in bytes. The deadline is looked at between SQLite's steps,
-- and one function call is one step.
local LONGEST = 32 * 1024 * 1024

local function failure(query, code, message)
  return errors.new { code = code, message = ("%s: %s"):format(query.store.path, message) }
end

-- ---- connections ----

local function take_connection(query)
  local store = query.store
  local idle = table.remove(store.idle)
  if idle then
    idle:deadline(nil)
    return idle
  end
  local database, code, message = store.engine.open_reader(store.address)
  if not database then return nil, failure(query, code, message) end
  database:limit(LONGEST)
  return database
end

-- Ends the query; its connection waits for the next one.
local function finish(query)
  local store, statement, database = query.store, query.statement, query.database
  query.statement, query.database = false, false
  if statement then statement:close() end
  if not database then return end
  if store.closed or not database:is_open() then
    database:close()
  else
    table.insert(store.idle, database)
  end
end

-- ---- rows ----

-- The names of the columns as the rows have them: a first step may find that a
-- view was made again since the query was prepared.
local function names_of(query, statement)
  query.names = query.names or statement:names()
  return query.names
end

-- Reads some rows; time that passes between two reads does not count.
local function read_some(query)
  local database, statement, rows = query.database, query.statement, {}
  query.rows, query.at = rows, 0
  local began = query.clock()
  database:deadline(query.seconds)
  local more, code, message
  repeat
    more, code, message = statement:step()
    if more then rows[#rows + 1] = statement:row(names_of(query, statement)) end
  until not more or #rows == AHEAD
  query.seconds = math.max(query.seconds - (query.clock() - began), 0.001)
  if more then return true end
  finish(query)
  if more == nil then return nil, failure(query, code, message) end
  return true
end

local function problem_of(query)
  return query.store.closed and query.store.reader:closed() or nil
end

-- Does a part of its work. A query that cannot go on lets go of its connection.
local function attempt(query, part)
  local ok, err = alone.read(query, "store.sql", part, problem_of)
  if not ok then finish(query) end
  return ok, err
end

local function read_ahead(query) return attempt(query, read_some) end

local function advance(query)
  if query.failed then
    local err = query.failed
    query.failed = false
    return nil, err
  end
  if query.at == #query.rows and query.statement then
    local ok, err = read_ahead(query)
    if not ok then return nil, err end
  end
  query.at = query.at + 1
  local row = query.rows[query.at]
  query.rows[query.at] = false
  if row == nil then query.at = #query.rows end
  return row
end

--- All rows that are left, in an array; or nil, err. Much quicker than one by one.
function sql.rest(query)
  local list = {}
  repeat
    if query.failed then return nil, query.failed end
    for i = query.at + 1, #query.rows do list[#list + 1] = query.rows[i] end
    query.rows, query.at = {}, 0
    if not query.statement then return list end
    local ok, err = read_ahead(query)
    if not ok then return nil, err end
  until false
end

local function close(query)
  query._closed = true
  finish(query)
  query.rows, query.at = {}, 0
end

local Rows = pages.class("ashby.rows", advance, close)

-- ---- beginning ----

local BINDABLE = { ["nil"] = true, string = true, number = true, boolean = true }

local function check(text, count, values)
  if type(text) ~= "string" then
    misuse.raise("store.sql: a query expected, got %s", misuse.kind(text))
  end
  for i = 1, count do
    local value = values[i]
    if not BINDABLE[type(value)] and value ~= cjson.null then
      misuse.raise("store.sql: value %d is a %s: a string, number, boolean or nil expected", i,
        type(value))
    end
  end
end

local unpack = rawget(table, "unpack") or rawget(_G, "unpack")

local function begin(query, text, count, values)
  local database, err = take_connection(query)
  if not database then return nil, err end
  query.database = database
  local statement, code, message = database:prepare(text)
  if not statement then
    finish(query)
    return nil, failure(query, code, message)
  end
  query.statement, query.columns = statement, statement:names()
  local wanted = statement:parameters()
  if wanted ~= count then
    finish(query)
    misuse.raise("store.sql: the query has %d of '?', %d values were given", wanted, count)
  end
  statement:bind(unpack(values, 1, count))
  return read_some(query)
end

local function deadline_of(store)
  local context = store.client and require "ashby.client".context_of(store.client)
  return context and context.deadline or 120
end

--- store.sql(query, values...) -> iterator over rows by their columns' names,
-- which are its member columns, in their order.
function sql.run(store, problem, text, ...)
  local count, values = select("#", ...), { ... }
  check(text, count, values)
  local query = setmetatable({ store = store, rows = {}, at = 0, failed = problem or false,
    names = false, statement = false, database = false, _closed = false, _busy = false,
    clock = require "ashby.core".clock }, Rows)
  if not problem then
    query.seconds = deadline_of(store)
    store.queries[query] = true
    local ok, err = attempt(query, function() return begin(query, text, count, values) end)
    if not ok then query.failed = err end
  end
  return query, nil, nil, query
end

local WEAK = { __mode = "k" }

--- What a store keeps of its queries: those that were begun, and the connections
-- that wait for the next one.
function sql.open(store)
  store.queries, store.idle = setmetatable({}, WEAK), {}
end

--- Closes the connections of a store's queries. What they have read already they
-- still give; then comes an error.
function sql.close(store)
  local queries, idle = store.queries, store.idle
  sql.open(store)
  for query in pairs(queries) do
    if query.database then query.database:close() end
  end
  for _, database in ipairs(idle) do database:close() end
end

return sql
