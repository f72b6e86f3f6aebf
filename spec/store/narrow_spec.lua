--- Specs of the store's narrowing: the conditions in SQL for each part of a
-- filter.
--
-- SPDX-License-Identifier: MIT
-- Which part of a filter the columns can test. That nothing is lost by it:
-- spec/store/search_spec.lua.

local narrow = require "ashby.store.narrow"

local LIKE_TITLE = "(e.title like ? escape '\\' or instr(e.title, char(0)) > 0)"
local JANUARY = "2026-01-01T00:00:00.000Z"

-- Entity, filter, conditions, values.
local ROWS = {
  { "jobs", nil, {}, {} },
  { "jobs", { eq = { status = "Open" } }, { "e.status = ?" }, { "Open" } },
  { "jobs", { eq = { status = 5 } }, {}, {} },
  { "jobs", { neq = { status = "Open" } }, {}, {} },
  { "jobs", { ["not"] = { eq = { status = "Open" } } }, {}, {} },
  { "jobs", { ["or"] = { { eq = { status = "Open" } } } }, {}, {} },
  { "jobs", { ["and"] = { { eq = { confidential = true } }, { like = { title = "%x%" } } } },
    { "e.confidential = ?", LIKE_TITLE }, { 1, "%x%" } },
  { "jobs", { fuzzy = { title = "Data x_" } }, { LIKE_TITLE, LIKE_TITLE },
    { "%data%", "%x\\_%" } },
  { "jobs", { like = { title = ("%a"):rep(9) } }, {}, {} },
  { "jobs", { eq = { confidential = "true" } }, {}, {} },
  { "applications", { ["in"] = { ["job.id"] = { "a", "b", "c" } } }, { "e.job_id in (?, ?, ?)" },
    { "a", "b", "c" } },
  { "applications", { ["in"] = { status = { "Hired", 5 } } }, {}, {} },
  { "applications", { ["in"] = { status = {} } }, {}, {} },
  { "applications", { eq = { ["currentInterviewStage.title"] = "x" } },
    { "e.current_interview_stage_title = ?" }, { "x" } },
  { "applications", { gt = { createdAt = JANUARY } },
    { "(e.created_at is null or e.created_at >= ?)" }, { "2025-12-31T23:59:59.000Z" } },
  { "applications", { lte = { createdAt = "2026-01-01" } },
    { "(e.created_at is null or e.created_at <= ?)" }, { "2026-01-01T00:00:01.000Z" } },
  { "applications", { eq = { createdAt = JANUARY } }, {}, {} },
  { "applications", { gt = { createdAt = "soon" } }, {}, {} },
  { "candidates", { any = { tags = { eq = { id = "x" } } } }, {}, {} },
  { "candidates", { eq = { ["location.id"] = "x" } }, {}, {} },
}

describe("the store's narrowing", function()
  for n, row in ipairs(ROWS) do
    it(("%d: %s"):format(n, row[1]), function()
      local where = narrow.add({ conditions = {}, values = {} }, row[1], row[2])
      assert.same({ row[3], row[4] }, { where.conditions, where.values })
    end)
  end
end)
