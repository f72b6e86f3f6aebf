--- Specs of exact: records made of columns test as the bytes do.
--
-- SPDX-License-Identifier: MIT
-- Which queries the columns can answer. That they give the same answers as the
-- bytes: spec/store/search_spec.lua.

local null = require "cjson".null

local exact = require "ashby.store.exact"

-- Entity, query, the columns; nil: the bytes have to answer.
local ROWS = {
  { "jobs", {}, nil },
  { "jobs", { filter = { eq = { status = "Open" } } }, { "status" } },
  { "jobs", { filter = { ["or"] = { { like = { title = "%x%" } },
    { ["not"] = { ["in"] = { status = { "Open" } } } } } } }, { "status", "title" } },
  { "jobs", { filter = { neq = { confidential = true } } }, { "confidential" } },
  { "jobs", { filter = { eq = { status = "Open" } }, sort = { { id = "desc" } } },
    { "id", "status" } },
  { "jobs", { filter = { eq = { status = "Open" } }, sort = { { title = "desc" } } }, nil },
  { "jobs", { filter = { eq = { status = null } } }, nil },
  { "jobs", { filter = { eq = { status = 5 } } }, nil },
  { "jobs", { filter = { eq = { confidential = "true" } } }, nil },
  { "jobs", { filter = { gt = { createdAt = "2026-01-01" } } }, nil },
  { "jobs", { filter = { ["in"] = { status = { "Open", null } } } }, nil },
  { "jobs", { filter = { any = { hiringTeam = { eq = { role = "x" } } } } }, nil },
  { "jobs", { filter = { ["and"] = { { eq = { status = "Open" } },
    { eq = { ["author.x"] = "x" } } } } }, nil },
  { "applications", { filter = { eq = { ["job.title"] = "x" } } }, { "job_title" } },
}

describe("exact", function()
  for n, row in ipairs(ROWS) do
    it(("has the columns that answer query %d"):format(n), function()
      local list, names = exact.columns(row[1], row[2]), nil
      if list then
        names = {}
        for i, column in ipairs(list) do names[i] = column.name end
      end
      assert.same(row[3], names)
    end)
  end

  it("makes records of columns", function()
    local list = {
      { name = "status", member = "status", kind = "text" },
      { name = "is_x", member = "isX", kind = "boolean" },
      { name = "job_id", member = "id", group = "job", kind = "text" },
      { name = "job_on", member = "on", group = "job", kind = "boolean" },
    }
    assert.same({ status = "Open", isX = false, job = { id = "1", on = true } },
      exact.record(list, { status = "Open", is_x = 0, job_id = "1", job_on = 1 }))
    assert.same({}, exact.record(list, {}))
  end)
end)
