--- odd: every report on an odd organisation, from a client and from a store: both
-- have the same rows, which are also those that are counted here from the records.
--
-- SPDX-License-Identifier: MIT

local apart = require "spec.report.apart"
local odd = require "spec.report.odd"
local report = require "ashby.report"

local NOW = "2026-04-01T00:00:00Z"

local ms, month, median = apart.ms, apart.month, apart.median
local one_decimal, ninetieth = apart.one_decimal, apart.ninetieth

local client, rows_of

setup(function()
  local _
  client, _, rows_of = odd.open(NOW)
end)

teardown(function() odd.close() end)

-- ---- counting ----

local function tally(key, test)
  local counts = {}
  for _, application in ipairs(odd.applications) do
    local name = key(application)
    if name and (not test or test(application)) then counts[name] = (counts[name] or 0) + 1 end
  end
  return counts
end

local function is(status) return function(a) return a.status == status end end

-- The rows' values by their keys; each key occurs once.
local function by(rows, key, value)
  local found = {}
  for _, row in ipairs(rows) do
    local name = type(key) == "function" and key(row) or row[key] or "none"
    assert.is_nil(found[name], name)
    found[name] = row[value]
  end
  return found
end

local function without_zeros(counts)
  local found = {}
  for name, n in pairs(counts) do if n ~= 0 then found[name] = n end end
  return found
end

local function job_of(a) return a.job and a.job.id or "none" end
local function candidate_of(a) return a.candidate and a.candidate.id end

describe("on an odd organisation, report", function()
  it("jobs", function()
    local open = {}
    for _, job in ipairs(odd.jobs) do if job.status == "Open" then open[job.id] = true end end
    local function in_open(a) return open[job_of(a)] and job_of(a) end
    local rows = rows_of "jobs"
    for column, test in pairs { applications = false, active = is "Active", hired = is "Hired",
      archived = is "Archived", leads = is "Lead" } do
      assert.same(tally(in_open, test), without_zeros(by(rows, "job_id", column)))
    end
    assert.equal(by(rows, "job_id", "job_id")[rows[1].job_id], rows[1].job_id)
  end)

  it("departments", function()
    local listed, open = {}, {}
    for _, department in ipairs(odd.departments) do listed[department.id] = true end
    local function of(id) return listed[id or ""] and id or "none" end
    for _, job in ipairs(odd.jobs) do
      local id = of(job.departmentId)
      if job.status == "Open" then open[id] = (open[id] or 0) + 1 end
    end
    local function department(a) return of(a.job and a.job.departmentId) end
    local rows = rows_of "departments"
    assert.same(tally(department), without_zeros(by(rows, "department_id", "applications")))
    assert.same(tally(department, is "Hired"), without_zeros(by(rows, "department_id", "hired")))
    assert.same(open, without_zeros(by(rows, "department_id", "open_jobs")))
  end)

  it("sources", function()
    local function source(a) return a.source and a.source.title or "(no source)" end
    local function sum(column, rows)
      local counts = {}
      for _, row in ipairs(rows) do
        counts[row.source] = (counts[row.source] or 0) + row[column]
      end
      return without_zeros(counts)
    end
    local rows = rows_of "sources"
    assert.same(tally(source), sum("applications", rows))
    assert.same(tally(source, is "Active"), sum("active", rows))
    assert.same(tally(source, is "Hired"), sum("hired", rows))
  end)

  it("sources, of a period with both ends", function()
    local from, to = ms "2026-02-01T00:00:00.000Z", ms "2026-02-28T23:59:59.999Z"
    local n, counted = 0, 0
    for _, a in ipairs(odd.applications) do
      local at = ms(a.createdAt)
      if at and at >= from and at <= to then n = n + 1 end
    end
    for _, row in ipairs(rows_of("sources", { since = "2026-02-01", ["until"] = "2026-02-28" })) do
      counted = counted + row.applications
    end
    assert.equal(n, counted)
    assert.is_true(n > 40)
  end)

  it("archived", function()
    local function reason(a) return a.archiveReason and a.archiveReason.reasonType or "none" end
    assert.same(tally(reason, is "Archived"), by(rows_of "archived", "reason_type",
      "applications"))
    local from, n, counted = ms "2026-02-01T00:00:00.000Z", 0, 0
    for _, a in ipairs(odd.applications) do
      if a.status == "Archived" and (ms(a.archivedAt) or 0) >= from then n = n + 1 end
    end
    for _, row in ipairs(rows_of("archived", { since = "2026-02-01" })) do
      counted = counted + row.applications
    end
    assert.equal(n, counted)
  end)

  it("months", function()
    local rows = rows_of "months"
    local function made(a) return month(a.createdAt) end
    assert.same(tally(made), without_zeros(by(rows, "month", "applications")))
    assert.same(tally(made, is "Hired"), without_zeros(by(rows, "month", "hired")))
    assert.equal("2024-02", rows[1].month)
    assert.equal(25, #rows)
  end)

  it("repeats", function()
    local twice = {}
    for id, n in pairs(tally(candidate_of)) do if n > 1 then twice[id] = n end end
    assert.same(twice, by(rows_of "repeats", "candidate_id", "applications"))
  end)

  it("recent", function()
    local wanted = tally(function(a) return a.id end, function(a)
      return (ms(a.createdAt) or 0) >= ms "2026-02-10T00:00:00.000Z"
    end)
    local rows = rows_of("recent", { since = "2026-02-10" })
    local found = {}
    for i, row in ipairs(rows) do
      found[row.application_id] = 1
      assert.is_true(i == 1 or rows[i - 1].created_at >= row.created_at)
    end
    assert.same(wanted, found)
  end)

  it("applied", function()
    local function who(a) return candidate_of(a) or "none" end
    assert.same(tally(who, function(a) return month(a.createdAt) == "2026-02" end),
      by(rows_of("applied", { month = "2026-02" }), "candidate_id", "applications"))
  end)

  -- The one published last; of those of one day and one change, by id.
  local function newest_posting()
    local a, b = odd.job_postings[2], odd.job_postings[3]
    return a.id > b.id and a or b
  end

  it("pipeline, of the newest posting and of a job", function()
    local function stage(a)
      return a.currentInterviewStage and a.currentInterviewStage.title or "(no stage)"
    end
    for id, word in pairs { [newest_posting().jobId] = false, [odd.jobs[9].id] = odd.jobs[9].id,
      [odd.jobs[10].id] = "job 10" } do
      assert.same(tally(stage, function(a) return job_of(a) == id end),
        by(rows_of("pipeline", { job = word or nil }), "stage", "applications"))
    end
  end)

  local function check_recruiters(role)
    local jobs, active, names = {}, {}, {}
    for _, job in ipairs(odd.jobs) do
      local seen = {}
      for _, member in ipairs(job.status == "Open" and job.hiringTeam or {}) do
        local id = member.role:lower() == role and member.userId
        if id and not seen[id] then
          seen[id], jobs[id] = true, (jobs[id] or 0) + 1
          active[id] = (active[id] or 0) + (tally(job_of, is "Active")[job.id] or 0)
          local name = member.firstName .. " " .. member.lastName
          names[id] = name > (names[id] or "") and name or names[id]
        end
      end
    end
    local rows = rows_of("recruiters", { role = role })
    assert.same(jobs, by(rows, "user_id", "open_jobs"))
    assert.same(active, by(rows, "user_id", "active"))
    assert.same(names, by(rows, "user_id", "recruiter"))
  end

  it("recruiters, and other roles", function()
    check_recruiters "recruiter"
    check_recruiters "hiring manager"
  end)

  it("saved", function()
    local found = assert(report.run("saved", client, { report_id = "x" }))
    assert.equal("Mine", found.title)
    assert.equal(2, #found.rows)
    assert.same({ { Stage = "Screen", Count = "3", ["Count 2"] = "4" }, { Stage = "Offer" } },
      found.rows)
  end)
end)

-- ---- offers ----

-- When each application's offer was first accepted.
local function acceptances()
  local first = {}
  for _, offer in ipairs(odd.offers) do
    local id, at = offer.applicationId, ms(offer.decidedAt)
    if offer.acceptanceStatus == "Accepted" and at and at < (first[id] or math.huge) then
      first[id] = at
    end
  end
  return first
end

describe("on an odd organisation, report", function()
  it("offers", function()
    -- A status that is not known to us counts as none.
    local OPEN = { Pending = 1, Created = 1, WaitingOnResponse = 1 }
    local offers, accepted, declined, open = {}, {}, {}, {}
    for _, offer in ipairs(odd.offers) do
      local name = offer.latestVersion and month(offer.latestVersion.createdAt)
      if name then
        offers[name] = (offers[name] or 0) + 1
        accepted[name] = (accepted[name] or 0) + (offer.acceptanceStatus == "Accepted" and 1 or 0)
        declined[name] = (declined[name] or 0) + (offer.acceptanceStatus == "Declined" and 1 or 0)
        open[name] = (open[name] or 0) + (OPEN[offer.acceptanceStatus] or 0)
      end
    end
    local rows = rows_of "offers"
    assert.same(offers, by(rows, "month", "offers"))
    assert.same(accepted, by(rows, "month", "accepted"))
    assert.same(declined, by(rows, "month", "declined"))
    assert.same(open, by(rows, "month", "open"))
    for _, row in ipairs(rows) do
      assert.equal(row.accepted + row.declined >= 10, row.acceptance ~= nil)
    end
  end)

  it("time_to_hire", function()
    local first, hires, medians, slowest = acceptances(), {}, {}, {}
    for _, a in ipairs(odd.applications) do
      local made = ms(a.createdAt)
      if first[a.id] and made then
        local list = hires[job_of(a)] or {}
        hires[job_of(a)] = list
        list[#list + 1] = (first[a.id] - made) / 86400000
      end
    end
    for id, list in pairs(hires) do
      medians[id], slowest[id], hires[id] = median(list), ninetieth(list), #list
    end
    local rows = rows_of "time_to_hire"
    assert.same(hires, by(rows, "job_id", "hires"))
    assert.same(medians, by(rows, "job_id", "median_days"))
    assert.same(slowest, by(rows, "job_id", "p90_days"))
  end)

  local function filled_jobs(from)
    local first, filled = acceptances(), {}
    for _, job in ipairs(odd.jobs) do
      local opened, at = ms(job.openedAt), math.huge
      for _, a in ipairs(odd.applications) do
        local accepted = job_of(a) == job.id and first[a.id]
        if opened and accepted and accepted >= opened then at = math.min(at, accepted) end
      end
      if at < math.huge and job.status ~= "Draft" and job.createdAt >= from then
        filled[job.id] = one_decimal((at - opened) / 86400000)
      end
    end
    return filled
  end

  it("time_to_fill", function()
    assert.same(filled_jobs "", by(rows_of "time_to_fill", "job_id", "days"))
    local rows = rows_of("time_to_fill", { since = "2025-09-01" })
    assert.same(filled_jobs "2025-09-01", by(rows, "job_id", "days"))
    assert.is_true(#rows > 0 and #rows < #rows_of "time_to_fill")
  end)
end)
