--- data: what a report needs, from a client or from a store, in the same form.
-- A need is { list = entity, fields, params }, an array of records, or
-- { count = paths, … }, how many applications have each combination of values,
-- or { rows = paths, … }, the applications themselves, flat. count and rows
-- take by (the time that the period is about), status and job.
--
-- SPDX-License-Identifier: MIT

local catalogue = require "ashby.catalogue"
local period = require "ashby.report.period"

local data = {}

local HIDDEN = { "include_archived", "include_deactivated", "include_unpublished" }

-- So that no name is missing: what lists hide by default is asked for.
local function with_hidden(entity, params)
  local given = {}
  for name, value in pairs(params or {}) do given[name] = value end
  local method = catalogue.entities[entity].list
  for _, name in ipairs(HIDDEN) do
    if method.by_name[name] then given[name] = true end
  end
  return given
end

-- ---- from a client ----

local function at(record, names)
  local value = record
  for _, name in ipairs(names) do
    if type(value) ~= "table" then return nil end
    value = value[name]
  end
  return value
end

local function split(path)
  local names = {}
  for name in path:gmatch "[^.]+" do names[#names + 1] = name end
  return names
end

-- "createdAt:month" is the month of createdAt.
local function column_of(text)
  local path, part = text:match "^(.-):(.*)$"
  path = path or text
  return { name = text, path = path, names = split(path), part = part }
end

local function columns_of(texts)
  local columns = {}
  for i, text in ipairs(texts) do columns[i] = column_of(text) end
  return columns
end

local function fields_of(columns, need)
  local seen, fields = {}, {}
  local function add(path)
    if not seen[path] then fields[#fields + 1] = path end
    seen[path] = true
  end
  for _, column in ipairs(columns) do add(column.path) end
  add(need.by or "createdAt")
  add "status"
  if need.job then add "job.id" end
  return fields
end

local function filter_of(need, options)
  local given = { status = need.status, job_id = need.job }
  local since = options.period.since
  -- A moment earlier: whether the service counts the instant itself is unknown.
  if since and (need.by or "createdAt") == "createdAt" then
    given.created_after = math.floor(since * 1000) - 1
  end
  return given
end

local function wanted(need, options, record)
  if need.status and record.status ~= need.status then return false end
  if need.job and at(record, { "job", "id" }) ~= need.job then return false end
  return period.holds(options.period, at(record, split(need.by or "createdAt")))
end

local function row_of(columns, record)
  local row = {}
  for _, column in ipairs(columns) do
    local value = at(record, column.names)
    if column.part == "month" and value then value = period.month(value) end
    row[column.name] = value
  end
  return row
end

local function key_of(columns, row)
  local parts = {}
  for i, column in ipairs(columns) do parts[i] = tostring(row[column.name]) end
  return table.concat(parts, "\0")
end

local readers = {}

function readers.list(source, need)
  local given = with_hidden(need.list, need.params)
  given.fields = need.fields
  return source[need.list].all(given)
end

local function each_application(source, need, options, columns, visit)
  local given = filter_of(need, options)
  given.fields = fields_of(columns, need)
  local it = source.applications.each(given)
  while true do
    local record, err = it:next()
    if err then return nil, err end
    if not record then return true end
    if wanted(need, options, record) then visit(row_of(columns, record)) end
  end
end

function readers.rows(source, need, options)
  local rows = {}
  local ok, err = each_application(source, need, options, columns_of(need.rows),
    function(row) rows[#rows + 1] = row end)
  if not ok then return nil, err end
  return rows
end

function readers.count(source, need, options)
  local columns, groups, found = columns_of(need.count), {}, {}
  local ok, err = each_application(source, need, options, columns, function(row)
    local key = key_of(columns, row)
    if not groups[key] then
      row.n = 0
      groups[key], found[#found + 1] = row, row
    end
    groups[key].n = groups[key].n + 1
  end)
  if not ok then return nil, err end
  return found
end

function readers.call(source, need)
  return need.call(source)
end

-- ---- from a store ----

local function is_store(source)
  return rawget(source, "sql") ~= nil
end

local function snake(path)
  return (path:gsub("%.", "_"):gsub("%u", function(letter) return "_" .. letter:lower() end))
end

local function expression(column)
  return column.part == "month" and ("substr(%s, 1, 7)"):format(snake(column.path))
    or snake(column.path)
end

local function conditions(need, options)
  local parts, values = { "1" }, {}
  local function add(text, value)
    if value == nil then return end
    parts[#parts + 1] = text
    values[#values + 1] = value
  end
  local by = snake(need.by or "createdAt")
  add(by .. " >= ?", options.period.first)
  add(by .. " <= ?", options.period.last)
  add("status = ?", need.status)
  add("job_id = ?", need.job)
  return table.concat(parts, " and "), values
end

local unpack = rawget(table, "unpack") or rawget(_G, "unpack")

local function select_rows(store, columns, need, options, tail)
  local named = {}
  for i, column in ipairs(columns) do named[i] = ("%s as c%d"):format(expression(column), i) end
  local where, values = conditions(need, options)
  local it, err = store.sql(("select %s%s from applications where %s%s"):format(
    table.concat(named, ", "), tail.more, where, tail.group), unpack(values))
  if not it then return nil, err end
  local rows = {}
  while true do
    local found, problem = it:next()
    if problem then return nil, problem end
    if not found then return rows end
    local row = { n = found.n }
    for i, column in ipairs(columns) do row[column.name] = found["c" .. i] end
    rows[#rows + 1] = row
  end
end

local in_store = setmetatable({}, { __index = readers })

function in_store.rows(store, need, options)
  return select_rows(store, columns_of(need.rows), need, options, { more = "", group = "" })
end

function in_store.count(store, need, options)
  local columns, places = columns_of(need.count), {}
  for i in ipairs(columns) do places[i] = tostring(i) end
  return select_rows(store, columns, need, options,
    { more = ", count(*) as n", group = " group by " .. table.concat(places, ", ") })
end

-- ---- both ----

local KINDS = { "list", "rows", "count", "call" }

local function reader_of(source, need)
  local from = is_store(source) and in_store or readers
  for _, kind in ipairs(KINDS) do
    if need[kind] then return from[kind] end
  end
end

--- Pulls everything that is needed, side by side.
---@param needs table  name -> need
---@return table? pulled  name -> what was pulled
---@return table? err
function data.pull(source, needs, options)
  local functions = {}
  for name, need in pairs(needs) do
    functions[name] = function() return reader_of(source, need)(source, need, options) end
  end
  local pulled, err = source.gather(functions)
  if not pulled then return nil, err end
  return pulled
end

--- The sentences of a report's note.
function data.notes(_, options, notes)
  local all = {}
  local about = period.text(options.period)
  if about then all[1] = ("Applications %s (UTC, both ends included)."):format(about) end
  for _, note in ipairs(notes or {}) do all[#all + 1] = note end
  return all
end

return data
