--- Specs of what the sandbox knows about hiring: histories, offers, plans and
-- reports agree with the applications, even after changes.
--
-- SPDX-License-Identifier: MIT
-- The sandbox's further data about hiring: histories, offers, plans and saved reports fit the
-- applications, even after changes; and the data end at the day they are told to.

local client = require "spec.sandbox.client"
local shell = require "tools.shell"

local call, drain = client.call, client.drain

local function history_of(id) return (drain("application.listHistory", { applicationId = id })) end

local function by_id(list)
  local found = {}
  for _, record in ipairs(list) do found[record.id] = record end
  return found
end

-- Fails unless a history leads from the creation of an application to its current stage.
local function fits(application)
  local steps = history_of(application.id)
  local last = steps[#steps]
  assert.equal(application.createdAt, steps[1].enteredStageAt)
  assert.equal(application.currentInterviewStage.id, last.stageId)
  assert.is_nil(last.leftStageAt)
  assert.is_true(last.enteredStageAt <= application.updatedAt)
  if application.status == "Archived" then
    assert.equal(application.archivedAt, last.enteredStageAt)
  else
    assert.is_nil(application.archivedAt)
  end
  for n, step in ipairs(steps) do
    local after = steps[n + 1]
    assert.equal(n - 1, step.stageNumber)
    if after then
      assert.equal(after.enteredStageAt, step.leftStageAt)
      assert.is_true(step.enteredStageAt <= step.leftStageAt)
    end
  end
  return steps
end

describe("the sandbox #slow", function()
  setup(function() client.start("--scale 0.1 --until 2026-03-01") end)
  teardown(function() client.stop() end)
  before_each(function() client.control("reset", {}) end)

  it("has no time after its last day", function()
    for _, method in ipairs{ "application.list", "candidate.list", "job.list", "user.list",
      "department.list", "offer.list", "interviewPlan.list" } do
      for _, record in ipairs((drain(method))) do
        for name, value in pairs(record) do
          if type(value) == "string" and name:find("At$") then
            assert.is_true(value <= "2026-03-01T00:00:00.000Z", method .. " " .. name .. value)
          end
        end
      end
    end
    local newest = ""
    for _, record in ipairs((drain("application.list"))) do
      newest = record.createdAt > newest and record.createdAt or newest
    end
    assert.is_true(newest > "2026-02-15")
  end)

  it("has histories that lead to the stage of the record", function()
    local plans = {}
    for n, application in ipairs((drain("application.list"))) do
      if n % 9 == 0 or n == 300 then
        local steps = fits(application)
        local plan = application.currentInterviewStage.interviewPlanId
        plans[plan] = plans[plan]
          or by_id(call("interviewStage.list", { interviewPlanId = plan }).json.results)
        for k = 2, #steps do
          assert.is_true(plans[plan][steps[k - 1].stageId].orderInInterviewPlan
            < plans[plan][steps[k].stageId].orderInInterviewPlan)
        end
      end
    end
  end)

  it("has an accepted offer for each hire, and no other", function()
    local applications, accepted, hired = by_id((drain("application.list"))), 0, 0
    for _, application in pairs(applications) do
      if application.status == "Hired" then hired = hired + 1 end
    end
    for _, offer in ipairs((drain("offer.list", { limit = 7 }))) do
      local application = applications[offer.applicationId]
      assert.equal(application.status == "Hired", offer.acceptanceStatus == "Accepted")
      assert.is_true(offer.latestVersion.createdAt >= application.createdAt)
      if offer.acceptanceStatus == "Accepted" then
        accepted = accepted + 1
        local steps = history_of(application.id)
        assert.equal(steps[#steps].enteredStageAt, offer.decidedAt)
      end
    end
    assert.is_true(hired > 0)
    assert.equal(hired, accepted)
    local found = drain("offer.list", { acceptanceStatus = { "Accepted" } })
    assert.equal(hired, #found)
    assert.equal(1, #(drain("offer.list", { applicationId = found[1].applicationId })))
  end)

  it("moves histories and offers along with changes", function()
    local _, _, last = drain("offer.list")
    local ids = {}
    for _, application in ipairs((drain("application.list", { status = "Active" }))) do
      ids[#ids + 1] = application.id
    end
    client.control("change", { entity = "applications", hire = { ids[1] } })
    client.control("change", { entity = "applications", archive = { ids[2] }, update = { ids[3] } })
    client.control("change", { entity = "applications", archive = { ids[1] } })
    local made = client.control("change", { entity = "applications", create = 3 }).created
    local after = by_id((drain("application.list")))
    for _, id in ipairs{ ids[1], ids[2], ids[3], made[1], made[2], made[3] } do
      fits(after[id])
      assert.is_true(after[id].updatedAt > "2026-03-01")
    end
    local steps = history_of(ids[1])
    assert.equal("Hired", steps[#steps - 1].title)
    local changed = drain("offer.list", { syncToken = last.syncToken })
    local found
    for _, offer in ipairs(changed) do
      if offer.applicationId == ids[1] then found = offer end
    end
    assert.equal("Accepted", found.acceptanceStatus)
    assert.equal(steps[#steps - 1].enteredStageAt, found.decidedAt)
  end)

  it("lists each plan of the jobs once, archived ones on request", function()
    local wanted, found = {}, by_id((drain("interviewPlan.list", { includeArchived = true })))
    for _, job in ipairs((drain("job.list"))) do
      for _, id in ipairs(job.interviewPlanIds) do wanted[id] = true end
    end
    for id in pairs(wanted) do
      assert.is_string(found[id].title)
      assert.equal(10, #call("interviewStage.list", { interviewPlanId = id }).json.results)
    end
    local shown = drain("interviewPlan.list")
    assert.is_true(#shown > 0 and found[shown[1].id] ~= nil)
    for _, plan in ipairs(shown) do assert.is_false(plan.isArchived) end
    assert.equal("interview_plan_not_found", client.code(call("interviewStage.list",
      { interviewPlanId = "00000000-0000-4000-8000-000000000000" })))
  end)

  it("counts saved reports from the applications", function()
    local saved = client.control("reports")
    local function run(n, more)
      more = more or {}
      more.reportId = saved[n].id
      return call("report.synchronous", more).json.results
    end
    local report = run(2)
    assert.equal("complete", report.status)
    assert.same(report.reportData.columnNames, report.reportData.data[1])
    local total, hired = 0, 0
    for _, row in ipairs(run(2, { includeHeadersInData = false }).reportData.data) do
      total, hired = total + row[2], hired + row[3]
    end
    assert.equal(#(drain("application.list")), total)
    assert.equal(#(drain("application.list", { status = "Hired" })), hired)
    assert.equal("QueryTimeout", run(3).failureReason)
    assert.equal("in_progress", run(4).status)
    client.control("options", { report_limit = 1 })
    assert.equal(429, call("report.synchronous", { reportId = saved[1].id }).status)
  end)

  it("runs three reports at once, and refuses a fourth", function()
    client.control("options", { report_ms = 500 })
    local out = client.dir .. "/reports"
    local id = client.control("reports")[1].id
    local one = ("curl -so /dev/null -w '%%{http_code} ' -u %s: -H 'Content-Type: application/json'"
      .. " -d '{\"reportId\":\"%s\"}' %s/report.synchronous >>'%s' &\n"):format(client.KEY, id,
      client.url, out)
    shell.run(one:rep(4) .. "wait")
    local codes = {}
    for code in shell.read(out):gmatch "%d+" do codes[#codes + 1] = code end
    table.sort(codes)
    assert.same({ "200", "200", "200", "429" }, codes)
    assert.equal(200, call("report.synchronous", { reportId = id }).status)
  end)

  it("needs the permissions", function()
    for _, method in ipairs{ "offer.list", "interviewPlan.list" } do
      local answer = call(method, {}, { key = "ashby-sandbox-no-offers" })
      assert.equal(403, answer.status)
      assert.equal("missing_endpoint_permission", answer.json.errorInfo.code)
    end
  end)
end)
