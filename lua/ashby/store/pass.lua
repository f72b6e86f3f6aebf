--- pass: one entity of a pull: what changed since its token, or everything.
-- A few pages are one short transaction; nothing is marked gone and no token is
-- saved before the pull as a whole is known to be good (finish).
--
-- SPDX-License-Identifier: MIT

local core = require "ashby.core"
local encode = require "ashby.encode"
local entities = require "ashby.store.entities"
local erase = require "ashby.store.erase"
local errors = require "ashby.errors"
local keeper = require "ashby.store.keeper"
local listen = require "ashby.store.listen"
local pages = require "ashby.lists.pages"
local params = require "ashby.params"
local request = require "ashby.exchange.request"
local schema = require "ashby.store.schema"

local pass = {}

--- Pages that are kept in one transaction: ids come in no order, and each
-- transaction writes the pages of their index again.
pass.TOGETHER = 8

-- A pass that keeps being reset is given up.
local MAX_RESETS = 3

--- Whether so few of the known records were met that they may be another
-- company's: two companies may share a few that their service gave to both.
function pass.is_hardly_any(met, known) return met * 10 < known end

local Pass = {}
Pass.__index = Pass

-- ---- requests ----

local function request_of(self, token)
  local method = self.row.method
  if self.row.is_raw then
    return request.raw(self.context, method, { limit = 100, syncToken = token },
      { idempotent = true })
  end
  local given = { sync_token = token }
  for name, value in pairs(self.asks) do given[name] = value end
  return request.paged(self.context, method, params.check(method, given))
end

local function as_it_is(answer) return answer end

local function start(self, token, reason)
  self.token, self.reason, self.is_full = token, reason, token == nil
  self.mode = self.is_full and "full" or "incremental"
  self.counts, self.came = keeper.counts(), 0
  if self.it then self.it:close() end
  self.it = pages.pages(self.context, request_of(self, token), {}, as_it_is)
end

-- ---- what it begins with ----

local function load_saved(self)
  local rows, err = self.db:rows("select * from passes where entity = ?", self.name)
  if not rows then return nil, err end
  self.saved = rows[1] or {}
  if self.saved.suspect_at then
    local ok, problem = self.db:transaction(erase.since, self.db, self.name, self.saved.suspect_at)
    if not ok then return nil, problem end
  end
  local row, count = self.db:run(
    ("select count(*) from %s_all where gone_at is null"):format(self.name))
  if row == nil then return nil, count end
  self.known = count
  if count == 0 then return true end
  return self.db:run_all(schema.indexes(self.name))
end

local function first_reason(self)
  local saved = self.saved
  if self.full then return "asked" end
  if not saved.pulled_at then return "first_pass" end
  if not self.takes_tokens or not saved.token then return "no_sync_token" end
  if saved.parameters ~= self.parameters then return "other_parameters" end
end

-- ---- pages ----

-- A full pass that has met hardly any known record may be reading another company.
local function suspect(self)
  local met, came = self.counts.known, self.counts.records
  local at = self.is_full and pass.is_hardly_any(met, math.min(self.known, came)) and self.at or nil
  if self.suspect_at == at then return true end
  self.suspect_at = at
  return self.db:run("insert into passes (entity, suspect_at) values (?1, ?2) "
    .. "on conflict (entity) do update set suspect_at = ?2", self.name, at)
end

local function write_pages(self)
  for _, document in ipairs(self.held) do
    local ok, err = self.keeper:page(document, self.at, self.counts)
    if not ok then return nil, err end
  end
  local noted, problem = suspect(self)
  if noted == nil then return nil, problem end
  return true
end

-- Keeps the pages that are held, in one transaction.
local function keep_held(self)
  if #self.held == 0 then return true end
  local ok, err = self.db:transaction(write_pages, self)
  for _, document in ipairs(self.held) do document:close() end
  self.held = {}
  if not ok then
    self.it:close()
    return nil, err
  end
  return true
end

local function keep_page(self, answer)
  if answer.count == 0 then return true end
  self.held[#self.held + 1], self.came = answer.document, self.came + answer.count
  if #self.held < pass.TOGETHER then return true end
  return keep_held(self)
end

-- Every one of these means: drop cursor and token, run a full pass.
local function is_reset(self, err)
  if err.kind ~= "expired" or self.resets >= MAX_RESETS then return false end
  self.resets = self.resets + 1
  return true
end

local function tell(self)
  self.progress { event = "page", entity = self.name, records = self.came,
    mode = self.mode }
end

local function drain(self)
  while true do
    local answer, err = self.it:next()
    if not answer then
      local ok, problem = keep_held(self)
      if not ok then return nil, problem end
    end
    if err and is_reset(self, err) then
      start(self, nil, err.code)
    elseif err then
      return nil, err
    elseif not answer then
      return true
    else
      local ok, problem = keep_page(self, answer)
      if not ok then return nil, problem end
      tell(self)
    end
  end
end

-- The hosted service shows a refusal as an empty list.
local function check_hosted(self)
  local may_be_refused = self.service.hides_refusals and self.known > 0
  if not may_be_refused or self.counts.records > 0 then return true end
  return nil, errors.new { code = "hosted_list_failed", method = self.row.method.name,
    message = "the hosted service sent an empty list where records are known: it may be a refusal" }
end

--- Runs the pass: true, or nil, err. Waits.
function Pass:run()
  local began = core.clock()
  local ok, err = load_saved(self)
  if ok then
    local reason = first_reason(self)
    start(self, not reason and self.saved.token or nil, reason)
    ok, err = drain(self)
  end
  if ok then ok, err = check_hosted(self) end
  self.seconds = core.clock() - began
  self.error = err
  return ok, err
end

-- ---- its end ----

local MARK_GONE = "update %s_all set gone_at = ?1 where gone_at is null and pulled_at < ?1"

local SAVE = "insert or replace into passes (entity, token, parameters, pulled_at, full_at) "
  .. "values (?, ?, ?, ?, ?)"

--- Marks what is gone and saves the token; inside a transaction. true, or nil,
-- err.
function Pass:finish()
  self.gone = 0
  local made, problem = self.db:run_all(schema.indexes(self.name))
  if not made then return nil, problem end
  if self.is_full then
    local ok, err = self.db:run(MARK_GONE:format(self.name), self.at)
    if ok == nil then return nil, err end
    self.gone = self.db.database:changes()
  end
  local token = self.takes_tokens and self.it.sync_token or nil
  local ok, err = self.db:run(SAVE, self.name, token, self.parameters, self.at,
    self.is_full and self.at or self.saved.full_at)
  if ok == nil then return nil, err end
  return true
end

--- Notes that the kept records are older than what the service has.
function Pass:mark_stale()
  return self.db:run("insert into passes (entity, stale_since, stale_code) values (?1, ?2, ?3) "
    .. "on conflict (entity) do update set stale_since = coalesce(stale_since, ?2), "
    .. "stale_code = ?3", self.name, self.at, self.error.code)
end

--- Erases the records that it added. If it met some that were known, they may
-- have been replaced: the next pass is full and brings them back.
function Pass:undo()
  local count, err = erase.since(self.db, self.name, self.at)
  if count == nil then return nil, err end
  if not self.counts or self.counts.known == 0 then return count end
  return self.db:run("update passes set token = null where entity = ?", self.name)
end

--- What it did, as pull reports it.
function Pass:summary()
  local counts = self.counts or keeper.counts()
  return { mode = self.mode, reason = self.reason, records = counts.records, new = counts.new,
    changed = counts.changed, gone = self.gone or 0, requests = self.requests,
    seconds = self.seconds, unfit = counts.unfit, error = self.error,
    stale = self.error ~= nil }
end

--- A pass over an entity, or nil, err. run: { db, context, at, full, progress }.
function pass.new(run, name)
  local row = entities.by_name[name]
  local service = run.context.service
  local self = setmetatable({ name = name, row = row, db = run.db, at = run.at, full = run.full,
    progress = run.progress, service = service, requests = 0, resets = 0, held = {},
    asks = service.has_filters and row.asks or {},
    takes_tokens = row.method.sync and service.has_sync_tokens }, Pass)
  self.context = listen(run.context, name, self, run.progress)
  self.parameters = row.is_raw and "{}"
    or encode.params(row.method, params.check(row.method, self.asks).wire)
  local err
  self.keeper, err = keeper.new(run.db, name)
  if not self.keeper then return nil, err end
  return self
end

return pass
