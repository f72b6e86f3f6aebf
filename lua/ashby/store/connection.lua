--- connection: a database as the rest of the store uses it: statements prepared
-- once, transactions that always end, error objects.
--
-- SPDX-License-Identifier: MIT

local errors = require "ashby.errors"

local connection = {}

local Connection = {}
Connection.__index = Connection

function connection.new(engine, database, path)
  return setmetatable({ engine = engine, database = database, path = path, statements = {} },
    Connection)
end

--- The error object for a code and message of the engine.
function Connection:failure(code, message)
  return errors.new { code = code, message = ("%s: %s"):format(self.path, message or code) }
end

-- What is written to a file that was deleted or replaced would be lost.
local function moved(self)
  if not self.database:is_gone() then return nil end
  return errors.new { code = "store_missing",
    message = self.path .. ": the file was deleted, or another one is in its place",
    hint = "open the store again, which makes the file where there is none" }
end

--- The error of a store that was closed.
function Connection:closed()
  return errors.new { code = "closed", message = self.path .. ": the store was closed",
    hint = "open it again with ashby.store" }
end

--- An error that says why it cannot be used, or nil. While a pull waited, another
-- coroutine may have closed it, the program forked, or somebody moved the file.
function Connection:problem()
  if self.database:is_open() then return moved(self) end
  if self.is_closed then return self:closed() end
  return errors.new { code = "forked",
    message = self.path .. ": the store belongs to the process that opened it" }
end

-- What pcall has given. Wherever Lua allocates, a finalizer of the program may close
-- the connection: what the engine then raises is the error that says so.
local function outcome(self, ok, value, ...)
  if ok then return value, ... end
  if self.database:is_open() then error(value, 0) end
  return nil, self:problem()
end

-- ---- statements ----

local function prepare(self, sql)
  local known = self.statements[sql]
  if known then return known end
  local problem = self:problem()
  if problem then return nil, problem end
  local statement, code, message = self.database:prepare(sql)
  if not statement then return nil, self:failure(code, message) end
  self.statements[sql] = statement
  return statement
end

--- The statement for a query, prepared at its first use; or nil, err.
function Connection:prepare(sql)
  return outcome(self, pcall(prepare, self, sql))
end

-- As prepare, for one call: a finalizer that asks the same meanwhile gets another
-- one.
local function take(self, sql)
  local statement, err = prepare(self, sql)
  self.statements[sql] = nil
  return statement, err
end

local function put_back(self, sql, statement, row, first, second, ...)
  self.statements[sql] = statement
  if row == nil then return nil, self:failure(first, second) end
  return row, first, second, ...
end

local function run(self, sql, ...)
  local statement, err = take(self, sql)
  if not statement then return nil, err end
  return put_back(self, sql, statement, statement:run(...))
end

--- Runs a query: true and the values of its first row, or false; or nil, err.
function Connection:run(sql, ...)
  return outcome(self, pcall(run, self, sql, ...))
end

local function rows_of(self, sql, ...)
  local statement, err = take(self, sql)
  if not statement then return nil, err end
  local ok, code, message = statement:bind(...)
  local rows = {}
  while ok do
    ok, code, message = statement:step()
    if ok then rows[#rows + 1] = statement:row() end
  end
  if ok == nil then return put_back(self, sql, statement, nil, code, message) end
  statement:reset()
  return put_back(self, sql, statement, rows)
end

--- The rows of a query by their columns' names, or nil, err.
function Connection:rows(sql, ...)
  return outcome(self, pcall(rows_of, self, sql, ...))
end

local function run_all(self, list)
  for _, sql in ipairs(list) do
    local row, code, message = self.engine.run(self.database, sql)
    if row == nil then return nil, self:failure(code, message) end
  end
  return true
end

--- Runs several statements, each once: true, or nil and the error of the first
-- that fails.
function Connection:run_all(list)
  return outcome(self, pcall(run_all, self, list))
end

-- ---- transactions ----

local function finish(self, ok, value, ...)
  if ok and value ~= nil then
    local done, err = self:run "commit"
    if done ~= nil then return value, ... end
    if self.database:in_transaction() then self:run "rollback" end
    return nil, err
  end
  if self.database:in_transaction() then self:run "rollback" end
  if not ok then return outcome(self, ok, value) end
  return nil, ...
end

--- Runs fn(...) inside a transaction, which is rolled back when it returns nil
-- or raises. fn never waits.
function Connection:transaction(fn, ...)
  local problem = self:problem()
  if problem then return nil, problem end
  if self.database:in_transaction() then
    return nil, self:failure("store_busy", "a call that writes is under way, inside which this "
      .. "one runs")
  end
  local begun, err = self:run "begin immediate"
  if begun == nil then return nil, err end
  return finish(self, pcall(fn, ...))
end

local function tidy(self)
  local ok, code, message = self.engine.tidy(self.database)
  if not ok then return nil, self:failure(code, message) end
  return true
end

--- Writes everything into the one file: true, or nil, err.
function Connection:tidy()
  local problem = self:problem()
  if problem then return nil, problem end
  return outcome(self, pcall(tidy, self))
end

--- A transaction that erases: then the file itself is overwritten, not only the
-- log. What fn returns, or nil, err.
function Connection:erasing(fn, ...)
  local did, err = self:transaction(fn, ...)
  if did == nil then return nil, err end
  local ok, problem = self:tidy()
  if not ok then return nil, problem end
  return did
end

--- Forgets the statements, whose tables have changed.
function Connection:forget()
  local statements = self.statements
  self.statements = {}
  for _, statement in pairs(statements) do statement:close() end
end

function Connection:close()
  self.is_closed, self.statements = true, {}
  self.database:close()
end

return connection
