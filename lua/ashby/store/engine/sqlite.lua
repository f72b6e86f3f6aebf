--- sqlite: the store on SQLite, in one file. One connection writes, others can
-- only read; a write-ahead log keeps them from holding each other up.
--
-- SPDX-License-Identifier: MIT

local sqlite = require "ashby.sqlite"

local engine = { name = "SQLite " .. sqlite.version() }

--- Columns of a record for a statement: rows { kind, name, group }.
engine.plan = sqlite.plan

-- Records are about 2 kB: at the default of 4096 bytes a page is half empty.
local PAGE_SIZE = 16384

-- "ashb", by which `file` and this module know a store.
local APPLICATION_ID = 0x61736862

-- A name such as ":memory:" would mean something else to SQLite.
local function file_name(path)
  return path:find("^[/.]") and path or "./" .. path
end

local function run(database, sql, ...)
  local statement, code, message = database:prepare(sql)
  if not statement then return nil, code, message end
  local row, first, second = statement:run(...)
  statement:close()
  if row == nil then return nil, first, second end
  return row, first
end

--- Runs one statement: true and the first value of its first row, or false
-- where it gives none; or nil, code, message.
engine.run = run

-- Runs several statements: true, or the failure of the first that fails.
local function run_all(database, list)
  for _, sql in ipairs(list) do
    local row, code, message = run(database, sql)
    if row == nil then return nil, code, message end
  end
  return true
end

-- Closes the connection and passes on what a statement failed with.
local function closed(database, code, message)
  database:close()
  return nil, code, message
end

--- A connection that writes, and overwrites what it deletes or replaces. Makes the
-- file where there is none.
function engine.open_writer(path)
  local database, code, message = sqlite.open(file_name(path), { create = true })
  if not database then return nil, code, message end
  local ok
  ok, code, message = run_all(database, {
    ("pragma page_size = %d"):format(PAGE_SIZE), "pragma synchronous = normal",
    "pragma cache_size = -8192", "pragma temp_store = memory",
    "pragma wal_autocheckpoint = 4000", "pragma secure_delete = on",
  })
  if not ok then return closed(database, code, message) end
  return database
end

-- Whether something is left in the log beside the file.
local function has_log(database)
  local list = database:prepare "pragma database_list"
  local _, _, _, path = list:run()
  list:close()
  local log = io.open(path .. "-wal", "rb")
  if not log then return false end
  local size = log:seek "end"
  log:close()
  return size > 0
end

-- How SQLite fails to read a log in a folder that cannot be written to.
local NEEDS_FOLDER = { store_file = true, store_read_only = true }

-- Why a connection cannot read its file: nothing, or code, message.
local function unreadable(database)
  local row, code, message = run(database, "select count(*) from sqlite_master")
  if row == nil then return code, message end
end

local function open_immutable(path)
  local database, code, message = sqlite.open(path, { read_only = true, immutable = true })
  if not database then return nil, code, message end
  code, message = unreadable(database)
  if code then return closed(database, code, message) end
  return database
end

--- A connection that can only read. A file that was closed cleanly in a folder
-- that cannot be written to is opened as immutable.
function engine.open_reader(path)
  local database, code, message = sqlite.open(file_name(path), { read_only = true })
  if not database then return nil, code, message end
  code, message = unreadable(database)
  if not code then return database end
  if not NEEDS_FOLDER[code] then return closed(database, code, message) end
  if has_log(database) then
    return closed(database, code, "it was not closed, and the log beside it cannot be read in a "
      .. "folder that cannot be written to: open it once where it can (" .. message .. ")")
  end
  database:close()
  return open_immutable(file_name(path))
end

--- Whose file it is: "ours", "damaged" (ours without its tables), "empty" or
-- "other", and the version of our schema in it; or nil, code, message.
function engine.owner(database)
  local row, id = run(database, "pragma application_id")
  if row == nil then return nil, id, "its first page cannot be read" end
  local _, version = run(database, "pragma user_version")
  local known, count, message = run(database, "select count(*) from sqlite_master")
  if known == nil then return nil, count, message end
  if id == APPLICATION_ID then return count > 0 and "ours" or "damaged", version end
  return (count == 0 and id == 0) and "empty" or "other", version
end

--- Marks the file as ours; outside a transaction.
function engine.mark(database)
  return run_all(database, { "pragma journal_mode = wal" })
end

--- Says which version of our schema it has; inside a transaction.
function engine.set_version(database, version)
  return run_all(database, { ("pragma application_id = %d"):format(APPLICATION_ID),
    ("pragma user_version = %d"):format(version) })
end

--- Writes the log into the file and empties it, as far as readers allow, for
-- which it does not wait: a query that is left open would hold up every pull.
function engine.tidy(database)
  local _, patience = run(database, "pragma busy_timeout")
  local ok, code, message = run_all(database, { "pragma busy_timeout = 0",
    "pragma wal_checkpoint(truncate)" })
  run(database, "pragma busy_timeout = " .. patience)
  return ok, code, message
end

return engine
