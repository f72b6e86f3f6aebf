--- records: ashby ENTITY list|get|search.
--
-- SPDX-License-Identifier: MIT

local catalogue = require "ashby.catalogue"
local cjson = require "cjson"
local failure = require "ashby.cli.failure"
local fields = require "ashby.cli.fields"
local given = require "ashby.cli.given"
local output = require "ashby.cli.output"
local progress = require "ashby.cli.progress"
local source = require "ashby.cli.source"

-- ---- printing ----

-- JSON needs none.
local function columns_of(options, entity, record, paths)
  local format = output.format(options)
  if format == "json" or format == "jsonl" then return {} end
  local look = require "ashby.cli.look"
  if paths then return look.named(record, paths) end
  if format == "table" then return look.of(entity, record) end
  return look.named(record, fields.all(record))
end

-- A writer for the records. how: see output.writer.
local function writer_of(options, entity, record, how)
  how.paths = given.paths(options, record)
  return output.writer(options, columns_of(options, entity, record, how.paths), how)
end

-- ---- lists ----

-- The query of --where and --sort, or nil. Search is loaded only if there is
-- one: it takes a tenth of the start.
local function query_of(options, entity)
  if not options.sort and not (options.where and options.where[1]) then return nil end
  return require "ashby.cli.where".query(options, entity)
end

local actions = {}

-- Prints the texts of an iterator, at most so many; returns whether there were more.
local function print_some(texts, max, print_record)
  local count = 0
  for text in texts do
    if count == max then return true end
    count = count + 1
    print_record(text)
  end
  return false
end

-- The records of a list that pass the tests; with a sort, at the end, in order.
local function sifted(it, query, shown)
  if not query then
    return function()
      local found, err = it:next()
      if err then error(err, 0) end
      shown.record()
      return found
    end
  end
  local take, rest = require "ashby.cli.where".sieve(query)
  local entries, at
  return function()
    while not entries do
      local text, err = it:next()
      if err then error(err, 0) end
      if not text then
        entries, at = rest(), 0
      else
        shown.record()
        if take(text) then return text end
      end
    end
    at = at + 1
    return entries[at] and entries[at].text
  end
end

local function print_all(options, entity, texts, shown)
  local writer = writer_of(options, entity.name, entity.list.record, {})
  local more = print_some(texts, given.max(options), writer.record)
  shown.finish()
  writer.finish()
  if more then output.note_cut(given.max(options)) end
end

-- One record more than is printed shows whether there are more.
function actions.list(options, entity)
  local params, max = given.params(entity.list, options), given.max(options)
  local query = query_of(options, entity)
  local shown = progress.begin(options)
  local client = source.open(options, shown)
  if not query and max < math.huge then params.max = max + 1 end
  params.raw = true
  local it = client[entity.name].each(params)
  print_all(options, entity, sifted(it, query, shown), shown)
  it:close()
end

-- ---- search ----

local function read_query(options, entity)
  local text = options.query
  if not text then return query_of(options, entity) or {} end
  if options.where[1] or options.sort then
    failure.usage "--query cannot be combined with --where and --sort"
  end
  if text:sub(1, 1) == "@" then
    local file, problem = io.open(text:sub(2), "rb")
    if not file then failure.usage("%s", problem) end
    text = file:read "*a"
    file:close()
  end
  local ok, query = pcall(cjson.decode, text)
  if not ok or type(query) ~= "table" then failure.usage "--query: a JSON object expected" end
  return query
end

-- The records of all pages of a search.
local function found(client, entity, query, shown)
  local page, at = { records = {}, meta = { has_more = true } }, 0
  return function()
    while at == #page.records do
      if not page.meta.has_more then return nil end
      local err
      page, err = client[entity.name].search { query = query, raw = true,
        cursor = page.meta.cursor }
      if not page then error(err, 0) end
      at = 0
    end
    at = at + 1
    shown.record()
    return page.records[at]
  end
end

function actions.search(options, entity)
  local query = read_query(options, entity)
  local shown = progress.begin(options)
  local client = source.open(options, shown)
  print_all(options, entity, found(client, entity, query, shown), shown)
end

-- ---- get ----

local function get_one(client, entity, params)
  local text, err = client[entity.name].get(params)
  if not text then error(err, 0) end
  return text
end

local function get_several(client, entity, ids)
  local list, failed = client[entity.name].get_many(ids, { raw = true })
  if not list then error(failed, 0) end
  local first
  for i in ipairs(ids) do
    if not list[i] then
      first = first or failed[i]
      local _, line = failure.of(failed[i])
      io.stderr:write((line:gsub("^ashby: ", "ashby: " .. ids[i]:gsub("%%", "%%%%") .. ": ")), "\n")
    end
  end
  return list, first
end

-- The records of a list with holes, as sifted reads them.
local function those_of(list, count)
  local at = 0
  return { next = function()
    repeat at = at + 1 until at > count or list[at]
    return list[at]
  end }
end

function actions.get(options, entity)
  local method = entity.get
  local client = source.open(options)
  local ids = options.id
  options.id = nil -- is the name of a parameter as well
  local params = given.params(method, options)
  if #ids > 1 and next(params) then failure.usage "several ids take no further parameters" end
  if #ids < 2 then
    params[method.params[1].snake] = ids[1]
    params.raw = true
    local writer = writer_of(options, entity.name, method.record, { one = true })
    writer.record(get_one(client, entity, params))
    writer.finish()
    return 0
  end
  local query = query_of(options, entity)
  local list, err = get_several(client, entity, ids)
  local shown = progress.begin { quiet = true }
  print_all(options, entity, sifted(those_of(list, #ids), query, shown), shown)
  return err and failure.of(err) or 0
end

return function(options)
  local entity = catalogue.entities[options.entity_name]
  local method = entity[options.action] or entity.list
  if options.fields and not options.fields[1] then
    return output.lines(options, fields.all(method.record))
  end
  return actions[options.action](options, entity)
end
