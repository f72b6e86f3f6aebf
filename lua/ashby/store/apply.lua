--- apply: writes what a verified webhook says into the store at once: records
-- that it carries whole, candidates and postings that are gone. Webhooks may
-- come in any order, and twice.
--
-- SPDX-License-Identifier: MIT

local catalogue = require "ashby.catalogue"
local clock = require "ashby.store.clock"
local core = require "ashby.core"
local entities = require "ashby.store.entities"
local erase = require "ashby.store.erase"
local erased = require "ashby.store.erased"
local fields = require "ashby.store.fields"
local keeper = require "ashby.store.keeper"
local webhook = require "ashby.webhook"

local apply = {}

-- What the data of an event may hold, and whose records they are.
local RECORDS = { { "application", "applications" }, { "job", "jobs" },
  { "jobPosting", "job_postings" }, { "candidate", "candidates" }, { "offer", "offers" } }

-- Events that say that something is gone: the entity, and where the id is.
local GONE = {
  candidateDelete = { "candidates", { "candidate", "id" } },
  candidateMerge = { "candidates", { "deletedCandidate", "id" } },
  jobPostingDelete = { "job_postings", { "id" }, { "jobPosting", "id" }, { "jobPostingId" } },
  offerDelete = { "offers", { "offer", "id" }, { "id" }, { "offerId" } },
}

local unpack = rawget(table, "unpack") or rawget(_G, "unpack")

-- ---- what is gone ----

local function id_of(document, row)
  for i = 2, #row do
    local id = document:kind("data", unpack(row[i])) == "string"
      and document:value("data", unpack(row[i]))
    if id then return id end
  end
end

local function erase_it(db, event, row, id)
  local at, err = clock.now(db)
  if not at then return nil, err end
  local name, only = row[1], event.action == "candidateMerge" -- its applications stay
  local ok, problem = erased.note(db, name, id, at, name == "candidates" and not only)
  if not ok then return nil, problem end
  local count, failed = (only and erase.one or erase.whole)(db, name, id)
  if not count then return nil, failed end
  return { action = event.action, entity = name, id = id,
    did = count > 0 and "erased" or "unchanged" }
end

local function take_away(db, event, document, row)
  local id = id_of(document, row)
  if not id then return { action = event.action, did = "ignored" } end
  return db:erasing(erase_it, db, event, row, id)
end

-- ---- what is new ----

-- Some events carry only a few members of a record: only a whole record may
-- replace the one that is kept.
local function is_whole(document, member, name)
  local row = catalogue.entities[name]
  for _, field in ipairs(row and catalogue.records[row.list.record] or { { name = "id" },
    { name = "applicationId" }, { name = "acceptanceStatus" } }) do
    if not field.absent and document:kind("data", member, field.name) == nil then return false end
  end
  return true
end

local function did_of(counts)
  return counts.new > 0 and "new" or counts.changed > 0 and "changed" or "unchanged"
end

local function keep(db, event, document, member, name)
  local id = document:value("data", member, "id")
  local was_erased, problem = erased.of_event(db, document, member, name, id)
  if was_erased == nil then return nil, problem end
  local did = { action = event.action, entity = name, id = id, did = "ignored" }
  if was_erased then return did end
  local at, err = clock.now(db)
  if not at then return nil, err end
  local keeps, failed = keeper.new(db, name)
  if not keeps then return nil, failed end
  document:open("data", member)
  local counts = keeper.counts()
  counts.is_event = true
  local ok
  ok, failed = keeps:page(document, at, counts)
  if ok and counts.has_fields then ok, failed = fields.refresh(db) end
  if not ok then return nil, failed end
  did.did = did_of(counts)
  return did
end

--- store.apply(raw_body) -> { action, entity, id, did }, did being "new",
-- "changed", "unchanged", "erased" or "ignored"; or nil, err.
function apply.run(store, body)
  local event, err = webhook.event(body)
  if not event then return nil, err end
  local document = core.document(body, { null = 0 })
  local row = GONE[event.action]
  if row then return take_away(store.db, event, document, row) end
  for _, known in ipairs(RECORDS) do
    local member, name = known[1], known[2]
    if document:kind("data", member) == "object" and entities.by_name[name]
      and is_whole(document, member, name) then
      return store.db:transaction(keep, store.db, event, document, member, name)
    end
  end
  return { action = event.action, did = "ignored" }
end

return apply
