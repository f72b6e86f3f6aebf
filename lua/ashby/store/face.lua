--- face: the calls of a client on a store: the same names, parameters and
-- records; what only the service can do is misuse that says so.
--
-- SPDX-License-Identifier: MIT

local answer = require "ashby.lists.answer"
local catalogue = require "ashby.catalogue"
local errors = require "ashby.errors"
local filter = require "ashby.store.filter"
local gather = require "ashby.gather"
local misuse = require "ashby.misuse"
local names = require "ashby.names"
local pages = require "ashby.lists.pages"
local params = require "ashby.params"
local read = require "ashby.store.read"

local face = {}

local unpack = rawget(table, "unpack") or rawget(_G, "unpack")

-- How many records an iterator reads at a time.
local AHEAD = 200

-- ---- lists ----

-- Draft postings are named on a job only when they are asked for.
local function hides_drafts(method, checked)
  return method.entity == "jobs" and not checked.own.raw
    and not checked.wire.includeUnpublishedJobPostingsIds
end

local function without(given, name)
  if type(given) ~= "table" or given[name] == nil then return given, nil end
  if type(given[name]) ~= "boolean" then
    misuse.raise("bad argument '%s': true or false expected", name)
  end
  local copy = {}
  for key, value in pairs(given) do copy[key] = value end
  copy[name] = nil
  return copy, given[name]
end

-- A checked list: what read.page takes, and the cursor and max of the call.
local function list_of(method, given)
  local rest, include_gone = without(given, "include_gone")
  local checked = params.check(method, rest)
  local own, wire = checked.own, checked.wire
  own.hides_drafts = hides_drafts(method, checked)
  return { name = method.entity, method = method, own = own, max = own.max,
    where = filter.of(method, wire, include_gone), cursor = wire.cursor,
    limit = method.paged and (wire.limit or math.min(own.max or 100, 100)) or nil }
end

local function to_page(got, most)
  local records = got.records
  for i = #records, (most or #records) + 1, -1 do records[i] = nil end
  return answer.page_of(records, { cursor = got.cursor, has_more = got.more })
end

local function close(self) self.closed = true end

-- The next page as read.page gives it; nil at the end.
local function fetch(self)
  if self.closed then return nil end
  local got, err = self.read(self.list, self.cursor)
  self.cursor = got and got.cursor
  self.closed = not got or not got.more
  return got, err
end

local function next_page(self)
  local got, err = fetch(self)
  if not got then return nil, err end
  local page = to_page(got, self.left)
  self.left = self.left and self.left - #page.records
  if self.left == 0 then self.closed = true end
  return page
end

local function next_record(self)
  if self.left == 0 then return nil end
  while not self.records or self.at >= #self.records do
    local got, err = fetch(self)
    if not got then
      self.records, self.at = {}, 0
      return nil, err
    end
    self.records, self.at = got.records, 0
  end
  self.at, self.left = self.at + 1, self.left and self.left - 1
  return self.records[self.at]
end

local function close_records(self)
  self.closed, self.records, self.at = true, {}, 0
end

local Pages = pages.class("ashby.pages", next_page, close)
local Records = pages.class("ashby.records", next_record, close_records)

local function iterator(metatable, list, reader)
  local it = setmetatable({ list = list, cursor = list.cursor, left = list.max or false,
    read = reader }, metatable)
  return it, nil, nil, it
end

local function list_calls(self, method, guard)
  local calls = {}
  local reader = guard(read.page)

  function calls.list(given)
    local list = list_of(method, given)
    local got, err = reader(list, list.cursor)
    if not got then return nil, err end
    return to_page(got, list.max)
  end

  function calls.pages(given)
    return iterator(Pages, list_of(method, given), reader)
  end

  function calls.each(given)
    local list = list_of(method, given)
    list.limit = list.limit and AHEAD
    return iterator(Records, list, reader)
  end

  function calls.all(given)
    return answer.collect((calls.each(given)))
  end

  return calls
end

-- ---- by id ----

-- The catalogue's get, with its id and boolean parameters; entities without one
-- get one too.
local function get_method(row)
  local id = row.get and row.get.params[1] or { name = "id", snake = "id", type = "string" }
  id = { name = id.name, snake = id.snake, type = "string", required = true }
  local method = { name = row.get and row.get.name or row.list.name, title = row.name .. ".get",
    action = "get", entity = row.name, record = row.list.record, params = { id },
    names = { id.snake }, by_name = { [id.name] = id, [id.snake] = id } }
  for _, param in ipairs(row.get and row.get.params or {}) do
    if param.type == "boolean" then
      method.params[#method.params + 1] = param
      method.names[#method.names + 1] = param.snake
      method.by_name[param.name], method.by_name[param.snake] = param, param
    end
  end
  return method
end

local ONLY_SERVICE = "%s: '%s' does not work on a store, which keeps the list's records; "
  .. "ask the service"

local function check_get(row, method, given)
  for _, param in ipairs(row.get and row.get.params or {}) do
    for _, name in ipairs { param.snake, param.name } do
      if type(given) == "table" and given[name] ~= nil and not method.by_name[name] then
        misuse.raise(ONLY_SERVICE, method.title, name)
      end
    end
  end
end

local function not_found(method, id)
  local object = method.name:match("^(%a+)"):gsub("%u", function(c) return "_" .. c:lower() end)
  return errors.new { code = object .. "_not_found", method = method.name,
    message = ("the store has no such record: %s"):format(id) }
end

local function get_one(self, method, id, own, include_gone)
  local bytes, err = read.bytes(self, method.entity, id, include_gone)
  if bytes == nil then return nil, err end
  if not bytes then return nil, not_found(method, id) end
  local records, problem = read.records(self, { bytes }, own)
  return records and records[1], problem
end

local function get_many(self, method, ids, own)
  local records, failed = {}, {}
  for i, id in ipairs(ids) do
    local record, err = get_one(self, method, id, own)
    if err and err.kind ~= "not_found" then return nil, err end
    records[i], failed[i] = record or false, err
  end
  return records, failed
end

local function kept_options(own)
  return { fields = own.fields, raw = own.raw, null = own.null }
end

local function check_ids(method, ids)
  if type(ids) ~= "table" then
    misuse.raise("%s_many: an array of ids expected, got %s", method.title, misuse.kind(ids))
  end
  for i, id in ipairs(ids) do
    if type(id) ~= "string" or id == "" then
      misuse.raise("%s_many: id %d is not a string, or is empty", method.title, i)
    end
  end
end

local function get_calls(self, row, guard)
  local calls, method = {}, get_method(row)
  local one, many = guard(get_one), guard(get_many)

  function calls.get(given)
    local rest, include_gone = without(given, "include_gone")
    check_get(row, method, rest)
    local checked = params.check(method, rest)
    checked.own.hides_drafts = hides_drafts(method, checked)
    return one(method, checked.wire[method.params[1].name], checked.own, include_gone)
  end

  function calls.get_many(ids, own)
    check_ids(method, ids)
    own = kept_options(params.check_options(method.title .. "_many", own, {}))
    own.hides_drafts = hides_drafts(method, { own = own, wire = {} })
    return many(method, ids, own)
  end

  return calls
end

-- Loaded at the first search.
local function search_calls(row, guard)
  local run = guard(function(self, given)
    return require "ashby.store.search".run(self, row.name, given)
  end)
  return { search = function(given) return run(given) end }
end

-- ---- the store as a whole ----

local ACTIONS = { "list", "get", "search" }

local function entity_row(name)
  local row = catalogue.entities[name]
  if not row then
    misuse.raise("unknown entity '%s'%s", tostring(name),
      misuse.nearest(tostring(name), catalogue.names))
  end
  return row
end

local REMOTE = { call = "a vendor's method", call_pages = "a vendor's method",
  check = "the key's check", sync = "a sync; store.pull pulls what changed" }

local function whole_calls(public)
  local calls = {}

  function calls.execute(name, action, given)
    entity_row(name)
    local fn = misuse.is_one_of(action, ACTIONS) and public[name][action]
    if not fn then
      misuse.raise("%s has no action '%s'%s", name, tostring(action),
        misuse.nearest(tostring(action), ACTIONS))
    end
    return fn(given)
  end

  function calls.gather(functions, own)
    return gather.run({ host = require "ashby.wait".choose() }, functions, own)
  end

  function calls.entities() return { unpack(catalogue.names) } end

  function calls.describe(name)
    entity_row(name)
    return catalogue.describe(name)
  end

  for name, what in pairs(REMOTE) do
    calls[name] = function()
      misuse.raise("store.%s: %s needs the service: use a client", name, what)
    end
  end

  return calls
end

--- Puts the client's calls into a store. guard(fn) calls fn with the store
-- before its arguments, or returns an error where the store cannot be used.
function face.fill(public, self, guard)
  self.decode = {}
  for _, name in ipairs(catalogue.names) do
    local row = catalogue.entities[name]
    public[name] = names.seal({}, "store." .. name)
    for _, calls in ipairs { list_calls(self, row.list, guard), get_calls(self, row, guard),
      search_calls(row, guard) } do
      for action, fn in pairs(calls) do
        misuse.hang(public[name], "store." .. name, action, fn)
      end
    end
  end
  for name, fn in pairs(whole_calls(public)) do misuse.hang(public, "store", name, fn) end
end

return face
