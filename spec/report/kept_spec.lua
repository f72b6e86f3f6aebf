--- Specs of the reports on a store: the same rows as on a client; and those
-- that need offers and histories, compared with numbers that are computed
-- here.
--
-- SPDX-License-Identifier: MIT

local ashby = require "ashby"
local helper = require "spec.helper"
local report = require "ashby.report"
local shell = require "tools.shell"

describe("reports on a store #slow", function()
  local folder, client, store

  -- The day after the newest application, and a period with few enough for a
  -- client to fetch their histories.
  local NOW, SINCE

  setup(function()
    helper.reset()
    helper.control("POST", "options", { rate_limit = 1000000000 })
    local newest = ""
    for _, application in ipairs(helper.data "applications") do
      if application.createdAt > newest then newest = application.createdAt end
    end
    NOW = require "ashby.time".to_ms(newest) / 1000 + 86400
    SINCE = NOW - 60 * 86400
    folder, client = shell.folder(), helper.client { deadline = 600 }
    store = assert(ashby.store(folder .. "/hiring.db", { client = client }))
    assert(store.pull { offers = true, history = true })
  end)

  teardown(function()
    store.close()
    client.close()
    shell.remove(folder)
    helper.reset()
  end)

  local function on_both(name, given)
    local options = { now = NOW }
    for key, value in pairs(given or {}) do options[key] = value end
    local own = helper.client { deadline = 600 } -- its connections are closed with it
    local live = assert(report.run(name, own, options))
    own.close()
    local kept = assert(report.run(name, store, options))
    assert.same(live.rows, kept.rows)
    assert.is_truthy(#live.rows > 0)
    return live.rows, kept
  end

  local PLAIN = { "jobs", "pipeline", "recent", "applied", "sources", "departments", "repeats",
    "archived", "months", "time_to_hire", "time_to_fill", "offers", "aging", "recruiters" }

  describe("a client and a store have the same rows of", function()
    for _, name in ipairs(PLAIN) do
      it(name, function()
        local _, kept = on_both(name)
        assert.truthy(kept.note:find("Data of %d%d%d%d"), kept.note)
      end)
    end

    for _, name in ipairs { "funnel", "time_in_stage" } do
      it(name .. ", of a period and of a job", function()
        on_both(name, { since = SINCE })
        on_both(name, { job = helper.ids "jobs"[1] })
      end)
    end
  end)

  it("aging by stage needs the stages of few applications, or of a job", function()
    local found, err = report.run("aging", client, { now = NOW, by = "stage" })
    assert.is_nil(found)
    assert.equal("too_many_histories", err.code)
    on_both("aging", { by = "stage", job = helper.ids "jobs"[1] })
    on_both("aging", { by = "stage", since = SINCE })
  end)

  -- ---- computed here, from the sandbox's own answers ----

  local function offers()
    local found = {}
    for page in client.call_pages("offer.list", {}) do
      for _, offer in ipairs(page.records) do found[#found + 1] = offer end
    end
    return found
  end

  describe("report offers", function()
    it("counts each offer in its month", function()
      local total, accepted = 0, 0
      for _, row in ipairs(on_both "offers") do
        total, accepted = total + row.offers, accepted + row.accepted
        local decided = row.accepted + row.declined
        assert.equal(decided >= 10, row.acceptance ~= nil)
      end
      local wanted = 0
      for _, offer in ipairs(offers()) do
        if offer.acceptanceStatus == "Accepted" then wanted = wanted + 1 end
      end
      assert.equal(#offers(), total)
      assert.equal(wanted, accepted)
    end)
  end)

  describe("report time_to_hire", function()
    it("has a hire for each application with an accepted offer", function()
      local hires, wanted = 0, {}
      for _, row in ipairs(on_both "time_to_hire") do hires = hires + row.hires end
      local count = 0
      for _, offer in ipairs(offers()) do
        if offer.acceptanceStatus == "Accepted" and not wanted[offer.applicationId] then
          wanted[offer.applicationId], count = true, count + 1
        end
      end
      assert.equal(count, hires)
    end)

    it("says how many are still open", function()
      local active = 0
      for _, application in ipairs(helper.data "applications") do
        if application.status == "Active" then active = active + 1 end
      end
      local _, kept = on_both "time_to_hire"
      assert.truthy(kept.note:find(active .. " applications are still active", 1, true), kept.note)
    end)
  end)

  describe("report funnel", function()
    it("has all finished applications at its first stage, and never more at a later one", function()
      local rows, done = on_both("funnel", { since = SINCE }), 0
      local first = os.date("!%Y-%m-%dT%H:%M:%S", math.floor(SINCE))
      for _, application in ipairs(helper.data "applications") do
        local status = application.status
        if application.createdAt >= first and (status == "Hired" or status == "Archived") then
          done = done + 1
        end
      end
      assert.equal(done, rows[1].applications)
      for i = 2, #rows do
        assert.equal(rows[i - 1].applications - rows[i - 1].lost, rows[i].applications)
      end
    end)
  end)

  describe("report time_in_stage", function()
    it("has the median of completed stays of one job's stages", function()
      local id = helper.ids "jobs"[1]
      local stays, waiting = {}, {}
      for row in store.sql([[select h.title, julianday(left_stage_at) - julianday(entered_stage_at)
        as days, a.status from stage_history h join applications a on a.id = h.application_id
        where a.job_id = ? and h.title <> 'Archived' order by days]], id) do
        stays[row.title], waiting[row.title] = stays[row.title] or {}, waiting[row.title] or 0
        if row.days then
          table.insert(stays[row.title], row.days)
        elseif row.status == "Active" or row.status == "Lead" then
          waiting[row.title] = waiting[row.title] + 1
        end
      end
      local rows = on_both("time_in_stage", { job = id })
      for _, row in ipairs(rows) do
        local list = stays[row.stage]
        assert.equal(#list, row.stays)
        assert.equal(waiting[row.stage], row.waiting)
        local half = #list / 2
        if #list > 0 then
          local median = #list % 2 == 0 and (list[half] + list[half + 1]) / 2
            or list[math.ceil(half)]
          assert.is_true(math.abs(row.median_days - median) <= 0.06)
        end
      end
    end)
  end)

  describe("a report without its data", function()
    it("names what is missing", function()
      local bare = assert(ashby.store(folder .. "/bare.db", { client = client }))
      assert(bare.pull { entities = { "jobs", "applications" } })
      for name, code in pairs { funnel = "no_history", time_in_stage = "no_history",
        offers = "no_offers", time_to_hire = "no_offers" } do
        local found, err = report.run(name, bare)
        assert.is_nil(found)
        assert.equal(code, err.code)
        assert.truthy(err.hint:find("ashby pull", 1, true))
      end
      local found, err = report.run("aging", bare, { by = "stage" })
      assert.is_nil(found)
      assert.equal("no_history", err.code)
      bare.close()
      found, err = report.run("funnel", client, { since = "2000-01-01" })
      assert.is_nil(found)
      assert.equal("too_many_histories", err.code)
      found, err = report.run("saved", store, { report_id = "x" })
      assert.is_nil(found)
      assert.equal("needs_service", err.code)
    end)

    it("reports a job that does not exist", function()
      local found, err = report.run("pipeline", client, { job = "No such job" })
      assert.is_nil(found)
      assert.equal("job_not_found", err.code)
    end)
  end)

  describe("report saved", function()
    it("is the service's own report", function()
      for _, known in ipairs(helper.control("GET", "reports")) do
        local found, err = report.run("saved", client, { report_id = known.id })
        if found then
          assert.equal(known.title, found.title)
          assert.is_true(#found.columns > 0 and #found.rows > 0)
        else
          assert.equal("server", err.kind)
        end
      end
    end)
  end)
end)
