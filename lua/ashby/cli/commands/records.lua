--- records: ashby ENTITY list|get|search.
--
-- SPDX-License-Identifier: MIT

local catalogue = require "ashby.catalogue"
local failure = require "ashby.cli.failure"
local fields = require "ashby.cli.fields"
local look = require "ashby.cli.look"
local misuse = require "ashby.misuse"
local output = require "ashby.cli.output"
local progress = require "ashby.cli.progress"
local source = require "ashby.cli.source"
local time = require "ashby.time"

-- ---- parameters ----

local function pick_value(param, text)
  for _, value in ipairs(param.values) do
    if value:lower() == text:lower() then return value end
  end
  failure.usage("--%s: unknown value '%s'%s (one of %s)", param.snake:gsub("_", "-"), text,
    misuse.nearest(text, param.values), table.concat(param.values, ", "))
end

local function read_value(param, text)
  if param.values then return pick_value(param, text) end
  if param.type ~= "integer" then return text end
  if param.format then
    local seconds, problem = time.parse(text)
    if not seconds then failure.usage("--%s: %s", param.snake:gsub("_", "-"), problem) end
    return math.floor(seconds * 1000)
  end
  return tonumber(text) or failure.usage("--%s: a number expected, got '%s'", param.snake, text)
end

local function read_values(param, texts)
  local values = {}
  for _, text in ipairs(texts) do
    for part in text:gmatch "[^,]+" do values[#values + 1] = read_value(param, part) end
  end
  return #values > 0 and values or nil
end

local function values_of(method, options)
  local given = {}
  for _, param in ipairs(method.params) do
    local value = options[param.snake]
    if type(value) == "table" then
      given[param.snake] = read_values(param, value)
    elseif value == true then
      given[param.snake] = true
    elseif value then
      given[param.snake] = read_value(param, value)
    end
  end
  return given
end

-- ---- fields ----

local function check_path(record, path)
  local ok, name, right = catalogue.check_path(record, path)
  if not ok then
    failure.usage("--fields: unknown field '%s'%s; --fields alone lists them", name,
      misuse.nearest(name, right))
  end
end

local function paths_of(options, record)
  local text = options.fields and options.fields[1]
  if not text then return nil end
  local paths = {}
  for path in text:gmatch "[^,%s]+" do
    check_path(record, path)
    paths[#paths + 1] = path
  end
  if #paths == 0 then failure.usage "--fields: no field is named" end
  return paths
end

local function columns_of(options, entity, record, paths)
  if paths then return look.named(record, paths) end
  if output.format(options) == "table" then return look.of(entity, record) end
  return look.named(record, fields.all(record))
end

-- What a named field needs to be sent along.
local function expand_for(method, given, paths)
  local param = method.by_name.expand
  if not param or given.expand then return end
  local wanted = {}
  for _, path in ipairs(paths or {}) do
    local name = path:match "^[^.]+"
    if misuse.is_one_of(name, param.values) and not misuse.is_one_of(name, wanted) then
      wanted[#wanted + 1] = name
    end
  end
  if #wanted > 0 then given.expand = wanted end
end

local function params_of(method, options)
  local given = values_of(method, options)
  expand_for(method, given, paths_of(options, method.record))
  return given
end

-- ---- printing ----

-- A function that prints one record's JSON, and one that ends the output.
local function printer(options, entity, record, one)
  local paths = paths_of(options, record)
  local columns = columns_of(options, entity, record, paths)
  local writer = output.writer(options, columns, one)
  if writer.is_json then
    local project = fields.projector(paths)
    return function(text) writer.record(project(text)) end, writer.finish
  end
  local names = {}
  for i, column in ipairs(columns) do names[i] = column.name end
  local read = fields.reader(names)
  return function(text) writer.row(read(text)) end, writer.finish
end

local function list_fields(record)
  for _, path in ipairs(fields.all(record)) do print(path) end
end

-- ---- actions ----

local actions = {}

local function most(options)
  if not options.max then return math.huge end
  local max = tonumber(options.max)
  if not max or max < 1 or max ~= math.floor(max) then
    failure.usage("--max: a whole number of 1 or more expected, got '%s'", options.max)
  end
  return max
end

-- One record more than is printed tells that there are more.
local function records(client, entity, options, given)
  local max = most(options)
  if max < math.huge then given.max = max + 1 end
  given.raw = true
  return client[entity].each(given), max
end

local function cut_note(max)
  io.stderr:write(("ashby: there is more; --max cut it at %d\n"):format(max))
end

function actions.list(options, entity)
  local method = entity.list
  local shown = progress.begin(options)
  local given = params_of(method, options)
  local max_records = most(options)
  local client = source.open(options, shown)
  local print_record, finish = printer(options, entity.name, method.record)
  local it, max = records(client, entity.name, options, given)
  local count = 0
  while true do
    local text, err = it:next()
    if err then
      shown.finish()
      error(err, 0)
    end
    if not text or count == max then
      if text then it:close() end
      shown.finish()
      finish()
      if text then cut_note(max_records) end
      return 0
    end
    count = count + 1
    shown.record()
    print_record(text)
  end
end

local function get_one(client, entity, given)
  local text, err = client[entity.name].get(given)
  if not text then error(err, 0) end
  return text
end

local function get_several(client, entity, ids)
  local found, failed = client[entity.name].get_many(ids, { raw = true })
  if not found then error(failed, 0) end
  local first
  for i in ipairs(ids) do
    if not found[i] then
      first = first or failed[i]
      io.stderr:write(ids[i], ": ", tostring(failed[i]), "\n")
    end
  end
  return found, first
end

function actions.get(options, entity)
  local method = entity.get
  local client = source.open(options)
  local given = params_of(method, options)
  local ids = options.id
  if #ids > 1 and next(given) then failure.usage "several ids go without further parameters" end
  if #ids < 2 then
    given[method.params[1].snake] = ids[1]
    given.raw = true
    local print_record, finish = printer(options, entity.name, method.record, true)
    print_record(get_one(client, entity, given))
    finish()
    return 0
  end
  local found, err = get_several(client, entity, ids)
  local print_record, finish = printer(options, entity.name, method.record)
  for i in ipairs(ids) do
    if found[i] then print_record(found[i]) end
  end
  finish()
  return err and failure.of(err) or 0
end

return function(options)
  local entity = catalogue.entities[options.entity_name]
  local method = entity[options.action] or entity.list
  if options.fields and not options.fields[1] then return list_fields(method.record) end
  return actions[options.action](options, entity)
end
