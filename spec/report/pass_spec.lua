--- pass: what each report requests from a client: the lists that it needs, each
-- once, and of the applications the fields that it needs.
--
-- SPDX-License-Identifier: MIT

local odd = require "spec.report.odd"
local report = require "ashby.report"

local NOW = "2026-04-01T00:00:00Z"

local client

setup(function() client = odd.client() end)
teardown(function() client.close() end)

-- The lists of each report, each requested once, and the fields of applications.
local LISTS = {
  jobs = { "application.list", "department.list", "job.list",
    fields = "createdAt job.id status" },
  pipeline = { "application.list", "jobPosting.list",
    fields = "createdAt currentInterviewStage.title job.id" },
  recent = { "application.list", fields = "candidate.name createdAt currentInterviewStage.title id "
    .. "job.title source.title status" },
  applied = { "application.list", fields = "candidate.id candidate.name createdAt id job.title" },
  sources = { "application.list", "source.list",
    fields = "createdAt source.id source.title status" },
  departments = { "application.list", "department.list", "job.list",
    fields = "createdAt job.departmentId status" },
  repeats = { "application.list", fields = "candidate.id candidate.name createdAt" },
  archived = { "application.list", fields = "archiveReason.id archiveReason.reasonType "
    .. "archiveReason.text archivedAt status" },
  months = { "application.list", fields = "createdAt status" },
  funnel = { "application.list", "application.listHistory", fields = "createdAt "
    .. "currentInterviewStage.id currentInterviewStage.orderInInterviewPlan "
    .. "currentInterviewStage.type id status" },
  time_to_hire = { "application.list", "offer.list",
    fields = "createdAt id job.id job.title status" },
  time_to_fill = { "application.list", "job.list", "offer.list", fields = "id job.id" },
  offers = { "offer.list" },
  aging = { "application.list", fields = "candidate.name createdAt currentInterviewStage.title id "
    .. "job.title status updatedAt" },
  recruiters = { "application.list", "job.list", fields = "createdAt job.id status" },
  saved = { "report.synchronous" },
}
LISTS.time_in_stage = LISTS.funnel

-- The client, which notes the fields of applications that are asked for.
local function watched(fields)
  local applications = setmetatable({ each = function(given)
    for _, name in ipairs(given.fields) do fields[#fields + 1] = name end
    return client.applications.each(given)
  end }, { __index = client.applications })
  return setmetatable({ applications = applications, call = client.call }, { __index = client })
end

local function sorted(list)
  table.sort(list)
  return list
end

local function asked_for(run)
  local before, counts = #odd.asked, {}
  run()
  for i = before + 1, #odd.asked do
    local name = odd.asked[i].name
    counts[name] = (counts[name] or 0) + 1
  end
  return counts
end

describe("a client is asked for no more than is needed by report", function()
  for _, name in ipairs(report.names) do
    it(name, function()
      local fields, options = {}, name == "saved" and { report_id = "x" } or { now = NOW }
      local counts, names = asked_for(function()
        assert(report.run(name, watched(fields), options))
      end), {}
      for method, n in pairs(counts) do
        names[#names + 1] = method
        if method ~= "application.listHistory" then assert.equal(1, n, method) end
      end
      local wanted = LISTS[name]
      local lists = {}
      for i, method in ipairs(wanted) do lists[i] = method end
      assert.same(lists, sorted(names))
      assert.equal(wanted.fields or "", table.concat(sorted(fields), " "))
    end)
  end

  it("aging by stage: the histories of those that are active", function()
    local fields, active = {}, 0
    for _, application in ipairs(odd.applications) do
      if application.status == "Active" then active = active + 1 end
    end
    local counts = asked_for(function()
      assert(report.run("aging", watched(fields), { now = NOW, by = "stage" }))
    end)
    assert.same({ ["application.list"] = 1, ["application.listHistory"] = active }, counts)
    assert.equal("candidate.name createdAt currentInterviewStage.id currentInterviewStage.title "
      .. "id job.title status updatedAt", table.concat(sorted(fields), " "))
  end)

  it("several together: the applications and the offers once", function()
    local names, results = {}, nil
    for _, name in ipairs(report.names) do
      if name ~= "saved" then names[#names + 1] = name end
    end
    local counts = asked_for(function()
      results = report.several(names, client, function() return { now = NOW } end)
    end)
    assert.equal(1, counts["application.list"])
    assert.equal(1, counts["offer.list"])
    for _, name in ipairs(names) do
      assert.same(assert(report.run(name, client, { now = NOW })).rows, results[name].rows, name)
    end
  end)
end)
