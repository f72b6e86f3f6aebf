--- pass: one pass over one entity: every record of it once and whole, or an
-- error. It starts over by itself if the service no longer takes its token or
-- cursor, and reports what it has seen when it has come to its end.
--
-- SPDX-License-Identifier: MIT

local core = require "ashby.core"
local errors = require "ashby.errors"
local pages = require "ashby.lists.pages"
local tables = require "ashby.tables"

local passes = {}

-- A pass that keeps being reset is given up.
local MAX_RESETS = 3

local function has_path(fields, path)
  for _, field in ipairs(fields) do
    if field == path then return true end
  end
  return false
end

-- The id is needed to know what is gone.
local function with_id(given)
  local fields = given and given.fields
  if type(fields) ~= "table" or has_path(fields, "id") then return given end
  local more = { "id" }
  for i, field in ipairs(fields) do more[i + 1] = field end
  return tables.copy(given, { fields = more })
end

--- The id of a record, or nil and an error: a record without one can be neither
-- kept nor missed.
function passes.id_of(method, record)
  local id
  if type(record) == "table" then
    id = record.id
  else
    local document = core.document(record)
    id = document and document:value("id")
  end
  if type(id) == "string" and id ~= "" then return id end
  return nil, errors.new { code = "no_id", method = method.name, status = 200, attempts = 1,
    message = "the service sent a record whose id is not a string" }
end

-- Starts over, from a token or from the beginning.
local function start(pass, token, reason)
  pass.token, pass.reason, pass.is_full = token, reason, token == nil
  pass.seen = {}
  if pass.it then pass.it:close() end
  pass.it = pass.list(tables.copy(pass.given, { sync_token = token }))
end

-- Every one of these means: drop cursor and token, run a full pass.
local function reset(pass, err)
  if err.kind ~= "expired" or pass.resets >= MAX_RESETS then return false end
  pass.resets = pass.resets + 1
  start(pass, nil, err.code)
  return true
end

local function advance(pass)
  while not pass.ended do
    local record, err = pages.next_record(pass.it)
    if record ~= nil then
      local id
      id, err = passes.id_of(pass.method, record)
      if id then
        pass.seen[#pass.seen + 1] = id
        return record
      end
      pass.it:close()
    end
    -- Closed by a finalizer, it has not come to its end.
    if pass.ended and not err then err = pages.closed_meanwhile(pass.method.name) end
    if not err then
      pass.ended = true
      pass.finish(pass)
    elseif not reset(pass, err) then
      pass.ended = true
      return nil, err
    end
  end
  return nil
end

local function close(pass)
  pass.ended = true
  pass.it:close()
end

local Pass = pages.class("ashby.changes", advance, close)

--- A pass: { method, list = what gives its iterator, given, token = nil for a
-- full one, reason = why it is full, finish(pass) = called at its end }. It is
-- an iterator over records; is_full and reason say what it was, seen the ids.
function passes.new(facts)
  local pass = setmetatable({ method = facts.method, list = facts.list,
    given = with_id(facts.given), resets = 0, finish = facts.finish }, Pass)
  start(pass, facts.token, facts.reason)
  return pass
end

return passes
