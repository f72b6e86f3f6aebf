--- Specs of the reports, compared with numbers that are computed here, from
-- the sandbox's own records.
--
-- SPDX-License-Identifier: MIT

local helper = require "spec.helper"
local report = require "ashby.report"

local client, applications

setup(function()
  helper.reset()
  client = helper.client()
  applications = helper.data "applications"
end)

teardown(function() client.close() end)

local function rows_of(name, options)
  return assert(report.run(name, client, options)).rows
end

-- How many applications pass a test.
local function count(test)
  local n = 0
  for _, application in ipairs(applications) do
    if test(application) then n = n + 1 end
  end
  return n
end

local function all_of(status, test)
  return count(function(application)
    return (not status or application.status == status) and test(application)
  end)
end

local function falls(rows, column)
  for i = 2, #rows do assert.is_true(rows[i - 1][column] >= rows[i][column], i) end
end

describe("report jobs", function()
  it("has every open job and its applications by status", function()
    local rows, open = rows_of "jobs", 0
    for _, job in ipairs(helper.data "jobs") do
      if job.status == "Open" then open = open + 1 end
    end
    assert.equal(open, #rows)
    for _, row in ipairs(rows) do
      local function here(application) return application.job.id == row.job_id end
      assert.equal(all_of(nil, here), row.applications)
      assert.equal(all_of("Active", here), row.active)
      assert.equal(all_of("Hired", here), row.hired)
      assert.equal(all_of("Archived", here), row.archived)
      assert.equal(all_of("Lead", here), row.leads)
    end
    falls(rows, "applications")
  end)
end)

describe("report departments", function()
  it("has every application once", function()
    local rows, total, hired = rows_of "departments", 0, 0
    for _, row in ipairs(rows) do
      total, hired = total + row.applications, hired + row.hired
      assert.equal(count(function(application)
        return application.job.departmentId == row.department_id
      end), row.applications)
    end
    assert.equal(#applications, total)
    assert.equal(all_of("Hired", function() return true end), hired)
    falls(rows, "applications")
  end)
end)

describe("report sources", function()
  it("has every application once, and those without a source", function()
    local rows, by_name = rows_of "sources", {}
    for _, row in ipairs(rows) do
      by_name[row.source] = (by_name[row.source] or 0) + row.applications
    end
    for name, n in pairs(by_name) do
      assert.equal(count(function(application)
        local source = application.source
        return (type(source) == "table" and source.title or "(no source)") == name
      end), n)
    end
    falls(rows, "applications")
  end)

  it("counts a period including both ends", function()
    local options = { since = "2025-01-10", ["until"] = "2025-03-31" }
    local total = 0
    for _, row in ipairs(rows_of("sources", options)) do total = total + row.applications end
    assert.equal(count(function(application)
      return application.createdAt >= "2025-01-10" and application.createdAt < "2025-04-01"
    end), total)
  end)
end)

describe("report archived", function()
  it("has the reasons of what is archived now", function()
    local total = 0
    for _, row in ipairs(rows_of "archived") do
      assert.is_string(row.reason)
      total = total + row.applications
    end
    assert.equal(all_of("Archived", function() return true end), total)
  end)

  it("takes its period from archivedAt", function()
    local total = 0
    for _, row in ipairs(rows_of("archived", { since = "2025-02-01", ["until"] = "2025-02-28" })) do
      total = total + row.applications
    end
    assert.equal(all_of("Archived", function(application)
      local at = application.archivedAt
      return type(at) == "string" and at >= "2025-02-01" and at < "2025-03-01"
    end), total)
  end)
end)

describe("report months", function()
  it("has each month from the first to the last", function()
    local rows = rows_of "months"
    for i, row in ipairs(rows) do
      local function here(application) return application.createdAt:sub(1, 7) == row.month end
      assert.equal(count(here), row.applications)
      assert.equal(all_of("Hired", here), row.hired)
      local before = rows[i - 1]
      if before then assert.is_true(before.month < row.month) end
    end
    local first, last = rows[1].month, rows[#rows].month
    local span = (last:sub(1, 4) - first:sub(1, 4)) * 12 + last:sub(6) - first:sub(6) + 1
    assert.equal(span, #rows)
  end)

  it("has the months in between that have none", function()
    local months = require "ashby.report.months"
    local rows = months.rows { groups = {
      { ["createdAt:month"] = "2025-11", status = "Hired", n = 2 },
      { ["createdAt:month"] = "2026-02", status = "Lead", n = 1 } } }
    assert.equal(4, #rows)
  end)
end)

describe("report repeats", function()
  it("has the candidates that applied twice or more", function()
    local times, repeated = {}, 0
    for _, application in ipairs(applications) do
      local id = application.candidate.id
      times[id] = (times[id] or 0) + 1
      if times[id] == 2 then repeated = repeated + 1 end
    end
    local rows = rows_of "repeats"
    assert.equal(repeated, #rows)
    for _, row in ipairs(rows) do assert.equal(times[row.candidate_id], row.applications) end
    falls(rows, "applications")
  end)
end)

describe("report recent", function()
  it("covers thirty days by default", function()
    local rows = rows_of("recent", { now = "2026-01-31T00:00:00Z" })
    assert.equal(count(function(application)
      return application.createdAt >= "2026-01-01T00:00:00.000Z"
    end), #rows)
    falls(rows, "created_at")
  end)
end)

describe("report applied", function()
  local function candidates_of(month)
    local seen, n = {}, 0
    for _, application in ipairs(applications) do
      local id = application.candidate.id
      if application.createdAt:sub(1, 7) == month and not seen[id] then
        seen[id], n = true, n + 1
      end
    end
    return n
  end

  it("has the candidates of a month, each once", function()
    assert.equal(candidates_of "2025-05", #rows_of("applied", { month = "2025-05" }))
    assert.equal(candidates_of "2025-12", #rows_of("applied", { now = "2026-01-01T00:00:00Z" }))
  end)
end)

describe("any report", function()
  it("has only the columns it names, in rows #slow", function()
    for _, name in ipairs(report.names) do
      local options = name == "saved" and { report_id = helper.control("GET", "reports")[1].id }
        or (name == "funnel" or name == "time_in_stage") and { since = "20d" } or nil
      local found = assert(report.run(name, client, options))
      local names = {}
      for _, column in ipairs(found.columns) do names[column.name] = true end
      for _, row in ipairs(found.rows) do
        for key in pairs(row) do assert.is_true(names[key], name .. "." .. key) end
      end
      assert.is_string(found.question)
    end
  end)

  it("is cut only by max", function()
    assert.equal(3, #rows_of("sources", { max = 3 }))
    assert.is_true(#rows_of "sources" > 20)
  end)

  it("refuses unknown options before anything is sent", function()
    helper.reset()
    helper.misuse(report.run, "surces", client)
    helper.misuse(report.run, "sources", client, { sinc = "30d" })
    helper.misuse(report.run, "sources", client, { since = "soon" })
    helper.misuse(report.run, "sources", client, { since = "2026-02-01", ["until"] = "2026-01-01" })
    helper.misuse(report.run, "sources", client, { max = 0 })
    helper.misuse(report.run, "applied", client, { month = "May" })
    helper.misuse(report.run, "aging", client, { by = "stages" })
    helper.misuse(report.run, "applied", client, { month = "2026-05", since = "30d" })
    assert.equal(0, helper.count())
  end)

  it("returns nil and the error where a list fails", function()
    helper.fault { times = -1, match = "application.list", status = 403 }
    local found, err = report.run("sources", client)
    helper.reset()
    assert.is_nil(found)
    assert.is_string(err.kind)
  end)

  it("pulls no more than it needs", function()
    helper.reset()
    rows_of "repeats"
    for _, request in ipairs(helper.requests()) do
      assert.truthy(request.path:find "application.list")
    end
  end)
end)

describe("ashby.report", function()
  it("has each report as a function of a source and options", function()
    local ashby = require "ashby"
    for _, name in ipairs { "jobs", "sources" } do
      local found = assert(ashby.report[name](client, { since = "2025-01-01" }))
      assert.same(assert(report.run(name, client, { since = "2025-01-01" })).rows, found.rows)
    end
  end)

  it("is loaded when the first of them is read", function()
    local _, said = helper.script [[
      local ashby = require "ashby"
      local kept = ashby.report
      assert(not package.loaded["ashby.report"])
      assert(type(kept.jobs) == "function" and ashby.report == require "ashby.report")
      print(kept.sources == ashby.report.sources)]]
    assert.equal("true", said:match "%a+")
  end)

  it("raises for misuse at the caller's line", function()
    local ashby = require "ashby"
    for words, fn in pairs {
      ["no member 'sorces', did you mean 'sources'?"] = function() ashby.report.sorces(client) end,
      ["a client or a store expected, got a number"] = function() ashby.report.sources(42) end,
      ["a client or a store expected, got a table"] = function() ashby.report.sources{} end,
      ["a client or a store expected, got nothing"] = function() ashby.report.sources() end,
      ["unknown option 'sinc'"] = function() ashby.report.sources(client, { sinc = "30d" }) end,
      ["with a dot"] = function() ashby.report:sources(client) end,
    } do
      local said = helper.misuse(fn)
      assert.is_truthy(said:find(words, 1, true), said)
      assert.is_truthy(said:find "init_spec.lua:%d+:", said)
    end
  end)
end)
