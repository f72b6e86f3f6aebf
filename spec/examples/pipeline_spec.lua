--- The hiring report: its figures are those of the data, and it is printed
-- whole or not at all.
--
-- SPDX-License-Identifier: MIT

local helper = require "spec.helper"
local shell = require "tools.shell"

-- Exit status, stdout, stderr of the example in a process of its own.
local function report(settings, rows, copy)
  local errors_path = os.tmpname()
  local status, text = shell.run(("%s '%s' examples/pipeline.lua %s 2>%s"):format(settings,
    helper.lua, (rows or "") .. " " .. (copy or ""), errors_path))
  local errors = shell.read(errors_path)
  shell.remove(errors_path)
  return status, text, errors
end

local function count_by(records, key_of)
  local counts = {}
  for _, record in ipairs(records) do
    local key = key_of(record)
    if key then counts[key] = (counts[key] or 0) + 1 end
  end
  return counts
end

-- The figures of the row with that title in a section.
local function figures(text, section, title)
  local part = text:match("\n(" .. section .. ".-)\n\n") or text:match("\n(" .. section .. ".*)")
  for line in part:gmatch "[^\n]+" do
    local name, rest = line:match "^  (.-)  +(%d[%d ]*)"
    if name == title then
      local list = {}
      for number in rest:gmatch "%d+" do list[#list + 1] = tonumber(number) end
      return list
    end
  end
end

-- Columns of a line, as a terminal shows the characters of this data.
local function columns(text)
  local count = 0
  for char in text:gmatch "[^\128-\191][\128-\191]*" do
    local lead = char:byte()
    local is_wide = lead >= 0xE3 and lead <= 0xED or lead >= 0xF0
    count = count + (is_wide and 2 or (lead == 0xCC or lead == 0xCD) and 0 or 1)
  end
  return count
end

describe("examples/pipeline.lua", function()
  before_each(helper.reset)

  it("prints the figures of the data", function()
    local status, text, errors = report(helper.settings(), 100000)
    assert.equal(0, status, errors)
    assert.equal("", errors)
    local applications, jobs = helper.data "applications", {}
    for _, job in ipairs(helper.data "jobs") do
      if job.status == "Open" then jobs[#jobs + 1] = job end
    end
    local by_job = count_by(applications, function(a) return a.job.id end)
    local by_status = count_by(applications, function(a) return a.status end)
    local by_person = count_by(applications, function(a) return a.candidate.id end)
    local in_open, people, several = 0, 0, 0
    for _, job in ipairs(jobs) do in_open = in_open + (by_job[job.id] or 0) end
    for _, count in pairs(by_person) do
      people, several = people + 1, several + (count > 1 and 1 or 0)
    end
    assert(text:find(("%d open jobs, %d applications by %d people"):format(#jobs, #applications,
      people), 1, true), text:match "[^\n]*")
    assert.equal(in_open, figures(text, "Open jobs", "all " .. #jobs)[7])
    local sources = figures(text, "Sources", text:match "Sources.-\n  (all %d+)")
    assert.same({ by_status.Active, by_status.Hired, #applications }, sources)
    local departments = figures(text, "Departments", text:match "Departments.-\n  (all %d+)")
    assert.same({ #jobs, by_status.Active, by_status.Hired, #applications }, departments)
    assert.is_truthy(figures(text, "Applied more than once", "all " .. several))
  end)

  it("prints the same from a local copy, which asks less the second time", function()
    local folder = shell.folder()
    local _, live = report(helper.settings(), 100000)
    local copy = folder .. "/hiring.db"
    local status, first, errors = report(helper.settings(), 100000, copy)
    assert.equal(0, status, errors)
    local requests = helper.count()
    local _, second = report(helper.settings(), 100000, copy)
    assert.is_true(helper.count() - requests < 15)
    local said = "^Pulled %d+ records in %d+ requests and %d+ s\n"
    assert.is_truthy(first:find(said))
    assert.equal(live, (first:gsub(said, "")))
    assert.equal(live, (second:gsub(said, "")))
    shell.remove(folder)
  end)

  it("shows so many rows as it is told, and sums up the others", function()
    local status, text = report(helper.settings(), 2)
    assert.equal(0, status)
    local part = text:match "\nSources.-\n\n"
    assert.equal(5, select(2, part:gsub("\n  ", "")) + 1, part)
    assert.matches("\n  and %d+ more ", part)
  end)

  it("keeps its columns under names in every script", function()
    local _, text = report(helper.settings(), 100000)
    local part = text:match "\n(Applied more than once.*)"
    local width = columns(part:match "[^\n]*")
    for line in part:gmatch "\n(  [^\n]*)" do
      local upto = line:match "^(.-%d+ +%d+ +%d+)  %S" or line
      assert.equal(width, columns(upto), line)
    end
  end)

  it("prints an error and nothing else when a page in the middle fails", function()
    helper.fault { match = "application.list", skip = 5, times = -1, status = 403, body = "no" }
    local status, text, errors = report(helper.settings())
    assert.equal(1, status, errors)
    assert.equal("", text)
    assert.matches("^ashby: application.list: ", errors)
  end)

  it("says what to do without a key", function()
    local status, text, errors = report("ASHBY_BASE_URL=http://127.0.0.1:1")
    assert.equal(1, status)
    assert.equal("", text)
    assert.matches("ASHBY_API_KEY", errors)
  end)
end)
