--- keeper: writes the records of an answer into the tables of one entity: the
-- bytes, the columns, the arrays, and the changes of an application's stage.
-- Doing it twice does no harm; an older record never replaces a newer one.
--
-- SPDX-License-Identifier: MIT

local columns = require "ashby.store.columns"
local entities = require "ashby.store.entities"
local erased = require "ashby.store.erased"
local errors = require "ashby.errors"

local keeper = {}

local Keeper = {}
Keeper.__index = Keeper

-- ---- the statements ----

local function marks(first, count)
  local list = {}
  for i = 1, count do list[i] = "?" .. first + i - 1 end
  return table.concat(list, ", ")
end

local function names_of(list, format, separator)
  local names = {}
  for i, column in ipairs(list) do names[i] = format:format(column.name, i) end
  return table.concat(names, separator or ", ")
end

-- id, key, the same bytes?, older than what is kept?, gone?, known before?
local LOOKUP = "select ?1, e.key, k.bytes = ?2, %s, e.gone_at is not null, e.first_seen_at < ?4 "
  .. "from (select 1) left join %s_all e on e.id = ?1 left join kept k on k.key = e.key"

local function record_queries(row)
  local n, name = #row.columns, row.name
  return {
    lookup = LOOKUP:format(row.has.updated_at and "?3 < e.updated_at" or "?3 is ?3 and 0", name),
    add_bytes = "insert into kept (bytes, entity) values (?1, ?2)",
    change_bytes = "update kept set bytes = ?1 where key = ?2",
    id_of = ("select id from %s_all where key = ?1"):format(name),
    remove_bytes = "delete from kept where key = ?1",
    add_record = ("insert or ignore into %s_all (%s, key, first_seen_at, pulled_at) "
      .. "values (%s, ?%d)"):format(name, names_of(row.columns, '"%s"'), marks(1, n + 2), n + 2),
    change_record = ("update %s_all set %s, gone_at = null, pulled_at = ?%d where key = ?%d")
      :format(name, names_of(row.columns, '"%s" = ?%d'), n + 1, n + 2),
    touch = ("update %s_all set gone_at = null, pulled_at = ?1 where key = ?2"):format(name),
  }
end

local function array_queries(row)
  local list = {}
  for _, child in ipairs(row.children) do
    list[#list + 1] = {
      name = child.name, member = child.member, columns = child.columns,
      forget = ("delete from %s_all where key = ?1"):format(child.name),
      add = ("insert into %s_all (%s, position, key) values (%s)"):format(child.name,
        names_of(child.columns, '"%s"'), marks(1, #child.columns + 2)),
    }
  end
  if row.has_custom_fields then
    list[#list + 1] = {
      name = "custom_field_values", member = "customFields", columns = columns.custom_fields,
      forget = "delete from custom_field_values_all where key = ?1",
      add = ("insert into custom_field_values_all (%s, position, key) values (%s)"):format(
        names_of(columns.custom_fields, '"%s"'), marks(1, #columns.custom_fields + 2)),
    }
  end
  return list
end

local STAGE = { { "text", "id", "currentInterviewStage" }, { "text", "title",
  "currentInterviewStage" }, { "text", "status" }, { "time", "updatedAt" } }
local STAGE_CHANGE = [[
insert into stage_changes (application_id, seen_at, updated_at, from_stage_id, from_stage_title,
  from_status, to_stage_id, to_stage_title, to_status)
select id, ?5, ?4, current_interview_stage_id, current_interview_stage_title, status, ?1, ?2, ?3
from applications_all
where key = ?6 and (current_interview_stage_id is not ?1 or status is not ?3)]]

local function prepare(self, into, queries)
  for name, sql in pairs(queries) do
    local statement, err = self.connection:prepare(sql)
    if not statement then return nil, err end
    into[name] = statement
  end
  return true
end

local function prepare_arrays(self, row, plan)
  self.arrays = array_queries(row)
  for _, array in ipairs(self.arrays) do
    local ok, err = prepare(self, array, { forget = array.forget, add = array.add })
    if not ok then return nil, err end
    array.plan = plan(columns.plan(array.columns))
  end
  return true
end

local function prepare_erased(self, plan)
  local sql, belongs = erased.of_record(self.name, plan)
  self.belongs = belongs
  return prepare(self, self, { erased = sql })
end

--- A keeper of an entity's records, or nil, err.
function keeper.new(connection, name)
  local row, plan = entities.by_name[name], connection.engine.plan
  local self = setmetatable({ connection = connection, row = row, name = name }, Keeper)
  local ok, err = prepare(self, self, record_queries(row))
  if ok then ok, err = prepare_arrays(self, row, plan) end
  if not ok then return nil, err end
  self.columns = plan(columns.plan(row.columns))
  self.identity = plan { { "text", "id" }, { "bytes" }, { "time", "updatedAt" } }
  self.bytes = plan { { "bytes" } }
  ok, err = prepare_erased(self, plan)
  if not ok then return nil, err end
  if name == "applications" then
    self.stage = plan(STAGE)
    self.log, err = connection:prepare(STAGE_CHANGE)
    if not self.log then return nil, err end
  end
  return self
end

-- ---- one record ----

-- The first step that fails is noted; those after it do nothing.
local function step(self, unfit, row, code, message)
  if row == nil then self.failed = self.failed or self.connection:failure(code, message) end
  return unfit
end

local function note(counts, name, n, id)
  local entry = counts.unfit[name] or { count = 0, first_id = id }
  entry.count, counts.unfit[name] = entry.count + n, entry
end

-- Notes by column the values of a record that did not fit, n of them; those
-- that are of no column are elements of an array, or the array itself.
local function note_unfit(self, counts, key, n, array)
  local plan = array and array.plan or self.columns
  local list = array and array.columns or self.row.columns
  local _, id = self.id_of:run(key)
  for i, some in pairs(plan:unfit()) do
    note(counts, (array and array.name .. "." or "") .. list[i].name, some, id)
    n = n - some
  end
  if n > 0 then note(counts, array.name, n, id) end
end

local function forget_arrays(self, key)
  for _, array in ipairs(self.arrays) do step(self, 0, array.forget:run(key)) end
end

local function keep_arrays(self, document, key, counts)
  for _, array in ipairs(self.arrays) do
    local count, unfit, message = array.add:elements(document, array.member, array.plan, key)
    if count == nil then return step(self, 0, nil, unfit, message) end
    if unfit > 0 then note_unfit(self, counts, key, unfit, array) end
    if array.name == "custom_field_values" and count > 0 then counts.has_fields = true end
  end
end

-- Adds a record, unless its id is known or not a string; returns whether it
-- did.
local function add(self, document, at, counts)
  local database = self.connection.database
  step(self, self.add_bytes:record(document, self.bytes, self.name))
  local _, key = database:changes()
  if self.failed then return false end
  local unfit = step(self, self.add_record:record(document, self.columns, key, at))
  if not self.failed and database:changes() == 0 then
    self.columns:unfit()
    step(self, 0, self.remove_bytes:run(key))
    return false
  end
  if unfit > 0 then note_unfit(self, counts, key, unfit) end
  keep_arrays(self, document, key, counts)
  counts.new = counts.new + 1
  return true
end

local function change(self, document, key, at, counts)
  step(self, self.change_bytes:record(document, self.bytes, key))
  if self.log then step(self, self.log:record(document, self.stage, at, key)) end
  local unfit = step(self, self.change_record:record(document, self.columns, at, key))
  if unfit > 0 then note_unfit(self, counts, key, unfit) end
  forget_arrays(self, key)
  keep_arrays(self, document, key, counts)
  counts.changed = counts.changed + 1
end

local function without_id(self)
  return errors.new { code = "no_id", method = self.row.method.name,
    message = "a record's id is not a string; it cannot be kept" }
end

-- Looks the record up, and does what it needs.
local function keep_looked_up(self, document, at, counts)
  local _, row, id, key, same, older, gone, known = self.lookup:record(document, self.identity, at)
  if row == nil then return nil, self.connection:failure(id, key) end
  if id == nil then return nil, without_id(self) end
  if counts.has_erased then
    local _, is_erased = self.erased:record(document, self.belongs, at)
    if is_erased then return true end
  end
  if known == 1 then counts.known = counts.known + 1 end
  self.expects_new = not key
  if not key then
    add(self, document, at, counts)
  elseif same == 1 or older == 1 then
    if counts.is_event and gone == 1 then return true end -- an event that came late
    step(self, 0, self.touch:run(at, key))
    if gone == 1 then counts.changed = counts.changed + 1 end
  else
    change(self, document, key, at, counts)
  end
  if self.failed then return nil, self.failed end
  return true
end

-- After a new one the next record is likely to be new, too: it is added without
-- being looked up first.
local function keep_one(self, document, at, counts)
  if self.expects_new and not counts.has_erased and add(self, document, at, counts) then
    return true
  end
  if self.failed then return nil, self.failed end
  return keep_looked_up(self, document, at, counts)
end

--- Makes the columns of a record again, whose bytes are kept under a key.
function Keeper:again(document, key, first_seen_at)
  self.failed = nil
  local counts = keeper.counts()
  local _, row, id = self.lookup:record(document, self.identity, first_seen_at)
  if row and id == nil then return nil, without_id(self) end
  step(self, self.add_record:record(document, self.columns, key, first_seen_at))
  if not self.failed then keep_arrays(self, document, key, counts) end
  if self.failed then return nil, self.failed end
  return true
end

--- What a keeper counts: new, changed, known, records, unfit by column.
function keeper.counts()
  return { new = 0, changed = 0, known = 0, records = 0, unfit = {} }
end

--- Keeps the records that are left in a document, as seen at a time; inside a
-- transaction. true, or nil, err.
function Keeper:page(document, at, counts)
  self.failed = nil
  local row, any = self.connection:run("select exists (select 1 from erased where at >= ?)", at)
  if row == nil then return nil, any end
  counts.has_erased = any == 1
  repeat
    local ok, problem = keep_one(self, document, at, counts)
    if not ok then return nil, problem end
    counts.records = counts.records + 1
  until not document:skip()
  return true
end

return keeper
