--- Specs of ashby report.
--
-- SPDX-License-Identifier: MIT

local cjson = require "cjson"
local command = require "spec.cli.command"
local helper = require "spec.helper"
local report = require "ashby.report"
local shell = require "tools.shell"

before_each(helper.reset)

local function run(words)
  local status, text, said = command.run("report " .. words)
  assert.equal(0, status, said)
  return text
end

describe("ashby report", function()
  it("lists the reports with their questions", function()
    local text = run ""
    for _, name in ipairs(report.names) do
      assert.truthy(text:find(report.get(name).question, 1, true))
    end
    assert.equal(0, helper.count())
  end)

  it("has the same rows in each format", function()
    local client = helper.client()
    local wanted = assert(report.run("departments", client)).rows
    client.close()
    local found = cjson.decode(run "departments -o json")
    assert.equal(#wanted, #found.rows)
    for i, row in ipairs(wanted) do
      for name, value in pairs(row) do assert.equal(value, found.rows[i][name]) end
    end
    local n = 0
    for line in run("departments"):gmatch "[^\n]+" do
      n = n + 1
      assert.equal(wanted[n].applications, cjson.decode(line).applications)
    end
    assert.equal(#wanted, n)
    assert.truthy(run("departments -o csv"):find "^department_id,department,open_jobs,")
    assert.truthy(run("departments -o text"):find "^Departments\n")
    local page = run "departments -o html"
    for _, row in ipairs(wanted) do
      assert.truthy(page:find(("<bdi>%.0f</bdi>"):format(row.applications), 1, true))
    end
  end)

  it("accepts its options, and names with a dash", function()
    local text = run "sources -o json --since 2025-01-01 --until 2025-01-31 --max 2"
    assert.equal(2, #cjson.decode(text).rows)
    assert.truthy(run("time-to-hire -o text"):find "Time to hire")
    assert.truthy(cjson.decode(run "applied -o json --month 2025-05").note:find "2025%-05%-01")
  end)

  it("reports a wrong word before anything is sent", function()
    for words, problem in pairs { ["surces"] = "did you mean 'sources'", ["all"] = "hiring.html",
      ["sources --since soon"] = "'30d'", ["sources --month 2025-05"] = "option 'month'" } do
      local status, _, said = command.run("report " .. words)
      assert.equal(2, status, said)
      assert.truthy(said:find(problem, 1, true), said)
    end
    assert.equal(0, helper.count())
  end)

  it("puts all on one page, with a note in place of a report that fails", function()
    local folder = shell.folder()
    helper.control("POST", "options", { rate_limit = 1000000000 })
    helper.fault { times = -1, match = "offer.list", status = 403 }
    run("all --to " .. folder .. "/hiring.html")
    local page = shell.read(folder .. "/hiring.html")
    shell.remove(folder)
    for _, name in ipairs(report.names) do
      if name ~= "saved" then assert.truthy(page:find('<section id="' .. name .. '">', 1, true)) end
    end
    local summary = page:match '<section id="summary">(.-)</section>'
    for _, name in ipairs { "funnel", "sources", "aging" } do
      assert.truthy(summary:find('href="#' .. name, 1, true))
    end
    assert.truthy(page:find("Only the newest 250 of", 1, true))
    assert.truthy(page:find("The first 50 of", 1, true))
    local failed = page:match '<section id="offers">(.-)</section>'
    assert.is_nil(failed:find("<svg", 1, true))
    assert.is_true(page:find('<section id="recent">', 1, true)
      < page:find('<section id="offers">', 1, true))
  end)
end)
