--- repeats: a candidate whose applications have several names.
--
-- SPDX-License-Identifier: MIT

local ashby = require "ashby"
local odd = require "spec.report.odd"
local report = require "ashby.report"
local shell = require "tools.shell"

-- The greatest of the names that a candidate's applications have.
local function name_of(id)
  local name = ""
  for _, a in ipairs(odd.applications) do
    local one = a.candidate and a.candidate.id == id and a.candidate.name
    if type(one) == "string" and one > name then name = one end
  end
  return name
end

describe("report repeats", function()
  it("names a candidate alike from a client and a store", function()
    local folder, client = shell.folder(), odd.client()
    local store = assert(ashby.store(folder .. "/hiring.db", { client = client }))
    assert(store.pull())
    local live, kept = assert(report.run("repeats", client)), assert(report.run("repeats", store))
    store.close()
    client.close()
    shell.remove(folder)
    assert.same(live.rows, kept.rows)
    assert.is_true(#live.rows > 20)
    for _, row in ipairs(live.rows) do
      assert.equal(name_of(row.candidate_id), row.candidate or "")
    end
  end)
end)
