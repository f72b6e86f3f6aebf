--- webhook: receives Ashby's webhooks. Each one is verified, answered at once
-- and handled once. What it is about is fetched afterwards, in a timer, by an
-- incremental pass; further passes at intervals catch what webhooks missed.
--
--   ASHBY_WEBHOOK_SECRET   the webhook's secretToken
--   ASHBY_API_KEY          to pull with
--   ASHBY_STATE            the sync's file, "ashby.webhook.json" if not set
--
-- SPDX-License-Identifier: MIT

local ashby = require "ashby"

local webhook = {}

local SECRET = assert(os.getenv "ASHBY_WEBHOOK_SECRET", "ASHBY_WEBHOOK_SECRET is not set, or "
  .. "nginx.conf has no line 'env ASHBY_WEBHOOK_SECRET;'")
local STATE = os.getenv "ASHBY_STATE" or "ashby.webhook.json"

local REMEMBER = 86400 -- seconds; Ashby retries for some six hours
local REPAIR = 600     -- seconds between two passes that no webhook asked for

webhook.again = 10 -- seconds until a failed pass is retried

-- What an event is about -> the lists to look into.
local LISTS = {
  application = { "applications", "candidates" }, candidate = { "candidates" },
  deletedCandidate = { "candidates", "applications" }, job = { "jobs" },
  jobPosting = { "job_postings" },
}
local ENTITIES = { "applications", "candidates", "jobs", "job_postings" }

local GONE = { candidateDelete = "candidates", candidateMerge = "candidates",
  jobPostingDelete = "job_postings" }

-- ---- yours: what to do with it ----

--- A record is new or was changed. It may come again with the same content.
function webhook.changed(entity, record)
  ngx.log(ngx.NOTICE, entity, " ", record.id, " changed")
end

--- A record was deleted, or merged into another.
function webhook.gone(entity, id)
  ngx.log(ngx.NOTICE, entity, " ", id, " is gone")
end

-- ---- passes: one worker at a time, for all that is dirty ----

local function pull_entity(s, entity)
  local it = s.changes(entity)
  while true do
    local record, err = it:next()
    if err then return nil, err end
    if record == nil then return s.commit() end
    webhook.changed(entity, record)
  end
end

local function next_dirty(dict)
  for _, entity in ipairs(ENTITIES) do
    if dict:get("dirty:" .. entity) then return entity end
  end
end

local function pull_dirty(dict)
  local s, err = ashby.sync { state = STATE }
  if not s then return nil, err end
  local ok, entity = true, next_dirty(dict)
  while ok and entity do
    dict:delete("dirty:" .. entity) -- before: what happens meanwhile makes it dirty again
    local ran
    ran, ok, err = pcall(pull_entity, s, entity)
    if not ran then ok, err = nil, ok end
    if not ok then dict:set("dirty:" .. entity, true) end
    entity = next_dirty(dict)
  end
  s.close()
  return ok, err
end

local function pull(premature)
  local dict = ngx.shared.ashby_webhooks
  while not premature and next_dirty(dict) do
    if not dict:add("pulling", true, 600) then return end -- that worker looks again at its end
    local ok, err = pull_dirty(dict)
    dict:delete "pulling"
    if not ok then
      ngx.log(ngx.ERR, "ashby: ", tostring(err))
      ngx.timer.at(webhook.again, pull)
      return
    end
  end
end

local function mark(entities)
  for _, entity in ipairs(entities) do
    ngx.shared.ashby_webhooks:set("dirty:" .. entity, true)
  end
  local ok, problem = ngx.timer.at(0, pull)
  if not ok then ngx.log(ngx.ERR, "ashby: no timer: ", problem) end
end

-- ---- receiving ----

-- Exactly as it came: in memory, or in a file if it was larger.
local function raw_body()
  ngx.req.read_body()
  local path = ngx.req.get_body_file()
  if not path then return ngx.req.get_body_data() or "" end
  local file = assert(io.open(path, "rb"))
  local body = file:read "*a"
  file:close()
  return body
end

local function take(event)
  local entity = GONE[event.action]
  if entity and event.subject_id then webhook.gone(entity, event.subject_id) end
  if LISTS[event.subject] then mark(LISTS[event.subject]) end
end

--- The location's content: 401 for what is not from Ashby, else 204 at once.
function webhook.receive()
  local body = raw_body()
  local ok, err = ashby.webhook.verify(body, ngx.var.http_ashby_signature, SECRET)
  if not ok then
    ngx.log(ngx.WARN, tostring(err))
    return ngx.exit(401)
  end
  local event, problem = ashby.webhook.event(body)
  if not event then -- sending it again would not help
    ngx.log(ngx.WARN, tostring(problem))
  elseif ngx.shared.ashby_webhooks:add(event.dedup_key, true, REMEMBER) then
    take(event)
  end
  return ngx.exit(204)
end

--- For init_worker_by_lua: repairs at intervals.
function webhook.start(seconds)
  ngx.timer.every(seconds or REPAIR, function(premature)
    if not premature then mark(ENTITIES) end
  end)
end

return webhook
