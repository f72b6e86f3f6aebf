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

local REASONS = { { "Not enough experience", "RejectedByOrg" },
  { "Role was filled", "RejectedByOrg" }, { "Chose another offer", "RejectedByCandidate" },
  { "No answer", "RejectedByCandidate" } }

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

local function step(made, application, stage, number, entered, left)
  table.insert(made.histories[application.id], { id = id(), stageId = stage.id,
    title = stage.title, stageNumber = number, enteredStageAt = before(made, entered),
    leftStageAt = left and before(made, left) or nil, actorId = made.users[1].id })
end

-- Goes through the stages until one is not passed, or today comes first. Gives
-- the number of the last, and how many days ago it was entered and, if it was,
-- decided.
local function walk(made, application, stages, age, luck)
  local below = made.below
  for n = 1, 6 do
    local stay = STAGES[n][4] * (0.15 + below(100) / 100)
    if n == 6 or stay >= age or below(100) < FORGOTTEN then
      step(made, application, stages[n], n, age, nil)
      return n, age, nil
    end
    local left = age - stay
    step(made, application, stages[n], n, age, left)
    if below(100) >= STAGES[n][3] * (n < 5 and luck or 1) then return n, age, left end
    age = left
  end
end

local function add_offer(made, application, entered, decided, is_accepted)
  add(made.offers, { applicationId = application.id, offerStatus = "CandidateAccepted",
    acceptanceStatus = is_accepted and "Accepted" or decided and "Declined" or "Pending",
    decidedAt = decided and before(made, decided) or nil,
    latestVersion = { id = id(), createdAt = before(made, entered) } })
end

-- How it ends: hired, still under way, or archived.
local function finish(made, application, stages, n, entered, decided)
  local last = decided and n < 6 and 7 or n
  application.status = last == 7 and "Archived" or last == 6 and "Hired" or "Active"
  application.currentInterviewStage = stages[last]
  application.updatedAt = before(made, decided or entered)
  if last == 7 then
    step(made, application, stages[7], 7, decided, nil)
    application.archivedAt = application.updatedAt
    application.archiveReason = made.archive_reasons[n == 5 and 3 or made.below(#REASONS) + 1]
  end
  if n >= 5 then
    local from, to = entered, decided
    if n == 6 then
      local steps = made.histories[application.id]
      from, to = entered + STAGES[5][4] / 2, entered
      steps[#steps].leftStageAt = nil
    end
    add_offer(made, application, from, to, n == 6)
  end
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
  made.histories[application.id] = {}
  local n, entered, decided = walk(made, application, made.stages[i], age, source[4])
  finish(made, application, made.stages[i], n, entered, decided)
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
