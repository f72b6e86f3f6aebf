-- SPDX-License-Identifier: MIT
-- All records, by entity and index: generated on demand, patched by what was changed since the
-- start, rendered once. Records of the two big lists are not kept as tables, only as text.
-- The last `sizes[entity]` index is an example record; higher ones were created while running.

local json = require "json"
local random = require "random"
local clock = require "clock"
local links = require "links"
local memo = require "memo"
local settings = require "settings"
local catalogue = require "catalogue"
local entities = require "entities"
local hostile = require "hostile"
local words = require "words"
local organization = require "generate.organization"
local process = require "generate.process"
local jobs = require "generate.jobs"
local people = require "generate.people"
local applications = require "generate.applications"
local plain = require "generate.plain"

local store = {}

store.ABSENT = {}  -- in a patch: the member goes away

function store.id(entity, i) return random.id(entity, i) end

local make, exists = {}, {}

local function find_makers()
  for _, row in ipairs(entities.all) do
    make[row.name] = entities.named(row.make) or plain(row)
    exists[row.name] = entities.named(row.exists)
  end
end

local kept, texts, state

-- Drops everything that changed since the start; generated records and texts
-- may stay.
function store.reset()
  if state then
    for entity, changed in pairs(state.changed) do
      for i in pairs(changed) do texts[entity][i] = nil end
    end
  end
  state = { serial = 0, count = {}, patch = {}, deleted = {}, changed = {}, moves = {} }
  for entity in pairs(make) do
    state.count[entity] = settings.sizes[entity]
    state.patch[entity], state.deleted[entity], state.changed[entity] = {}, {}, {}
  end
  links.reset()
  store.state = state
end

-- The example of each list has its own id, at the end.
local function pin_examples()
  for _, row in ipairs(entities.listed) do
    random.pin(row.name, settings.sizes[row.name], catalogue.examples[row.name .. ".list"].id)
  end
end

function store.init()
  clock.init(settings.last_day)
  random.init(settings.seed)
  if settings.hostile then hostile.replace(words) end
  memo.forget()
  catalogue.init()
  organization.pin()
  pin_examples()
  find_makers()
  process.define_fields()
  jobs.pin()
  applications.forget()
  kept, texts, state = {}, {}, nil
  for entity in pairs(make) do kept[entity], texts[entity] = {}, {} end
  store.reset()
end

function store.has(entity)
  local row = entities.by_name[entity]
  return row ~= nil and row.listed == true
end

function store.count(entity)
  local row = entities.by_name[entity]
  if row.follows then return state.count[row.follows] * row.each end
  return state.count[entity]
end

function store.exists(entity, i)
  if exists[entity] then return exists[entity](i, store) end
  return i >= 1 and i <= state.count[entity] and not state.deleted[entity][i]
end

local function new_record(entity, i)
  local record = make[entity](i, store)
  local spoil = settings.hostile and entities.by_name[entity].listed
    and i ~= settings.sizes[entity]
  return spoil and hostile.spoil(entity, record, i) or record
end

local function generated(entity, i)
  if entities.by_name[entity].big then return new_record(entity, i) end
  local record = kept[entity][i]
  if not record then
    record = new_record(entity, i)
    kept[entity][i] = record
  end
  return record
end

local function copy(record)
  local result = {}
  for k, v in pairs(record) do result[k] = v end
  return setmetatable(result, getmetatable(record))
end

-- Members that depend on other records as they are now.
local function join(entity, i, record)
  if entity == "candidates" then
    local ids = json.array()
    for _, application in ipairs(links.applications_of(i)) do
      if store.exists("applications", application) then
        ids[#ids + 1] = random.id("applications", application)
      end
    end
    record = copy(record)
    record.applicationIds = ids
  elseif entity == "jobs" then
    record = copy(record)
    record.jobPostingIds = store.posting_ids(i, false)
  end
  return record
end

function store.posting_ids(job, unpublished)
  return jobs.posting_ids(job, state.count.job_postings, function(i)
    return store.exists("job_postings", i) and store.record("job_postings", i).status == "Published"
  end, unpublished)
end

function store.record(entity, i)
  local record = join(entity, i, generated(entity, i))
  local patch = state.patch[entity][i]
  if not patch then return record end
  record = copy(record)
  for k, v in pairs(patch) do
    if v == store.ABSENT then v = nil end
    record[k] = v
  end
  return record
end

-- One record in eight is written in ASCII with escapes.
local function ascii(i) return (i * 7 + settings.seed) % 8 == 3 end

function store.render(record, i) return json.encode(record, ascii(i)) end

-- The list record as text; kept.
function store.text(entity, i)
  local text = texts[entity][i]
  if not text then
    text = store.render(store.record(entity, i), i)
    texts[entity][i] = text
  end
  return text
end

-- Without private custom fields, for keys that may not see them.
function store.public(record)
  local fields = record.customFields
  if not fields then return record end
  local rest = json.array()
  for _, field in ipairs(fields) do
    if field.isPrivate ~= true then rest[#rest + 1] = field end
  end
  record = copy(record)
  record.customFields = rest
  return record
end

function store.index(entity, id)
  local i = random.index(entity, id:lower())
  if i and store.exists(entity, i) then return i end
end

-- Status, job index and creation time of an application, as it stands now.
function store.application_facts(i)
  local status, job, created = applications.facts(i)
  local patch = state.patch.applications[i]
  if patch then
    status = patch.status or status
    created = patch.createdAt and clock.ms(patch.createdAt) or created
  end
  return status, job, created
end

function store.created_ms(entity, i)
  local patch = state.patch[entity][i]
  if patch and patch.createdAt then return clock.ms(patch.createdAt) end
  if entity == "candidates" and i < settings.sizes.candidates then return people.created_ms(i) end
  local created = store.record(entity, i).createdAt
  return created and clock.ms(created) or 0
end

-- Where an application went since the start: { stage, at }, oldest first.
function store.moves(i) return state.moves[i] or {} end

local function note_move(i, patch)
  if not patch.currentInterviewStage then return end
  state.moves[i] = state.moves[i] or {}
  table.insert(state.moves[i],
    { stage = patch.currentInterviewStage, at = clock.ms(patch.updatedAt) })
end

local function note_change(entity, i)
  state.changed[entity][i] = state.serial
  texts[entity][i] = nil
end

-- Notes a change: new text, and the next incremental pass reports it.
function store.touch(entity, i, patch)
  local merged = state.patch[entity][i] or {}
  for k, v in pairs(patch or {}) do merged[k] = v end
  state.patch[entity][i] = merged
  note_change(entity, i)
  if entity ~= "applications" then return end
  note_move(i, patch)
  if store.exists("offers", i) then note_change("offers", i) end
end

function store.forget_text(entity, i) texts[entity][i] = nil end

return store
