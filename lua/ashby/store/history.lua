--- history: when each application entered and left its stages, as the service
-- reports it. It is asked for new and changed applications only, side by side.
-- Each history is kept whole, so that the pull after one that broke off goes on
-- where that was.
--
-- SPDX-License-Identifier: MIT

local core = require "ashby.core"
local gather = require "ashby.gather"
local listen = require "ashby.store.listen"
local pages = require "ashby.lists.pages"
local request = require "ashby.exchange.request"

local history = {}

local METHOD = { name = "application.listHistory", title = "application.listHistory",
  action = "list", permission = "candidatesRead", paged = true }

-- How many applications are looked up at a time.
local BATCH = 200

local WANTED = [[
select a.key as key, a.id as id, a.updated_at as updated_at
from applications_all a left join history_pulled h on h.application_id = a.id
where a.gone_at is null and a.key > ? and (h.application_id is null
  or h.updated_at is not a.updated_at)
order by a.key limit ?]]

local PLAN = { { "text", "id" }, { "text", "stageId" }, { "text", "title" },
  { "integer", "stageNumber" }, { "time", "enteredStageAt" }, { "time", "leftStageAt" },
  { "text", "actorId" } }
local INSERT = "insert or replace into stage_history (id, stage_id, title, stage_number, "
  .. "entered_stage_at, left_stage_at, actor_id, application_id) values (?, ?, ?, ?, ?, ?, ?, ?)"

-- The next application to ask for; nil at the end; or nil, err.
local function next_wanted(work)
  local item = work.queue[work.at]
  if item then
    work.at = work.at + 1
    return item
  end
  if work.ended then return nil end
  local rows, err = work.db:rows(WANTED, work.last, BATCH)
  if not rows then return nil, err end
  work.queue, work.at, work.ended = rows, 1, #rows == 0
  if work.ended then return nil end
  work.last = rows[#rows].key
  return next_wanted(work)
end

local function keep_entries(work, application, documents)
  local ok, err = work.db:run("delete from stage_history where application_id = ?", application.id)
  if ok == nil then return nil, err end
  local insert, problem = work.db:prepare(INSERT)
  if not insert then return nil, problem end
  for _, document in ipairs(documents) do
    repeat
      local _, row, code, message = insert:record(document, work.plan, application.id)
      if row == nil then return nil, work.db:failure(code, message) end
      work.did.records = work.did.records + 1
    until not document:skip()
  end
  return work.db:run("insert or replace into history_pulled (application_id, updated_at) "
    .. "values (?, ?)", application.id, application.updated_at)
end

-- All pages of one application's history; none if it has gone meanwhile.
local function fetch(work, application)
  local asked = request.raw(work.context, METHOD, { applicationId = application.id },
    { idempotent = true })
  local it = pages.pages(work.context, asked, {}, function(answer) return answer end)
  local documents = {}
  while true do
    local answer, err = it:next()
    if err and err.kind == "not_found" then return {} end
    if err then return nil, err end
    if not answer then return documents end
    if answer.count > 0 then documents[#documents + 1] = answer.document end
  end
end

local function pull_one(work, application)
  local documents, err = fetch(work, application)
  if not documents then return nil, err end
  local ok, problem = work.db:transaction(keep_entries, work, application, documents)
  if ok == nil then return nil, problem end
  work.did.applications = work.did.applications + 1
  work.progress { event = "history", applications = work.did.applications }
  return true
end

local function worker(work)
  return function()
    while not work.stopped do
      local application, err = next_wanted(work)
      if err then return nil, err end
      if not application then return true end
      local ok, problem = pull_one(work, application)
      if not ok then
        work.stopped = true
        return nil, problem
      end
    end
    return true
  end
end

--- Pulls what is missing: { applications, records, requests, seconds }, or nil,
-- err. run: { db, caller, context, progress }.
function history.pull(run)
  local did = { applications = 0, records = 0, requests = 0 }
  local began = core.clock()
  local work = { db = run.db, did = did, progress = run.progress, last = 0, queue = {}, at = 1,
    plan = run.db.engine.plan(PLAN), context = listen(run.context, "history", did, run.progress) }
  local workers = {}
  for i = 1, run.context.max_in_flight do workers[i] = worker(work) end
  local results, err = gather.run(run.context, workers, nil, run.caller)
  if not results then return nil, err end
  did.seconds = core.clock() - began
  return did
end

return history
