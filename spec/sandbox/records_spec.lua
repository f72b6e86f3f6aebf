--- Specs of the sandbox's records: what filters and ids select, and that
-- records agree with each other.
--
-- SPDX-License-Identifier: MIT
-- The lists and records of the sandbox: filters that filter, records that agree with each other,
-- and the odd values that real ones have.

local client = require "spec.sandbox.client"
local shell = require "tools.shell"

local call, drain = client.call, client.drain

describe("the sandbox", function()
  setup(function() client.start("--scale 0.1") end)
  teardown(function() client.stop() end)

  describe("filters", function()
    it("applications by status, job and time of creation", function()
      local all = drain("application.list")
      local job, cut = all[1].job.id, all[math.ceil(#all / 2)].createdAt
      local wanted = { status = 0, job = 0, after = 0 }
      for _, a in ipairs(all) do
        if a.status == "Hired" then wanted.status = wanted.status + 1 end
        if a.job.id == job then wanted.job = wanted.job + 1 end
        if a.createdAt > cut then wanted.after = wanted.after + 1 end
      end
      assert.is_true(wanted.status > 0)
      assert.equal(wanted.status, #(drain("application.list", { status = "Hired" })))
      assert.equal(wanted.job, #(drain("application.list", { jobId = job })))
      local y, m, d, h, min, s, ms = cut:match("(%d+)-(%d+)-(%d+)T(%d+):(%d+):(%d+)%.(%d+)")
      local seconds = tonumber(shell.output(("date -u -d '%s-%s-%s %s:%s:%s' +%%s"):format(
        y, m, d, h, min, s)))
      assert.equal(wanted.after, #(drain("application.list",
        { createdAfter = seconds * 1000 + tonumber(ms) })))
    end)

    it("jobs by their times", function()
      local opened = drain("job.list", { openedAfter = 1700000000000 })
      local before = drain("job.list", { openedBefore = 1700000000000 })
      assert.is_true(#opened > 0 and #before > 0)
      for _, job in ipairs(opened) do assert.is_true(job.openedAt > "2023-11-14") end
      for _, job in ipairs(before) do assert.is_true(job.openedAt < "2023-11-15") end
      for _, job in ipairs((drain("job.list", { closedAfter = 1 }))) do
        assert.is_string(job.closedAt)
      end
    end)

    it("postings by place, department, listing and board", function()
      local all = call("jobPosting.list", {}).json.results
      for parameter, member in pairs{ location = "locationName", department = "departmentName" } do
        local found = call("jobPosting.list", { [parameter] = all[1][member] }).json.results
        assert.is_true(#found > 0 and #found < #all)
        for _, posting in ipairs(found) do assert.equal(all[1][member], posting[member]) end
        assert.same({}, call("jobPosting.list",
          { [parameter] = all[1][member]:upper() .. "!" }).json.results)
      end
      for _, posting in ipairs(call("jobPosting.list", { listedOnly = true }).json.results) do
        assert.is_true(posting.isListed)
      end
      assert.equal("job_board_not_found", client.code(call("jobPosting.list",
        { jobBoardId = all[1].id })))
    end)
  end)

  describe("returns records", function()
    it("by id, equal to those of the lists", function()
      for name, parameter in pairs{ candidate = "id", job = "id", department = "departmentId",
        location = "locationId", user = "userId" } do
        local record = call(name .. ".list", { limit = 3 }).json.results[3]
        assert.same(record, call(name .. ".info", { [parameter] = record.id }).json.results)
      end
    end)

    it("with more in application.info and jobPosting.info", function()
      local listed = call("application.list", { limit = 2 }).json.results[2]
      local info = call("application.info", { applicationId = listed.id,
        expand = { "openings", "referrals", "applicationFormSubmissions" } }).json.results
      assert.equal(listed.status, info.status)
      assert.is_nil(listed.applicationHistory)
      assert.is_nil(info.applicationHistory[#info.applicationHistory].leftStageAt)
      assert.is_table(info.openings)
      assert.is_table(info.referrals)
      local again = call("application.info",
        { submittedFormInstanceId = info.applicationFormSubmissions[1].id }).json.results
      assert.equal(listed.id, again.id)
      local posting = call("jobPosting.list", {}).json.results[1]
      local long = call("jobPosting.info", { jobPostingId = posting.id, expand = { "job" } }).json
      assert.is_true(#long.results.descriptionHtml > 1000)
      assert.equal(posting.jobId, long.results.job.id)
    end)

    it("not of unpublished postings unless asked for", function()
      for _, posting in ipairs(call("jobPosting.list",
        { includeUnpublishedJobPostings = true }).json.results) do
        if posting.status == "Draft" then
          local order = { jobPostingId = posting.id }
          assert.equal("job_posting_not_published", client.code(call("jobPosting.info", order)))
          order.includeUnpublishedJobPostings = true
          assert.is_true(call("jobPosting.info", order).json.success)
          return
        end
      end
      error("no draft posting")
    end)

    it("that agree with each other", function()
      local candidates, count = {}, 0
      for _, candidate in ipairs((drain("candidate.list"))) do
        candidates[candidate.id] = candidate
        count = count + #candidate.applicationIds
      end
      local applications = drain("application.list")
      assert.equal(count, #applications)
      for _, application in ipairs(applications) do
        local candidate = candidates[application.candidate.id]
        assert.equal(candidate.name, application.candidate.name)
        assert.is_true(candidate.createdAt < application.createdAt)
        local listed = table.concat(candidate.applicationIds, " ")
        assert.is_truthy(listed:find(application.id, 1, true))
      end
    end)

    it("of the documented examples under their ids", function()
      local id = "77f7cbb3-f56f-4097-b503-b31c39156223"
      assert.equal("Mira Halvorsen", call("candidate.info", { id = id }).json.results.name)
    end)

    it("with [] and {}, null and absent, escapes, and members that no schema names", function()
      local text = call("candidate.list", {}).body .. call("department.list", {}).body
        .. call("job.list", {}).body
      for _, piece in ipairs{ '"applicationIds":[]', '"extraData":{}', '"fraudStatus":null',
        '"customRequisitionId":null', '\\"', "\\\\", "\\u00", "\\/", '"scores":{"fit":7.25e-1' } do
        assert.is_truthy(text:find(piece, 1, true), piece)
      end
      assert.is_nil(text:find('"company":null', 1, true))
    end)
  end)
end)
