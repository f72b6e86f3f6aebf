--- get: get and get_many of a store's entity, by the ids of the records that it
-- keeps.
--
-- SPDX-License-Identifier: MIT

local ascii = require "ashby.text.ascii"
local errors = require "ashby.errors"
local given = require "ashby.store.given"
local misuse = require "ashby.misuse"
local ours = require "ashby.params.ours"
local params = require "ashby.params"
local read = require "ashby.store.read"

local get = {}

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

local function check_get(row, method, what)
  for _, param in ipairs(row.get and row.get.params or {}) do
    for _, name in ipairs { param.snake, param.name } do
      if type(what) == "table" and what[name] ~= nil and not method.by_name[name] then
        misuse.raise(ONLY_SERVICE, method.title, name)
      end
    end
  end
end

local function not_found(method, id)
  local object = ascii.snake(method.name:match("^(%a+)"))
  return errors.new { code = object .. "_not_found", method = method.name,
    message = ("the store has no such record: %s"):format(id) }
end

local function get_one(self, method, id, own, include_gone)
  local bytes, err = read.bytes(self, method.entity, id, include_gone)
  if bytes == nil then return nil, err end
  if not bytes then return nil, not_found(method, id) end
  local records, problem = read.records(self, { bytes }, own)
  if not records then return nil, problem end
  return records[1]
end

local function get_many(self, method, ids, own, include_gone)
  local records, failed = {}, {}
  for i, id in ipairs(ids) do
    local record, err = get_one(self, method, id, own, include_gone)
    if err and err.kind ~= "not_found" then return nil, err end
    records[i], failed[i] = record or false, err
  end
  return records, failed
end

local function kept_options(own)
  return { fields = own.fields, raw = own.raw, null = own.null }
end

--- The calls by name. guard: see face.fill.
function get.calls(self, row, guard)
  local calls, method = {}, get_method(row)
  local one, many = guard(get_one), guard(get_many)

  function calls.get(what)
    local rest, include_gone = given.include_gone(method.title, what)
    check_get(row, method, rest)
    local checked = params.check(method, rest)
    checked.own.hides_drafts = given.hides_drafts(method, checked)
    return one(method, checked.wire[method.params[1].name], checked.own, include_gone)
  end

  function calls.get_many(ids, own)
    ids = params.check_ids(method, ids)
    local title = method.title .. "_many"
    local rest, include_gone = given.include_gone(title, own)
    own = kept_options(ours.options(title, rest, {}, method.record))
    own.hides_drafts = given.hides_drafts(method, { own = own, wire = {} })
    return many(method, ids, own, include_gone)
  end

  return calls
end

return get
