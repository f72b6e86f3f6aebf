--- Specs of reports as text.
--
-- SPDX-License-Identifier: MIT

local display = require "ashby.text.display"
local text = require "ashby.report.render.text"

local function report_of(values, labels)
  local rows = {}
  for i, value in ipairs(values) do
    rows[i] = { id = "x", name = labels and labels[i] or "row " .. i, n = value }
  end
  return { title = "Title", note = "Note.", rows = rows,
    columns = { { name = "id", title = "Id", type = "id" }, { name = "name", title = "Name",
      type = "text" }, { name = "n", title = "Number", type = "integer" } },
    chart = { kind = "bars", label = "name", value = "n" } }
end

local function lines_of(report, look)
  local lines = {}
  for line in text.render(report, look):gmatch "([^\n]*)\n" do lines[#lines + 1] = line end
  return lines
end

describe("a report as text", function()
  it("has its title, its note, a table without ids, and bars", function()
    local lines = lines_of(report_of { 8, 4, 1, 0 })
    assert.equal("Title", lines[1])
    assert.equal("Note.", lines[2])
    assert.equal("Name   Number", lines[4])
    assert.equal("row 1       8  ████████████████████████", lines[5])
    assert.equal("row 2       4  ████████████", lines[6])
    assert.equal("row 3       1  ███", lines[7])
    assert.equal("row 4       0", lines[8])
  end)

  it("shows twenty rows and says how many more there are", function()
    local values = {}
    for i = 1, 61 do values[i] = 100 - i end
    local lines = lines_of(report_of(values))
    assert.equal("and 41 more; -o csv or json has all", lines[#lines])
    assert.equal(4 + 20 + 1, #lines)
  end)

  it("fits its width, whatever the names", function()
    local names = { ("王"):rep(100), ("x"):rep(200), "عبد الرحمن بن محمد", "a\27[2Jb\nc", "" }
    for _, columns in ipairs { 40, 80, 120 } do
      local report = report_of({ 1000, 1, 2, 3, 0 }, names)
      report.note = ("All of 王小明's words are kept. "):rep(9)
      for _, line in ipairs(lines_of(report, { columns = columns })) do
        assert.is_true(display.width(line) <= columns, line)
        assert.is_nil(line:find "[%c]")
      end
    end
  end)

  it("leaves the bars out where names would be cut to a few letters for them", function()
    local names = { "Senior Backend Engineer", "Head of Product Design" }
    local lines = lines_of(report_of({ 8, 4 }, names), { columns = 33 })
    assert.equal("Senior Backend Engineer       8", lines[5])
    lines = lines_of(report_of({ 8, 4 }, names), { columns = 34 })
    assert.equal("Senior Backend …       8  ████████", lines[5])
  end)

  it("begins every bar in the same column of the terminal, whatever the names", function()
    local names = { "Ada", "王小明", "عبد الرحمن", "Zoe\204\136", "\240\159\145\141 Yes", "",
      "a\226\128\141b", "한국어" }
    local starts = {}
    for i, line in ipairs(lines_of(report_of({ 8, 8, 8, 8, 8, 8, 8, 8 }, names))) do
      local before = i > 4 and line:match "^(.-)█"
      if before then starts[display.width(before)] = (starts[display.width(before)] or 0) + 1 end
    end
    local _, count = next(starts)
    assert.equal(#names, count)
  end)

  it("wraps long headings before it cuts a name or leaves the bars out", function()
    local report = report_of({ 1234, 5 }, { "Application review", "Interview" })
    report.columns[3].title = "Went no further"
    local lines = lines_of(report, { columns = 40 })
    assert.equal("                    Went no", lines[4])
    assert.equal("Name                further", lines[5])
    assert.equal("Application review     1234  ███████████", lines[6])
    assert.equal("Name                Went no further", lines_of(report, { columns = 80 })[4])
  end)

  it("shows times without their hour where there is little room", function()
    local report = report_of({ 3 }, { "Site Reliability Engineer" })
    table.insert(report.columns, { name = "at", title = "Waiting since", type = "time" })
    report.rows[1].at = "2026-05-28T09:14:02.123Z"
    assert.equal("Site Reliability Engineer       3  2026-05-28 09:14  ████████",
      lines_of(report, { columns = 61 })[5])
    assert.equal("Site Reliability Engineer       3  2026-05-28  █████████████",
      lines_of(report, { columns = 60 })[6])
  end)

  it("leaves out columns that there is no room for, and says which", function()
    local report = report_of({ 3, 2 }, { "Company website", "Referral" })
    table.insert(report.columns, 3, { name = "type", title = "Type", type = "text" })
    table.insert(report.columns, { name = "archived", title = "Archived", type = "integer" })
    table.insert(report.columns, { name = "leads", title = "Leads", type = "integer" })
    for _, row in ipairs(report.rows) do row.type, row.archived, row.leads = "Inbound", 1, 2 end
    local lines = lines_of(report, { columns = 30 })
    assert.equal("Name           Type     Number", lines[4])
    assert.equal("Company webs…  Inbound       3", lines[5])
    assert.equal("no room for Archived, Leads; -o csv or json has all", lines[7])
    assert.is_nil(text.render(report, { columns = 80 }):find "no room")
  end)

  it("shows the smallest value beside one that is a thousand times as large", function()
    local lines = lines_of(report_of { 1000, 1 })
    assert.truthy(lines[6]:find "▏$")
  end)

  it("says when there is nothing", function()
    local lines = lines_of(report_of {})
    assert.equal("Nothing to show.", lines[#lines])
  end)

  it("colours its headings where it may", function()
    assert.equal("\27[1mTitle\27[0m", lines_of(report_of { 1 }, { colour = true })[1])
  end)
end)
