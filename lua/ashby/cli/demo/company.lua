--- company: a made-up company for `ashby demo`: a year of its applications,
-- which ends today. It is the same every day, except for the dates, and on
-- every system.
--
-- SPDX-License-Identifier: MIT

local company = {}

local DAY = 86400

-- ---- facts ----

local FIRST = { "Ada", "Aisha", "Björn", "Chidi", "Daria", "Elif", "Emeka", "Fatima", "Grace",
  "Hana", "Ivan", "Jonas", "Jun", "Kavya", "Lea", "Linus", "Mateo", "Mei", "Nadia", "Noah",
  "Olga", "Priya", "Rafael", "Sofía", "Tomás", "Yuki", "Zoë", "小明" }
local LAST = { "Abe", "Almeida", "Andersson", "Bauer", "Chen", "Costa", "Dubois", "Eze", "Fischer",
  "García", "Haddad", "Ivanova", "Jensen", "Kaya", "Kim", "Kowalski", "López", "Meyer", "Nguyen",
  "Okafor", "Park", "Patel", "Rossi", "Sato", "Schmidt", "Silva", "Singh", "Tanaka", "Weber" }

local DEPARTMENTS = { "Engineering", "Product", "Sales", "Support", "People" }

-- Title, department, status, applications per hundred.
local JOBS = {
  { "Backend Engineer", 1, "Open", 18 }, { "Frontend Engineer", 1, "Open", 13 },
  { "Data Engineer", 1, "Open", 9 }, { "Site Reliability Engineer", 1, "Closed", 7 },
  { "Product Manager", 2, "Open", 10 }, { "Product Designer", 2, "Open", 9 },
  { "Account Executive", 3, "Open", 12 }, { "Sales Manager", 3, "Closed", 4 },
  { "Support Specialist", 4, "Open", 11 }, { "People Partner", 5, "Open", 7 },
}

-- Title, type, applications per hundred, and how much better they do.
local SOURCES = {
  { "LinkedIn", "Job boards", 30, 0.8 }, { "Company website", "Inbound", 26, 0.9 },
  { "Indeed", "Job boards", 18, 0.6 }, { "Referral", "Referrals", 12, 1.6 },
  { "Sourced by us", "Sourced", 9, 1.2 }, { "University fair", "Events", 5, 0.8 },
}

-- Title, type, how many per hundred go on, and the most days in it.
local STAGES = {
  { "Application Review", "PreInterviewScreen", 46, 9 }, { "Recruiter Call", "Active", 66, 8 },
  { "Technical Interview", "Active", 45, 16 }, { "Final Interview", "Active", 58, 14 },
  { "Offer", "Offer", 84, 8 }, { "Hired", "Hired", 0, 0 }, { "Archived", "Archived", 0, 0 },
}
local OFFER, HIRED, ARCHIVED = 5, 6, 7
local STATUS = { [HIRED] = "Hired", [ARCHIVED] = "Archived" }

local REASONS = { { "Not enough experience", "RejectedByOrg" },
  { "Role was filled", "RejectedByOrg" }, { "Chose another offer", "RejectedByCandidate" },
  { "No answer", "RejectedByCandidate" } }
local CHOSE_ANOTHER = 3

local APPLICATIONS = 540
local AGAIN, FORGOTTEN = 9, 3 -- per hundred: people who apply again; people who get no answer

-- ---- random numbers, the same on every system ----

local function new_chance(seed)
  local function below(n)
    seed = (seed * 16807) % 2147483647
    return math.floor(seed / 2147483647 * n)
  end
  -- A row by its weight in a column.
  return below, function(rows, column)
    local total = 0
    for _, row in ipairs(rows) do total = total + row[column] end
    local left = below(total)
    for i, row in ipairs(rows) do
      left = left - row[column]
      if left < 0 then return i, row end
    end
  end
end

-- ---- records ----

local count

local function id()
  count = count + 1
  return ("de300000-0000-4000-8000-%012x"):format(count)
end

-- The time so many days before the end of today, as the service writes it.
local function before(made, days)
  local at = made.now - math.floor(days * DAY)
  return os.date("!%Y-%m-%dT%H:%M:%S.000Z", at)
end

local function add(list, fields)
  fields.id = id()
  list[#list + 1] = fields
  return fields
end

local function add_plan(made)
  for _, name in ipairs(DEPARTMENTS) do
    add(made.departments, { name = name, isArchived = false })
  end
  for _, row in ipairs(SOURCES) do
    add(made.sources, { title = row[1], isArchived = false,
      sourceType = { id = id(), title = row[2], isArchived = false } })
  end
  for _, row in ipairs(REASONS) do
    add(made.archive_reasons, { text = row[1], reasonType = row[2], isArchived = false })
  end
  for i = 1, 5 do
    add(made.users, { firstName = FIRST[i * 5], lastName = LAST[i * 5], isEnabled = true,
      globalRole = "Limited Access", email = ("user%d@example.com"):format(i),
      updatedAt = before(made, 300) })
  end
end

local function member(user, role)
  return { userId = user.id, firstName = user.firstName, lastName = user.lastName,
    email = user.email, role = role }
end

local function add_job(made, i, row)
  local opened = 370 - i * 11
  local job = add(made.jobs, { title = row[1], status = row[3], confidential = false,
    departmentId = made.departments[row[2]].id, openedAt = before(made, opened),
    createdAt = before(made, opened + 7), updatedAt = before(made, i),
    hiringTeam = { member(made.users[i % 3 + 1], "Recruiter"),
      member(made.users[4 + i % 2], "Hiring Manager") } })
  made.opened[i], made.stages[i] = opened, {}
  for n, stage in ipairs(STAGES) do
    made.stages[i][n] = { id = id(), title = stage[1], type = stage[2],
      orderInInterviewPlan = n, interviewPlanId = job.id }
  end
  if row[3] == "Open" then
    add(made.job_postings, { title = row[1], jobId = job.id, status = "Published", isListed = true,
      departmentName = DEPARTMENTS[row[2]], locationName = "Remote",
      publishedDate = before(made, opened - 2):sub(1, 10), updatedAt = before(made, i) })
  end
end

-- ---- applications ----

-- A way is how far an application came: { application, stages = those of its
-- job, steps = its history, n = the last stage that it entered, entered and
-- decided = how many days ago }. decided is nil while it waits there.

local function step(made, way, n, entered, left)
  local stage = way.stages[n]
  way.steps[#way.steps + 1] = { id = id(), stageId = stage.id, title = stage.title,
    stageNumber = n, enteredStageAt = before(made, entered),
    leftStageAt = left and before(made, left) or nil, actorId = made.users[1].id }
end

-- Goes through the stages until the application stays in one, or today is reached.
local function walk(made, way, age, luck)
  local below = made.below
  for n = 1, HIRED do
    way.n, way.entered = n, age
    local stay = STAGES[n][4] * (0.15 + below(100) / 100)
    if n == HIRED or stay >= age or below(100) < FORGOTTEN then
      return step(made, way, n, age, nil)
    end
    age = age - stay
    step(made, way, n, way.entered, age)
    if below(100) >= STAGES[n][3] * (n < OFFER and luck or 1) then
      way.decided = age
      return
    end
  end
end

local function add_offer(made, way, acceptance, offered, decided)
  add(made.offers, { applicationId = way.application.id, offerStatus = "CandidateAccepted",
    acceptanceStatus = acceptance, decidedAt = decided and before(made, decided) or nil,
    latestVersion = { id = id(), createdAt = before(made, offered) } })
end

local function offer(made, way)
  if way.n == HIRED then
    add_offer(made, way, "Accepted", way.entered + STAGES[OFFER][4] / 2, way.entered)
  elseif way.n == OFFER then
    add_offer(made, way, way.decided and "Declined" or "Pending", way.entered, way.decided)
  end
end

local function archive(made, way)
  local application = way.application
  step(made, way, ARCHIVED, way.decided, nil)
  application.archivedAt = application.updatedAt
  local reason = way.n == OFFER and CHOSE_ANOTHER or made.below(#REASONS) + 1
  application.archiveReason = made.archive_reasons[reason]
end

-- How it ends: hired, still under way, or archived.
local function finish(made, way)
  local application, last = way.application, way.decided and ARCHIVED or way.n
  application.status = STATUS[last] or "Active"
  application.currentInterviewStage = way.stages[last]
  application.updatedAt = before(made, way.decided or way.entered)
  if last == ARCHIVED then archive(made, way) end
  offer(made, way)
end

-- Someone new, or someone who applies again.
local function candidate_of(made)
  local list = made.candidates
  if #list > 0 and made.below(100) < AGAIN then return list[made.below(#list) + 1] end
  local at = before(made, 300)
  return add(list, { createdAt = at, updatedAt = at,
    name = FIRST[made.below(#FIRST) + 1] .. " " .. LAST[made.below(#LAST) + 1],
    primaryEmailAddress = { value = ("person%d@example.com"):format(#list + 1), type = "Personal",
      isPrimary = true } })
end

local function add_application(made)
  local i = made.pick(JOBS, 4)
  local s, source = made.pick(SOURCES, 3)
  local job, age = made.jobs[i], made.opened[i] * (made.below(1000) + 1) / 1000
  if JOBS[i][3] == "Closed" then age = math.max(age, 90) end
  local who = candidate_of(made)
  local application = add(made.applications, { createdAt = before(made, age),
    candidate = { id = who.id, name = who.name }, source = made.sources[s],
    job = { id = job.id, title = job.title, departmentId = job.departmentId } })
  local way = { application = application, stages = made.stages[i], steps = {} }
  made.histories[application.id] = way.steps
  walk(made, way, age, source[4])
  finish(made, way)
end

--- The company's lists by their names, and the histories of its applications by
-- their ids.
---@param now integer  seconds since 1970; the last of its days is that one
function company.new(now)
  count = 0
  local made = { now = now, departments = {}, sources = {}, archive_reasons = {}, users = {},
    jobs = {}, job_postings = {}, candidates = {}, applications = {}, offers = {}, histories = {},
    opened = {}, stages = {} }
  made.below, made.pick = new_chance(20260528)
  add_plan(made)
  for i, row in ipairs(JOBS) do add_job(made, i, row) end
  for _ = 1, APPLICATIONS do add_application(made) end
  return made
end

--- The id of its first department: a store that has it is one of the demo's.
company.MARK = "de300000-0000-4000-8000-000000000001"

return company
