--- questions: each command of docs/questions.md answers its question: its rows
-- agree with numbers that are counted here, from the sandbox's own records.
--
-- SPDX-License-Identifier: MIT

local cjson = require "cjson"
local command = require "spec.cli.command"
local helper = require "spec.helper"
local shell = require "tools.shell"

local commands = {}
for line in shell.read(helper.root .. "/docs/questions.md"):gmatch "[^\n]+" do
  local words = line:match "| `ashby ([^`]+)` |"
  if words then commands[#commands + 1] = words end
end

local applications

local function count(test)
  local seen, n = {}, 0
  for _, application in ipairs(applications) do
    local key = test(application)
    if key and not seen[key] then seen[key], n = true, n + 1 end
  end
  return n
end

local function sum(rows, name)
  local total = 0
  for _, row in ipairs(rows) do total = total + row[name] end
  return total
end

local function last_month()
  local t = os.date "!*t"
  local year, month = t.year, t.month - 1
  if month == 0 then year, month = year - 1, 12 end
  return ("%04d-%02d"):format(year, month)
end

-- The rows of an answer -> how many there are, and how many there should be.
local ANSWERS = {
  ["jobs list --status open"] = function(rows)
    local open = 0
    for _, job in ipairs(helper.data "jobs") do open = open + (job.status == "Open" and 1 or 0) end
    return #rows, open
  end,
  ["candidates list"] = function(rows) return #rows, #helper.data "candidates" end,
  ["departments list"] = function(rows) return #rows, #helper.data "departments" end,
  ["job-postings list"] = function(rows) return #rows, #helper.data "job_postings" end,
  ["users list"] = function(rows) return #rows, #helper.data "users" end,
  ["report recent"] = function(rows)
    local since = os.date("!%Y-%m-%dT%H:%M:%S", os.time() - 30 * 86400)
    return #rows, count(function(a) return a.createdAt >= since and a.id end)
  end,
  ["report applied"] = function(rows)
    return #rows, count(function(a)
      return a.createdAt:sub(1, 7) == last_month() and a.candidate.id
    end)
  end,
  ["report sources"] = function(rows) return sum(rows, "applications"), #applications end,
  ["report departments"] = function(rows) return sum(rows, "applications"), #applications end,
  ["report repeats"] = function(rows)
    local times = {}
    for _, a in ipairs(applications) do times[a.candidate.id] = (times[a.candidate.id] or 0) + 1 end
    return sum(rows, "applications"), count(function(a)
      return times[a.candidate.id] > 1 and a.id
    end)
  end,
  ["report pipeline"] = function(rows)
    local newest
    for _, posting in ipairs(helper.data "job_postings") do
      local key = posting.status == "Published"
        and tostring(posting.publishedDate) .. tostring(posting.updatedAt)
      if key and (not newest or key > newest.key) then
        newest = { key = key, job = posting.jobId }
      end
    end
    return sum(rows, "applications"), count(function(a) return a.job.id == newest.job and a.id end)
  end,
  ["report departments --since $(date +%Y-%m-01)"] = function(rows)
    local first = os.date "%Y-%m-01"
    return sum(rows, "applications"), count(function(a) return a.createdAt >= first and a.id end)
  end,
}

describe("docs/questions.md", function()
  setup(function()
    helper.reset()
    applications = helper.data "applications"
  end)

  it("has the twelve questions", function() assert.equal(12, #commands) end)

  for _, words in ipairs(commands) do
    it("answers: ashby " .. words, function()
      local status, text, said = command.run(words .. " -o jsonl")
      assert.equal(0, status, said)
      local rows = {}
      for line in text:gmatch "[^\n]+" do rows[#rows + 1] = cjson.decode(line) end
      local found, wanted = ANSWERS[words](rows)
      assert.equal(wanted, found)
    end)
  end
end)
