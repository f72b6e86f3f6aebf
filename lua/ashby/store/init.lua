--- store: the local copy of a company's data: pulled once, then queried as
-- often as you like, in SQL and by the module's own calls.
--
--   local store = assert(ashby.store "hiring.db")
--   assert(store.pull())
--   for job in store.jobs.each{ status = "Open" } do print(job.title) end
--
-- SPDX-License-Identifier: MIT

local core = require "ashby.core"
local engine = require "ashby.store.engine"
local errors = require "ashby.errors"
local face = require "ashby.store.face"
local file = require "ashby.store.file"
local misuse = require "ashby.misuse"
local names = require "ashby.names"
local sql = require "ashby.store.sql"

local store = {}

local OPTIONS = { client = "table", read_only = "boolean" }

local function check(path, given)
  if type(path) ~= "string" or path == "" then
    misuse.raise("ashby.store: the path of a file expected, got %s",
      path == "" and "''" or misuse.kind(path))
  end
  if path:find("%z") then misuse.raise("ashby.store: the path has a NUL in it") end
  if given == nil then return {} end
  if type(given) ~= "table" then misuse.raise("ashby.store: a table of options expected") end
  for name, value in pairs(given) do
    if not OPTIONS[name] then
      misuse.raise("unknown option '%s' for ashby.store%s", tostring(name),
        misuse.nearest(tostring(name), { "client", "read_only" }))
    end
    if type(value) ~= OPTIONS[name] then
      misuse.raise("ashby.store: bad option '%s': a %s expected, got a %s", name, OPTIONS[name],
        type(value))
    end
  end
  return given
end

-- Queries and pulls open files later, when the program's folder may be another.
local function absolute(path)
  local folder = not path:find "^/" and core.folder()
  return folder and folder .. "/" .. path or path
end

-- The connections: one that writes, unless read_only, and one that reads.
local function connect(path, read_only)
  local eng, err = engine.of(path)
  if not eng then return nil, err end
  local address, writer = absolute(path), nil
  if not read_only then
    writer, err = file.writer(eng, address, path)
    if not writer then return nil, err end
  end
  local reader
  reader, err = file.reader(eng, address, path)
  if reader then
    return { engine = eng, path = path, address = address, db = writer, reader = reader }
  end
  if writer then writer:close() end
  return nil, err
end

-- A call that first checks that the store is open and, if it writes, writable.
local function guarded(self, fn, writes)
  return function(...)
    local err = self.reader:problem()
    if not err and writes and not self.db then
      err = errors.new { code = "store_read_only",
        message = self.path .. ": the store was opened with read_only",
        hint = "open the store without read_only" }
    end
    if err then return nil, err end
    return fn(self, ...)
  end
end

local function writing_calls()
  return {
    pull = function(self, given) return require "ashby.store.pull".run(self, given) end,
    apply = function(self, body) return require "ashby.store.apply".run(self, body) end,
    purge = function(self, given) return require "ashby.store.purge".run(self, given) end,
  }
end

local function close(self)
  if self.closed then return end
  self.closed = true
  sql.close(self)
  self.reader:close()
  if self.db then self.db:close() end
  if self.lock then self.lock:close() end
end

--- ashby.store(path, options) -> store, or nil, err. default is the client
-- that pulls where no other is given.
function store.open(path, given, default)
  given = check(path, given)
  local self, err = connect(path, given.read_only)
  if not self then return nil, err end
  self.client, self.pulling = given.client or default, setmetatable({}, { __mode = "v" })
  sql.open(self)
  local public = {}
  face.fill(public, self, function(fn) return guarded(self, fn) end)
  for name, fn in pairs(writing_calls()) do
    misuse.hang(public, "store", name, guarded(self, fn, true))
  end
  misuse.hang(public, "store", "pulls", guarded(self, function()
    return require "ashby.store.pulls".list(self.reader)
  end))
  misuse.hang(public, "store", "sql", function(...)
    return sql.run(self, self.reader:problem(), ...)
  end)
  misuse.hang(public, "store", "close", function() close(self) end)
  return names.seal(public, "store", {
    __name = "ashby.store",
    __tostring = function() return "ashby.store" end,
    __close = function() close(self) end,
  })
end

return store
