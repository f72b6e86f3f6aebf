--- sync: only what changed since the last time. A pass gives every record that
-- changed; commit, and only commit, moves the tokens forward. So a crash at
-- any moment gives changes again and loses none.
--
-- SPDX-License-Identifier: MIT

local core = require "ashby.core"
local catalogue = require "ashby.catalogue"
local encode = require "ashby.encode"
local errors = require "ashby.errors"
local misuse = require "ashby.misuse"
local names = require "ashby.names"
local params = require "ashby.params"
local passes = require "ashby.sync.pass"
local memory = require "ashby.sync.memory"
local tables = require "ashby.tables"

local sync = {}

local unpack = rawget(table, "unpack") or rawget(_G, "unpack")

local REFUSED = { cursor = true, sync_token = true, syncToken = true, max = true,
  parallel = true }

-- ---- entities and filters ----

local function list_of(entity)
  local row = catalogue.entities[entity]
  if not row then
    misuse.raise("sync: unknown entity '%s'%s", tostring(entity),
      misuse.nearest(tostring(entity), catalogue.names))
  end
  return row.list
end

-- The values of an array parameter in one order, each once.
local function as_set(values)
  local copy, present = {}, {}
  for _, value in ipairs(values) do
    if not present[value] then copy[#copy + 1] = value end
    present[value] = true
  end
  table.sort(copy)
  return copy
end

-- A copy of the parameters, checked, with every array that selects in one order:
-- the same set is the same filter, and a token goes only with the bytes of its own
-- pass, which may start over with them.
local function in_order(method, given)
  for name in pairs(type(given) == "table" and given or {}) do
    if REFUSED[name] then misuse.raise("changes: '%s' is set by the sync itself", name) end
  end
  params.check(method, given)
  local copy = {}
  for name, value in pairs(given or {}) do
    local selects = method.by_name[name] and type(value) == "table"
    copy[name] = selects and as_set(value) or value
  end
  copy.fields = copy.fields and { unpack(copy.fields) }
  return copy
end

-- The filter a token belongs to: what is sent, without what does not select.
local function filter_of(method, given)
  local wire = params.check(method, given).wire
  wire.limit = nil
  return encode.params(method, wire)
end

-- ---- ids ----

-- What is known after a pass. A full one forgets nothing: what it does not list
-- any more is gone, and reconcile has to report that.
local function merge_ids(known, pass)
  local present, ids = {}, {}
  for _, list in ipairs { known or {}, pass.seen } do
    for _, id in ipairs(list) do
      if not present[id] then
        present[id] = true
        ids[#ids + 1] = id
      end
    end
  end
  return ids
end

-- The ids that a set does not have.
local function missing(ids, set)
  local list = {}
  for _, id in ipairs(ids or {}) do
    if not set[id] then list[#list + 1] = id end
  end
  return list
end

local function set_of(ids)
  local set = {}
  for _, id in ipairs(ids) do set[id] = true end
  return set
end

-- ---- the sync ----

local function now_text()
  return os.date("!%Y-%m-%dT%H:%M:%SZ", math.floor(core.time()))
end

-- A copy of the data with the entries that wait for commit in it.
local function merged(data, pending)
  local result = { version = data.version, entities = {} }
  for entity, filters in pairs(data.entities) do
    result.entities[entity] = tables.copy(filters)
  end
  for entity, filters in pairs(pending) do
    result.entities[entity] = tables.copy(result.entities[entity], filters)
  end
  return result
end

local methods = {}

local function entry_of(data, entity, filter)
  return (data.entities[entity] or {})[filter] or {}
end

-- What a commit would keep now.
local function latest(self, entity, filter)
  return (self.pending[entity] or {})[filter] or entry_of(self.memory.data, entity, filter)
end

local function put(pending, entity, filter, entry)
  pending[entity] = pending[entity] or {}
  pending[entity][filter] = entry
end

-- A pass that has ended may have got no token.
local function first_reason(takes_tokens, entry)
  if not takes_tokens then return "no_sync_token" end
  if entry.token then return nil end
  return entry.saved_at and "no_sync_token" or "first_pass"
end

--- changes(entity, params): iterator over the records that changed since the
-- last commit; over all where there is no token. full() says which.
function methods.changes(self, entity, given)
  local method = list_of(entity)
  given = in_order(method, given)
  local filter = filter_of(method, given)
  local entry = entry_of(self.memory.data, entity, filter)
  local takes_tokens = method.sync and self.service.has_sync_tokens
  local token = takes_tokens and entry.token or nil
  local pass = passes.new { method = method, list = self.client[entity].each, given = given,
    token = token, reason = first_reason(takes_tokens, entry),
    finish = function(pass)
      put(self.pending, entity, filter, { token = takes_tokens and pass.it.sync_token or nil,
        saved_at = now_text(), ids = merge_ids(latest(self, entity, filter).ids, pass) })
    end }
  self.passes[entity] = pass
  return pass, nil, nil, pass
end

--- full(entity) -> whether the last pass over it was a full one, and why:
-- "first_pass", "no_sync_token", or the code that reset it.
function methods.full(self, entity)
  list_of(entity)
  local pass = self.passes[entity]
  if not pass then return nil end
  return pass.is_full, pass.reason
end

-- The hosted service shows a refusal as an empty list.
local function empty_hosted_list(method)
  return errors.new { code = "hosted_list_failed", method = method.name,
    message = "the hosted service sent an empty list where records are known: it may be a refusal" }
end

--- reconcile(entity, params) -> ids that committed passes gave and that are not
-- listed any more, and a set of the ids that are; or nil, err. Lists never say
-- what was deleted or merged.
function methods.reconcile(self, entity, given)
  local method = list_of(entity)
  given = in_order(method, given)
  local filter = filter_of(method, given)
  local known, present = latest(self, entity, filter).ids, {}
  local it = self.client[entity].each(tables.copy(given, { fields = { "id" }, raw = false }))
  while true do
    local record, err = it:next()
    if record == nil and not err then break end
    local id = nil
    if record then id, err = passes.id_of(method, record) end
    if err then
      it:close()
      return nil, err
    end
    present[id] = true
  end
  local gone = missing(known, present)
  if self.service.hides_refusals and #gone > 0 and next(present) == nil then
    return nil, empty_hosted_list(method)
  end
  local entry = latest(self, entity, filter) -- a pass may have ended meanwhile
  put(self.pending, entity, filter, tables.copy(entry, { ids = missing(entry.ids, set_of(gone)) }))
  return gone, present
end

--- commit() -> true, or nil, err: what the complete passes have given will not
-- be given again. Passes that were broken off count for nothing.
function methods.commit(self)
  if self.closed then return nil, errors.new { code = "closed" } end
  local data = merged(self.memory.data, self.pending)
  local ok, err = self.memory.save(data)
  if not ok then return nil, err end
  self.memory.data, self.pending = data, {}
  return true
end

--- close(): lets another writer have the state. Nothing is saved.
function methods.close(self)
  if not self.closed then self.memory.close() end
  self.closed = true
end

local METATABLE = {
  __name = "ashby.sync",
  __tostring = function() return "ashby.sync" end,
  __close = function(self) self.close() end,
}

--- client.sync{ state = path or { load =, save = } } -> sync, or nil, err.
function sync.new(client, context, given)
  if type(given) ~= "table" then misuse.raise("sync: a table with state expected") end
  for name in pairs(given) do
    if name ~= "state" then
      misuse.raise("unknown option '%s' for sync%s", tostring(name),
        misuse.nearest(tostring(name), { "state" }))
    end
  end
  local kept, err = memory.open(given.state)
  if not kept then return nil, err end
  local self = { client = client, memory = kept, pending = {}, passes = {},
    service = context.service }
  local face = names.seal({}, "sync", METATABLE)
  for name, method in pairs(methods) do
    misuse.hang(face, "sync", name, function(...) return method(self, ...) end)
  end
  return face
end

return sync
