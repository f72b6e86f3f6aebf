--- The hiring report: its figures are those of the data, and it is printed
-- whole or not at all.
--
-- SPDX-License-Identifier: MIT

local helper = require "spec.helper"
local shell = require "tools.shell"

-- Runs the example in a new process: its exit status, stdout and stderr.
local function report(settings, rows, copy)
  local errors_path = os.tmpname()
  local status, text = shell.run(("%s '%s' examples/pipeline.lua %s 2>%s"):format(settings,
    helper.lua, (rows or "") .. " " .. (copy or ""), errors_path))
  local errors = shell.read(errors_path)
  shell.remove(errors_path)
  return status, text, errors
end

-- The numbers of the rows under a heading, summed up by column.
local function sums(text, heading)
  local part = text:match(heading .. "\n.-\n\n[^\n]*Applications[^\n]*(\n.-)\n\n")
  local totals = {}
  for line in part:gmatch "\n([^\n]+)" do
    local n = 0
    for number in line:match "  +(%d[%d ]*)":gmatch "%d+" do
      n = n + 1
      totals[n] = (totals[n] or 0) + tonumber(number)
    end
  end
  return totals
end

describe("examples/pipeline.lua #slow", function()
  before_each(helper.reset)

  it("prints the figures of the data", function()
    local status, text, errors = report(helper.settings(), 100000)
    assert.equal(0, status, errors)
    assert.equal("", errors)
    local applications, hired, active = helper.data "applications", 0, 0
    for _, application in ipairs(applications) do
      if application.status == "Hired" then hired = hired + 1 end
      if application.status == "Active" then active = active + 1 end
    end
    assert.same({ #applications, active, hired }, sums(text, "\nSources"))
    local departments = sums(text, "\nDepartments")
    assert.same({ #applications, active, hired },
      { departments[2], departments[3], departments[4] })
  end)

  it("prints the same from a local copy, with fewer requests the second time", function()
    local folder = shell.folder()
    local _, live = report(helper.settings(), 100000)
    local copy = folder .. "/hiring.db"
    local status, first, errors = report(helper.settings(), 100000, copy)
    assert.equal(0, status, errors)
    local requests = helper.count()
    local _, second = report(helper.settings(), 100000, copy)
    assert.is_true(helper.count() - requests < 15)
    local function bare(text)
      return (text:gsub("%s+", " "):gsub("Data of [%d-]+ [%d:]+ UTC%. ?", ""))
    end
    assert.equal(bare(live), bare(first))
    assert.equal(bare(live), bare(second))
    shell.remove(folder)
  end)

  it("shows as many rows as it is told, and how many more there are", function()
    local status, text = report(helper.settings(), 2)
    assert.equal(0, status)
    assert.matches("\nand %d+ more", text)
  end)

  it("prints an error and nothing else when a page in the middle fails", function()
    helper.fault { match = "application.list", skip = 5, times = -1, status = 403, body = "no" }
    local status, text, errors = report(helper.settings())
    assert.equal(1, status, errors)
    assert.equal("", text)
    assert.matches("^ashby: application.list: ", errors)
  end)

  it("prints what to do without a key", function()
    local status, text, errors = report("ASHBY_BASE_URL=http://127.0.0.1:1")
    assert.equal(1, status)
    assert.equal("", text)
    assert.matches("ASHBY_API_KEY", errors)
  end)
end)
