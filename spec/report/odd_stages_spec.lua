--- odd, stages: the reports about stages on an odd organisation, from a client and
-- from a store, beside what is counted here from the histories.
--
-- SPDX-License-Identifier: MIT

local apart = require "spec.report.apart"
local cjson = require "cjson"
local odd = require "spec.report.odd"
local report = require "ashby.report"

local NOW = "2026-04-01T00:00:00Z"

local ms, median, one_decimal = apart.ms, apart.median, apart.one_decimal
local ninetieth = apart.ninetieth

local client, store, rows_of

setup(function() client, store, rows_of = odd.open(NOW) end)

teardown(function() odd.close() end)

-- The rows' values by their keys; each key occurs once.
local function by(rows, key, value)
  local found = {}
  for _, row in ipairs(rows) do
    assert.is_nil(found[row[key]], row[key])
    found[row[key]] = row[value]
  end
  return found
end

local function job_of(a) return a.job and a.job.id or "none" end

local KINDS = { Sourced = "Lead", Screen = "Application review", Offer = "Offer",
  Hired = "Hired", Archived = false }

local function kind_of(step, by_title)
  local kind = KINDS[step.title]
  if kind == false then return nil end
  if by_title then return step.title end
  -- A stage without an id is identified by its title, which does not say its type.
  if step.stageId == cjson.null then return "Interview" end
  return kind or "Interview"
end

local function stays(job)
  local found = {}
  for _, a in ipairs(odd.applications) do
    for _, step in ipairs((not job or job_of(a) == job) and odd.histories[a.id] or {}) do
      local kind = kind_of(step, job)
      local row = kind and (found[kind] or { days = {}, waiting = 0 })
      if kind then found[kind] = row end
      local left = kind and ms(step.leftStageAt)
      if left and left >= ms(step.enteredStageAt) then
        table.insert(row.days, (left - ms(step.enteredStageAt)) / 86400000)
      elseif kind and not left and (a.status == "Active" or a.status == "Lead") then
        row.waiting = row.waiting + 1
      end
    end
  end
  return found
end

-- How many completed applications reached each kind of stage or one after it.
local ORDER = { "Lead", "Application review", "Interview", "Offer", "Hired" }

local function reached()
  local counts, completed = {}, 0
  for _, a in ipairs(odd.applications) do
    if a.status == "Hired" or a.status == "Archived" then
      completed = completed + 1
      local last = 0
      for _, step in ipairs(odd.histories[a.id] or {}) do
        for place, name in ipairs(ORDER) do
          if kind_of(step) == name then last = math.max(last, place) end
        end
      end
      for place = 1, last do counts[ORDER[place]] = (counts[ORDER[place]] or 0) + 1 end
    end
  end
  return counts, completed
end

describe("on an odd organisation, report", function()
  for _, name in ipairs { "of all", "of one job" } do
    it("time_in_stage " .. name, function()
      local job = name == "of one job" and odd.jobs[3].id or nil
      local rows, wanted = rows_of("time_in_stage", { job = job }), stays(job)
      local medians, counts, waiting, slowest = {}, {}, {}, {}
      for kind, row in pairs(wanted) do
        medians[kind], counts[kind] = median(row.days), #row.days
        waiting[kind], slowest[kind] = row.waiting, ninetieth(row.days)
      end
      assert.same(slowest, by(rows, "stage", "p90_days"))
      assert.same(counts, by(rows, "stage", "stays"))
      assert.same(medians, by(rows, "stage", "median_days"))
      assert.same(waiting, by(rows, "stage", "waiting"))
    end)
  end

  it("funnel", function()
    local wanted, completed = reached()
    local rows = rows_of "funnel"
    for _, row in ipairs(rows) do assert.equal(wanted[row.stage], row.applications) end
    assert.equal(wanted["Application review"], rows[1].applications)
    local note = assert(report.run("funnel", store, { now = NOW })).note
    assert.truthy(note:find(completed .. " completed", 1, true), note)
    rows_of("funnel", { job = odd.jobs[3].id })
    rows_of("time_in_stage", { since = "2026-01-01", ["until"] = "2026-02-14" })
  end)

  it("funnel, which loses all that were not hired", function()
    local without_hires = 0
    for _, job in ipairs(odd.jobs) do
      local rows = rows_of("funnel",
        { job = job.id, since = "2026-02-14", ["until"] = "2026-02-20" })
      local lost, hired = 0, 0
      for _, row in ipairs(rows) do
        lost = lost + row.lost
        if row.stage == "Hired" then hired = row.applications end
      end
      assert.equal(rows[1] and rows[1].applications or 0, lost + hired)
      if rows[1] and hired == 0 then without_hires = without_hires + 1 end
    end
    assert.is_true(without_hires > 0)
  end)

  -- ---- applications that wait ----

  -- The days of those that are active until now, from when since says.
  local function waiting(since)
    local found = {}
    for _, a in ipairs(odd.applications) do
      if a.status == "Active" then
        found[a.id] = one_decimal((ms "2026-04-01T00:00:00Z" - since(a)) / 86400000)
      end
    end
    return found
  end

  it("aging, since the last change, of all and of a job", function()
    local wanted = waiting(function(a) return ms(a.updatedAt) end)
    assert.same(wanted, by(rows_of "aging", "application_id", "days"))
    local of_job, job = {}, odd.jobs[3].id
    for _, a in ipairs(odd.applications) do
      if job_of(a) == job then of_job[a.id] = wanted[a.id] end
    end
    assert.same(of_job, by(rows_of("aging", { job = job }), "application_id", "days"))
  end)

  it("aging by stage, since the stage was entered where the history has that", function()
    local entered = 0
    local wanted = waiting(function(a)
      for _, step in ipairs(a.currentInterviewStage and odd.histories[a.id] or {}) do
        if not step.leftStageAt and step.stageId == a.currentInterviewStage.id then
          entered = entered + 1
          return ms(step.enteredStageAt)
        end
      end
      return ms(a.updatedAt)
    end)
    assert.same(wanted, by(rows_of("aging", { by = "stage" }), "application_id", "days"))
    for _, source in ipairs { client, store } do
      local note = assert(report.run("aging", source, { now = NOW, by = "stage" })).note
      assert.truthy(note:find("entered for " .. entered .. ";", 1, true), note)
    end
    assert.is_true(entered > 50)
  end)
end)
