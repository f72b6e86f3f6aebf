--- file: opens a store's file: makes it, refuses a file that is not a store,
-- and rebuilds its columns from the kept bytes where those of this module differ.
--
-- SPDX-License-Identifier: MIT

local columns = require "ashby.store.columns"
local connection = require "ashby.store.connection"
local core = require "ashby.core"
local entities = require "ashby.store.entities"
local errors = require "ashby.errors"
local fields = require "ashby.store.fields"
local keeper = require "ashby.store.keeper"
local schema = require "ashby.store.schema"

local file = {}

-- How many records are read and rebuilt at a time.
local BATCH = 500

local function failure(code, path, message, ...)
  return errors.new { code = code, message = path .. ": " .. message:format(...) }
end

-- ---- rebuilding ----

local function derived_names()
  local views, tables = { "records" }, {}
  for _, name in ipairs(entities.names) do
    views[#views + 1], views[#views + 2] = name, name .. "_fields"
    tables[#tables + 1] = name .. "_all"
  end
  for _, child in ipairs(columns.children) do
    views[#views + 1], tables[#tables + 1] = child.name, child.name .. "_all"
  end
  views[#views + 1], tables[#tables + 1] = "custom_field_values", "custom_field_values_all"
  return views, tables
end

-- Moves what the store itself knows of each record to a table old_<entity>.
local function set_aside(db)
  local list = {}
  local views, tables = derived_names()
  for _, view in ipairs(views) do list[#list + 1] = "drop view if exists " .. view end
  for _, name in ipairs(entities.names) do
    local known, count = db:run("select count(*) from sqlite_master where name = ?", name .. "_all")
    if known == nil then return nil, count end
    list[#list + 1] = ("create table old_%s as select %s"):format(name, count == 1
      and ("key, gone_at, first_seen_at, pulled_at from %s_all"):format(name)
      or "null key, null gone_at, null first_seen_at, null pulled_at where 0")
  end
  for _, name in ipairs(tables) do list[#list + 1] = "drop table if exists " .. name end
  return db:run_all(list)
end

local OLD = "select o.key as key, o.gone_at as gone_at, o.first_seen_at as first_seen_at, "
  .. "o.pulled_at as pulled_at, k.bytes as bytes from old_%s o join kept k on k.key = o.key "
  .. "where o.key > ? order by o.key limit ?"

local function fill_batch(db, name, keep, rows)
  for _, row in ipairs(rows) do
    local document = core.document(row.bytes, { null = 0 })
    if not document or document:open() ~= 1 then
      return nil, failure("store_damaged", db.path, "the bytes of a record are not JSON")
    end
    local ok, err = keep:again(document, row.key, row.first_seen_at)
    if ok then
      ok, err = db:run(("update %s_all set gone_at = ?, pulled_at = ? where key = ?"):format(name),
        row.gone_at, row.pulled_at, row.key)
    end
    if ok == nil then return nil, err end
  end
  return true
end

local function fill(db, name)
  local keep, err = keeper.new(db, name)
  if not keep then return nil, err end
  local last = 0
  while true do
    local rows, problem = db:rows(OLD:format(name), last, BATCH)
    if not rows then return nil, problem end
    if #rows == 0 then return true end
    local ok, failed = fill_batch(db, name, keep, rows)
    if not ok then return nil, failed end
    last = rows[#rows].key
  end
end

local function fill_all(db)
  for _, name in ipairs(entities.names) do
    local ok, err = fill(db, name)
    if ok then ok, err = db:run_all(schema.indexes(name)) end
    if not ok then return nil, err end
  end
  db:forget()
  for _, name in ipairs(entities.names) do
    local ok, err = db:run_all { "drop table old_" .. name }
    if not ok then return nil, err end
  end
  return true
end

local function rebuild(db)
  for _, part in ipairs { function() return set_aside(db) end,
    function() return db:run_all(schema.derived()) end, function() return fill_all(db) end } do
    local ok, err = part()
    if not ok then return nil, err end
  end
  return true
end

-- ---- making ----

local function finish(db)
  local ok, err = fields.refresh(db)
  if not ok then return nil, err end
  ok, err = db:run("insert or replace into meta (name, value) values ('columns', ?)",
    schema.fingerprint())
  if ok == nil then return nil, err end
  return db.engine.set_version(db.database, schema.VERSION)
end

local function make(db)
  local ok, err = db:run_all(schema.fixed())
  if ok then ok, err = db:run_all(schema.derived()) end
  if not ok then return nil, err end
  return finish(db)
end

-- Whether the columns in the file are those of this module.
local function is_current(db)
  local row, made = db:run "select value from meta where name = 'columns'"
  if row == nil then return nil, made end
  return made == schema.fingerprint()
end

local function bring_up(db)
  local owner, version = db.engine.owner(db.database)
  if owner == "empty" then return make(db) end
  local current = version == schema.VERSION and is_current(db)
  if current then return true end
  local ok, err = rebuild(db)
  if not ok then return nil, err end
  return finish(db)
end

-- ---- opening ----

-- Whose file it is, and its version; or nil, err. Changes nothing.
local function look(db)
  local owner, version, message = db.engine.owner(db.database)
  if not owner then return nil, db:failure(version, message) end
  if owner == "other" then
    return nil, failure("not_a_store", db.path, "it holds tables that are not the store's")
  end
  if owner == "damaged" then
    return nil, failure("store_damaged", db.path, "the store's tables are missing")
  end
  if owner == "ours" and version > schema.VERSION then
    return nil, failure("store_newer", db.path, "it was written by a newer version of this module "
      .. "(%d, this one knows %d)", version, schema.VERSION)
  end
  return owner, version
end

local function prepare_writer(db)
  local owner, version = look(db)
  if not owner then return nil, version end
  if owner == "empty" then
    local ok, code, message = db.engine.mark(db.database)
    if not ok then return nil, db:failure(code, message) end
  elseif version == schema.VERSION then
    local current, err = is_current(db)
    if current == nil then return nil, err end
    if current then return true end
  end
  local ok, err = db:transaction(bring_up, db)
  db:forget()
  return ok, err
end

local function prepare_reader(db)
  local owner, version = look(db)
  if not owner then return nil, version end
  if owner == "empty" then
    return nil, failure("not_a_store", db.path, "it is empty")
  end
  local current, err = version == schema.VERSION, nil
  if current then current, err = is_current(db) end
  if current == nil then return nil, err end
  if not current then
    return nil, failure("store_older", db.path, "its columns were made by another version")
  end
  return true
end

-- A connection that is prepared, or closed: it, or nil, err.
local function prepared(db, prepare)
  local ok, err = prepare(db)
  if ok then return db end
  db:close()
  return nil, err
end

--- A connection that writes to the store at an address, which is made where
-- there is none; or nil, err. path is what its errors call it.
function file.writer(engine, address, path)
  local database, code, message = engine.open_writer(address)
  if not database then return nil, failure(code, path, "%s", message) end
  return prepared(connection.new(engine, database, path), prepare_writer)
end

--- A connection that reads from it; or nil, err. The file is not opened here to
-- see whether it is there: closing it again would drop the locks that SQLite
-- holds for this process.
function file.reader(engine, address, path)
  local database, code, message = engine.open_reader(address)
  if not database then return nil, failure(code, path, "%s", message) end
  return prepared(connection.new(engine, database, path), prepare_reader)
end

return file
