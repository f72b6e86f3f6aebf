--- scan: a search over any source that gives its records as bytes, page by page:
-- the matcher looks at what the query names, and only what matches is built.
--
--   source.read(place, query, wanted) -> { texts = array, next = place or nil }, or nil, err
--   source.build(texts, own) -> records, or nil, err
--
-- A page may also have records, which are then looked at instead; its texts are
-- then anything that build can make records of.
--
-- SPDX-License-Identifier: MIT

local answer = require "ashby.lists.answer"
local core = require "ashby.core"
local cursor = require "ashby.search.cursor"
local errors = require "ashby.errors"
local match = require "ashby.search.match"
local null = require "cjson".null
local order = require "ashby.search.order"
local tables = require "ashby.tables"

local scan = {}

local DEFAULT_LIMIT = 100

-- ---- the query, made ready ----

local function all() return true end

-- { holds, order, projection } of a checked query.
local function prepare(query)
  local paths, sieve = {}, { query = query, holds = all }
  if query.filter then
    sieve.holds = match.of(query.filter)
    match.paths(query.filter, paths)
  end
  if query.sort then
    sieve.order = order.of(query.sort)
    paths.id = true
    for _, rule in ipairs(query.sort) do paths[(next(rule))] = true end
  end
  sieve.blind = next(paths) == nil
  sieve.projection = not sieve.blind and core.projection(tables.keys(paths)) or nil
  return sieve
end

-- What the query looks at in a page's records.
local function look(sieve, page)
  local texts = page.texts
  if page.records then return page.records end
  if sieve.blind or #texts == 0 then return texts end
  local document, code, message = core.document("[" .. table.concat(texts, ",") .. "]",
    { null = null, projection = sieve.projection })
  if not document then return nil, errors.new { code = code, message = message } end
  document:open()
  local records = document:rest()
  document:close()
  return records
end

-- ---- without a sort: page by page until there are enough ----

-- Adds the texts that match to hits; true with the place after the last one when
-- there are enough of them.
local function take(sieve, page, at, hits, limit)
  local records, err = look(sieve, page)
  if not records then return nil, nil, err end
  for n = at.offset + 1, #page.texts do
    if sieve.holds(records[n]) then
      hits[#hits + 1] = page.texts[n]
      if #hits == limit then return true, n end
    end
  end
  return false
end

local function after(page, at, n)
  if n < #page.texts then return { offset = n, place = at.place } end
  return page.next and { offset = 0, place = page.next }
end

local function in_source_order(sieve, source, at, limit)
  local hits = {}
  while true do
    local page, failed = source.read(at.place, sieve.query, limit - #hits)
    if not page then return nil, nil, failed end
    local full, n, err = take(sieve, page, at, hits, limit)
    if err then return nil, nil, err end
    if full then return hits, after(page, at, n) end
    if not page.next then return hits end
    -- a page may be shorter than it was when the cursor was made
    at = { offset = math.max(0, at.offset - #page.texts), place = page.next }
  end
end

-- ---- with a sort: everything is read, and what may come first is kept ----

-- Entries are sorted and cut when there are more than TIMES as many as are wanted,
-- and MORE.
local TIMES, MORE = 2, 1000

-- Adds the records that fit; count: how many did before. The new count, or nil, err.
local function add_entries(sieve, page, entries, count)
  local records, err = look(sieve, page)
  if not records then return nil, err end
  for n, text in ipairs(page.texts) do
    if sieve.holds(records[n]) then
      count = count + 1
      entries[#entries + 1] = { text = text, keys = sieve.order.of(records[n]), place = count }
    end
  end
  return count
end

local function sort_and_cut(sieve, entries, wanted)
  sieve.order.sort(entries)
  for n = #entries, wanted + 1, -1 do entries[n] = nil end
end

-- The first entries, as many as are wanted, in order; and how many there are in
-- all.
local function first_entries(sieve, source, wanted)
  local entries, count, place = {}, 0, nil
  repeat
    local page, failed = source.read(place, sieve.query)
    if not page then return nil, failed end
    local err
    count, err = add_entries(sieve, page, entries, count)
    if not count then return nil, err end
    if #entries > TIMES * wanted + MORE then sort_and_cut(sieve, entries, wanted) end
    place = page.next
  until not place
  sort_and_cut(sieve, entries, wanted)
  return entries, count
end

local function in_order(sieve, source, at, limit)
  local entries, count = first_entries(sieve, source, at.offset + limit)
  if not entries then return nil, nil, count end
  local hits = {}
  for n = at.offset + 1, #entries do hits[#hits + 1] = entries[n].text end
  local done = at.offset + #hits
  return hits, done < count and #hits > 0 and { offset = done } or nil
end

--- Runs a checked search: { records, meta }, or nil, err.
---@param what table  { title, entity, given }
---@param source table
function scan.run(what, source)
  local given = what.given
  local name = cursor.name(what.entity, given.query)
  local at = cursor.read(what.title, name, given.cursor)
  local sieve = prepare(given.query)
  local pick = sieve.order and in_order or in_source_order
  local hits, rest, err = pick(sieve, source, at, given.limit or DEFAULT_LIMIT)
  if not hits then return nil, err end
  local records, failed = source.build(hits, given)
  if not records then return nil, failed end
  return answer.page_of(records, { has_more = rest ~= nil and rest ~= false,
    cursor = rest and cursor.write(name, rest) or nil })
end

return scan
