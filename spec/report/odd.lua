--- odd: an organisation that nobody would make up: without names, stages, sources
-- and jobs, with times at the ends of months and with offsets, merged, archived
-- and reopened. It shares no code with the sandbox. It answers every list with the
-- whole of it, whatever the filters say, as a service may.
--
--   local odd = require "spec.report.odd"
--   local client = odd.client()        odd.applications[1].createdAt …
--
-- SPDX-License-Identifier: MIT

local ashby = require "ashby"
local cjson = require "cjson"
local core = require "ashby.core"
local direct = require "ashby.service.direct"
local luassert = require "luassert"
local report = require "ashby.report"
local shell = require "tools.shell"

local odd = {}

local null = cjson.null

-- ---- random numbers, the same on every system ----

local seed = 7

local function below(n)
  seed = (seed * 16807) % 2147483647
  return math.floor(seed / 65536) % n
end

local function one_of(list) return list[below(#list) + 1] end

local count = 0

local function id()
  count = count + 1
  return ("%08x-0000-4000-8000-%012x"):format(below(32768) * 65536 + below(65536), count)
end

local function empty_array() return setmetatable({}, cjson.empty_array_mt) end

-- ---- names and times ----

local LONG = ("ぬ"):rep(200)
local NAMES = { "Ada", "ada", "Ådne", LONG, "عبد الرحمن", "O'Brien; \"=1+1\"", "Zoë", null, "" }

local TIMES = { "2026-01-31T23:59:59.999Z", "2026-02-01T00:00:00.000Z", "2026-02-28T23:59:59.999Z",
  "2026-03-01T01:30:00.000+02:00", "2025-12-31T22:00:00.000-05:00", "2024-02-29T12:00:00.000Z",
  "2026-02-14T09:00:00.000Z", "2026-02-14T09:00:00.000Z", "2025-11-30T00:00:00.000Z",
  "2026-02-20T08:30:00.1234567Z", "2026-02-20T08:30:00Z" }

-- Days after 2026-01-01, as the service writes times.
local function day(n, ms)
  local at = os.date("!%Y-%m-%dT%H:%M:%S", 1767225600 + n * 86400)
  return ("%s.%03dZ"):format(at, ms or 0)
end

-- ---- the small lists ----

local function record(list, fields)
  fields.id = id()
  list[#list + 1] = fields
  return fields
end

odd.departments, odd.sources, odd.jobs, odd.job_postings = {}, {}, {}, {}
odd.applications, odd.offers, odd.histories, odd.users = {}, {}, {}, {}

for i, name in ipairs { "Engineering", "engineering", LONG, "Empty", "Old", "Old and empty" } do
  record(odd.departments, { name = name, isArchived = i > 4 })
end

for i, title in ipairs { "LinkedIn", "LinkedIn", "Referral", LONG } do
  record(odd.sources, { title = title, isArchived = i == 3,
    sourceType = i < 4 and { id = id(), title = "Type " .. i % 2, isArchived = false } or nil })
end

local function user(first, last)
  return record(odd.users, { firstName = first, lastName = last, email = "a@example.com",
    globalRole = "Limited Access", isEnabled = true, updatedAt = day(0) })
end

local members = { user("Ada", "Lovelace"), user("Ada", "Lovelace"), user("王", "小明"),
  user("Nobody", "Here") }

local function team(i)
  local list = {}
  for n, role in ipairs { "Recruiter", "recruiter", "Hiring Manager", "Recruiter" } do
    local who = members[(i * n) % #members + 1]
    list[n] = { userId = who.id, firstName = who.firstName,
      lastName = i % 4 == 1 and "Before" or who.lastName, -- her name at the time
      email = who.email, role = role }
  end
  return list
end

local STATUSES = { "Open", "Open", "Open", "Closed", "Draft", "Archived" }

for i = 1, 12 do
  record(odd.jobs, {
    title = i == 1 and LONG or i < 4 and "Engineer" or i < 12 and "Job " .. i or null,
    status = STATUSES[i % #STATUSES + 1], confidential = i == 5,
    departmentId = i ~= 6 and odd.departments[(i - 1) % 5 + 1].id or nil,
    locationIds = empty_array(), hiringTeam = i ~= 2 and team(i) or empty_array(),
    openedAt = i ~= 7 and one_of(TIMES) or nil, createdAt = day(-20 * i), updatedAt = day(0),
    customFields = empty_array() })
end

-- Not in the list, but its applications are.
local hidden = { id = id(), title = "Confidential", departmentId = odd.departments[1].id }

for i, published in ipairs { "2026-02-01", "2026-02-14", "2026-02-14", "2026-03-01" } do
  record(odd.job_postings, { title = "Posting " .. i, jobId = odd.jobs[i * 2 - 1].id,
    status = i < 4 and "Published" or "Unpublished", isListed = true, publishedDate = published,
    updatedAt = day(i < 3 and 43 or 40 + i), locationName = "Berlin" })
end

-- ---- applications ----

local STAGES = {}
for i, job in ipairs(odd.jobs) do
  STAGES[job.id] = {}
  for n, row in ipairs { { "Lead", "Sourced" }, { "PreInterviewScreen", "Screen" },
    { "Active", i % 2 == 0 and "On site" or "Onsite" }, { "Active", LONG }, { "Offer", "Offer" },
    { "Hired", "Hired" }, { "Archived", "Archived" } } do
    STAGES[job.id][n] = { id = id(), title = row[2], type = row[1],
      orderInInterviewPlan = n, interviewPlanId = job.id }
  end
end
STAGES[hidden.id] = STAGES[odd.jobs[1].id]

local REASONS = {}
for i, kind in ipairs { "RejectedByOrg", "RejectedByCandidate" } do
  record(REASONS, { text = "Too late", reasonType = kind, isArchived = i == 2 })
end

local candidates = {}
for i = 1, 60 do candidates[i] = { id = id(), name = one_of(NAMES) } end
odd.candidates = {}
for i, candidate in ipairs(candidates) do
  odd.candidates[i] = { id = candidate.id, name = candidate.name, createdAt = day(-300),
    updatedAt = day(0) }
end

local function history_of(application, stages, last)
  local steps, at = {}, below(40)
  for n = 2, last do
    local stage, entered = stages[n], at
    at = at + below(20)
    if below(8) > 0 then -- some stages are skipped
      steps[#steps + 1] = { id = id(), stageId = below(9) > 0 and stage.id or null,
        title = stage.title, stageNumber = n, enteredStageAt = day(entered, below(1000)),
        leftStageAt = n < last and day(at - (below(12) == 0 and 40 or 0)) or nil,
        actorId = members[1].id, allowedActions = empty_array() }
    end
  end
  if application.status == "Archived" then
    steps[#steps + 1] = { id = id(), stageId = stages[7].id, title = "Archived", stageNumber = 7,
      enteredStageAt = day(at), actorId = members[1].id, allowedActions = empty_array() }
  end
  odd.histories[application.id] = steps
end

local function brief(job)
  return { id = job.id, title = job.title, departmentId = job.departmentId }
end

-- Some applications still have a name that the candidate had before.
local function candidate_of(i)
  local candidate = candidates[(i % 3 == 0 and i % 7 or below(60)) + 1]
  return i % 9 == 0 and { id = candidate.id, name = NAMES[i % 8 + 1] } or candidate
end

local function add_application(i)
  local job = i % 41 == 0 and hidden or one_of(odd.jobs)
  local stages, place = STAGES[job.id], below(7) + 1
  local status = ({ [1] = "Lead", [6] = "Hired", [7] = "Archived" })[place] or "Active"
  local reason = status == "Archived" and below(5) > 0 and one_of(REASONS) or nil
  local was_archived = status == "Archived" or below(10) == 0 -- and reopened
  local application = record(odd.applications, {
    createdAt = i % 3 == 0 and one_of(TIMES) or day(-below(200), below(1000)),
    updatedAt = day(below(80), below(1000)), status = status,
    candidate = i % 50 ~= 0 and candidate_of(i) or nil,
    currentInterviewStage = i % 17 ~= 0 and stages[place] or nil,
    source = i % 5 ~= 0 and (i % 23 == 0 and { id = id(), title = "Unlisted" }
      or one_of(odd.sources)) or nil,
    archiveReason = reason, archivedAt = was_archived and one_of(TIMES) or nil,
    job = i % 37 ~= 0 and brief(job) or nil, hiringTeam = empty_array(),
    customFields = empty_array() })
  if i % 11 ~= 0 then history_of(application, stages, place == 7 and below(4) + 3 or place) end
  return application
end

local ACCEPTANCES = { "Accepted", "Declined", "Pending", "Created", "WaitingOnResponse", "New" }

local function add_offer(application, acceptance)
  record(odd.offers, { applicationId = application.id, acceptanceStatus = acceptance,
    decidedAt = below(6) > 0 and day(60 + below(60), below(1000)) or nil,
    offerStatus = "CandidateAccepted",
    latestVersion = below(9) > 0 and { id = id(), createdAt = one_of(TIMES) } or nil })
end

for i = 1, 420 do
  local application = add_application(i)
  if application.status == "Hired" and i % 4 > 0 then add_offer(application, "Accepted") end
  if i % 8 == 1 then add_offer(application, "Accepted") end
  if i % 6 == 0 then add_offer(application, one_of(ACCEPTANCES)) end
end

odd.saved = { columnNames = { "Stage", "Count", "Count" },
  data = { { "Screen", "3", "4" }, { "Offer", null, null } },
  metadata = { title = "Mine", reportGeneratedAt = day(90) } }

-- ---- the service ----

local LISTS = { ["candidate.list"] = "candidates", ["application.list"] = "applications",
  ["job.list"] = "jobs", ["department.list"] = "departments", ["user.list"] = "users",
  ["jobPosting.list"] = "job_postings", ["source.list"] = "sources", ["offer.list"] = "offers" }

odd.asked = {} -- { name, body } of each request

local function results_of(name, body)
  if name == "application.listHistory" then
    return odd.histories[cjson.decode(body).applicationId] or {}
  end
  if name == "report.synchronous" then return { status = "complete", reportData = odd.saved } end
  return odd[LISTS[name] or ""] or {}
end

local function answer(request)
  local name, body = request.method.name, request.body or "{}"
  table.insert(odd.asked, { name = name, body = body })
  local results = results_of(name, body)
  local text = cjson.encode(results)
  if #results == 0 and text == "{}" then text = "[]" end
  return ('{"success":true,"results":%s,"moreDataAvailable":false}'):format(text)
end

local function transfer_of(text)
  local transfer = {}
  function transfer.finished() return true end
  function transfer.result() return 200 end
  function transfer.header() return nil end
  function transfer.text() return text end
  function transfer.redact(_, said) return said end
  function transfer.document(_, options) return core.document(text, options) end
  function transfer.close() end
  return transfer
end

--- A client whose service is this organisation.
function odd.client()
  local client = assert(ashby.new { api_key = "none", base_url = "http://127.0.0.1:1" })
  require "ashby.client".context_of(client).service = setmetatable({
    begin = function(_, request) return transfer_of(answer(request)) end,
  }, { __index = direct })
  return client
end

local opened = {}

--- A client, a store that was pulled from it, and rows_of(name, options): the
-- rows of a report at the time now, which are the same from both.
function odd.open(now)
  opened.folder, opened.client = shell.folder(), odd.client()
  opened.store = assert(ashby.store(opened.folder .. "/hiring.db", { client = opened.client }))
  assert(opened.store.pull { offers = true, history = true })
  return opened.client, opened.store, function(name, given)
    local options = { now = now }
    for key, value in pairs(given or {}) do options[key] = value end
    local live = assert(report.run(name, opened.client, options))
    local kept = assert(report.run(name, opened.store, options))
    luassert.same(live.rows, kept.rows)
    return live.rows
  end
end

function odd.close()
  opened.store.close()
  opened.client.close()
  shell.remove(opened.folder)
end

return odd
