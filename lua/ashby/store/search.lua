--- search: a store as the source of a search. It looks at all that is kept and
-- not gone. The matcher decides, on the columns where these say exactly what
-- the bytes say, else on the bytes.
--
-- SPDX-License-Identifier: MIT

local catalogue = require "ashby.catalogue"
local exact = require "ashby.store.exact"
local narrow = require "ashby.store.narrow"
local read = require "ashby.store.read"
local search = require "ashby.search"

local store_search = {}

local unpack = rawget(table, "unpack") or rawget(_G, "unpack")

-- How many records, and rows of columns, are read at a time; the first time no
-- more rows than are wanted.
local RECORDS, ROWS = 200, 1000

local function where_of(name, query)
  return narrow.add({ conditions = { "e.gone_at is null" }, values = {} }, name, query.filter)
end

-- ---- the bytes ----

-- A function that gives the page at a place.
local function bytes_reader(self, name, query)
  local list = { name = name, method = catalogue.entities[name].list, own = { raw = true },
    limit = RECORDS, where = where_of(name, query) }
  return function(place)
    local page, err = read.page(self, list, place)
    return page and { texts = page.records, next = page.cursor }, err
  end
end

-- ---- the columns: the texts of a page are keys ----

local function rows_query(name, list, where)
  local names = {}
  for n, column in ipairs(list) do names[n] = ("e.%s as %s"):format(column.name, column.name) end
  return ("select e.key as key, %s from %s_all e where e.key > ? and %s order by e.key limit ?")
    :format(table.concat(names, ", "), name, table.concat(where.conditions, " and "))
end

local function columns_reader(self, name, query, list)
  local where = where_of(name, query)
  local sql, most = rows_query(name, list, where), nil
  local last = #where.values + 1
  return function(place, wanted)
    local key, problem = read.key(catalogue.entities[name].list, place)
    if not key then return nil, problem end
    most = math.min(ROWS, most and most * 2 or wanted or ROWS)
    where.values[last] = most
    local rows, err = self.reader:rows(sql, key, unpack(where.values))
    if not rows then return nil, err end
    local page = { texts = {}, records = {} }
    for n, row in ipairs(rows) do
      page.texts[n], page.records[n] = row.key, exact.record(list, row)
    end
    page.next = #rows == most and read.cursor(rows[#rows].key) or nil
    return page
  end
end

local function bytes_of(self, keys)
  local texts = {}
  for _, key in ipairs(keys) do
    local found, bytes = self.reader:run("select bytes from kept where key = ?", key)
    if found == nil then return nil, bytes end
    if found then texts[#texts + 1] = bytes end
  end
  return texts
end

-- ---- the source ----

local function source_of(self, name, guard)
  local source, list, reader = {}, nil, nil

  -- Chosen here, since the query is checked only by now.
  source.read = guard(function(_, place, query, wanted)
    if not reader then
      list = exact.columns(name, query)
      reader = list and columns_reader(self, name, query, list) or bytes_reader(self, name, query)
    end
    return reader(place, wanted)
  end)

  function source.build(hits, own)
    local texts, err = hits, nil
    if list then texts, err = bytes_of(self, hits) end
    if not texts or own.raw then return texts, err end
    return read.records(self, texts, { fields = own.fields, null = own.null,
      hides_drafts = name == "jobs" })
  end

  return source
end

--- E.search of a store: { records, meta }, or nil, err. guard: see face.fill.
function store_search.run(self, name, given, guard)
  return search.over(source_of(self, name, guard), name, given)
end

return store_search
