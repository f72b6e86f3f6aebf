--- Specs of narrow: which of the vendor's parameters a filter allows to be
-- sent along.
--
-- SPDX-License-Identifier: MIT

local catalogue = require "ashby.catalogue"
local narrow = require "ashby.search.narrow"

local STATUSES = { "Draft", "Open", "Closed", "Archived" }

local ID = "8d7d9cf8-30a5-4c3f-b2e1-6a1c9f0d2b47"

-- Entity, filter, what is sent.
local ROWS = {
  { "applications", nil, {} },
  { "jobs", nil, { status = STATUSES } },
  { "locations", nil, { includeArchived = true, includeLocationHierarchy = true } },
  { "users", nil, { includeDeactivated = true } },
  { "sources", nil, { includeArchived = true } },
  { "job_postings", nil, { includeUnpublishedJobPostings = true } },
  { "jobs", { eq = { status = "Open" } }, { status = { "Open" } } },
  { "jobs", { ["in"] = { status = { "Open", "Draft" } } }, { status = { "Open", "Draft" } } },
  { "jobs", { eq = { status = "open" } }, { status = STATUSES } },
  { "jobs", { ["in"] = { status = {} } }, { status = STATUSES } },
  { "jobs", { ["or"] = { { eq = { status = "Open" } } } }, { status = STATUSES } },
  { "jobs", { ["not"] = { eq = { status = "Open" } } }, { status = STATUSES } },
  { "jobs", { neq = { status = "Open" } }, { status = STATUSES } },
  { "jobs", { gt = { openedAt = "2026-01-01" }, lt = { closedAt = "2026-02-01T00:00:00Z" } },
    { status = STATUSES, openedAfter = 1767225599000, closedBefore = 1769904001000 } },
  { "applications", { ["in"] = { status = { "Hired" } } }, { status = "Hired" } },
  { "applications", { ["in"] = { status = { "Hired", "Lead" } } }, {} },
  { "applications", { gte = { createdAt = "2026-01-01T00:00:00.000Z" } },
    { createdAfter = 1767225599000 } },
  { "applications", { gt = { createdAt = "2026-01-01T00:00:00+02:00" } }, {} },
  { "applications", { gt = { createdAt = "soon" } }, {} },
  { "applications", { gt = { createdAt = 5 } }, {} },
  { "applications", { lt = { createdAt = "2026-01-01" } }, {} },
  { "applications", { ["and"] = { { ["and"] = { { eq = { ["job.id"] = ID } } } },
    { eq = { status = "Lead" } } } }, { jobId = ID, status = "Lead" } },
  { "applications", { eq = { ["job.id"] = "x" } }, {} }, -- the service would refuse it
  { "applications", { eq = { ["job.id"] = (ID:gsub("%-", "0")) } }, {} },
  { "applications", { gt = { createdAt = "1969-12-31T00:00:00.000Z" } }, {} },
  { "jobs", { lt = { closedAt = "0001-01-01" } }, { status = STATUSES } },
  { "candidates", { gt = { createdAt = "2026-01-01" } }, {} },
  { "job_postings", { eq = { isListed = true, locationName = "Oslo", departmentName = "R&D" } },
    { includeUnpublishedJobPostings = true, listedOnly = true, location = "Oslo",
      department = "R&D" } },
  { "job_postings", { eq = { isListed = false, locationName = "" } },
    { includeUnpublishedJobPostings = true } },
}

describe("narrow", function()
  for n, row in ipairs(ROWS) do
    it(("%d: %s"):format(n, row[1]), function()
      assert.same(row[3], narrow.wire(catalogue.entities[row[1]].list, row[2]))
    end)
  end
end)
