--- Specs of --where, --sort and search: the same live and from a store.
--
-- SPDX-License-Identifier: MIT

local cjson = require "cjson"
local command = require "spec.cli.command"
local helper = require "spec.helper"
local shell = require "tools.shell"
local where = require "ashby.cli.where"
local catalogue = require "ashby.catalogue"

local folder, store

setup(function()
  helper.reset()
  folder = shell.folder()
  store = folder .. "/hiring.db"
  assert.equal(0, (command.run("pull " .. store)))
end)

teardown(function() shell.remove(folder) end)

before_each(helper.reset)

local function ids(words)
  local status, text, said = command.run(words .. " -o jsonl --fields id")
  assert.equal(0, status, said)
  local found = {}
  for line in text:gmatch "[^\n]+" do found[#found + 1] = cjson.decode(line).id end
  return found
end

local function wanted(entity, test)
  local found = {}
  for _, record in ipairs(helper.data(entity)) do
    if test(record) then found[#found + 1] = record.id end
  end
  return found
end

local TESTS = {
  { "jobs", "status=Open", function(job) return job.status == "Open" end },
  { "jobs", "status=OPEN", function(job) return job.status == "Open" end },
  { "jobs", "status!=Open", function(job) return job.status ~= "Open" end },
  { "jobs", "title~ENGINEER", function(job) return job.title:lower():find "engineer" end },
  { "jobs", "createdAt>=2025-01-01", function(job) return job.createdAt >= "2025-01-01" end },
  { "jobs", "confidential=true", function(job) return job.confidential end },
  { "jobs", "customRequisitionId=null",
    function(job) return type(job.customRequisitionId) ~= "string" end },
  { "jobs", "hiringTeam.role=Recruiter", function(job)
    for _, member in ipairs(job.hiringTeam) do
      if member.role == "Recruiter" then return true end
    end
  end },
  { "applications", "source.title=Newsletter",
    function(application)
      return type(application.source) == "table" and application.source.title == "Newsletter"
    end },
}

describe("--where", function()
  for _, row in ipairs(TESTS) do
    it(("%s is the same on %s, live and from a store"):format(row[2], row[1]), function()
      local expected = wanted(row[1], row[3])
      local words = ("%s list --where %s"):format(row[1], command.quote(row[2]))
      assert.same(expected, ids(words))
      local kept = ids(words .. " --from " .. store)
      table.sort(kept)
      table.sort(expected)
      assert.same(expected, kept)
    end)
  end

  it("may be given several times, and all must hold", function()
    assert.same(wanted("jobs", function(job)
      return job.status == "Open" and job.title:lower():find "engineer" ~= nil
    end), ids "jobs list --where status=Open --where title~engineer")
  end)

  it("reads a length of time before now", function()
    local query = where.query({ where = { "createdAt>1d" } }, catalogue.entities.jobs)
    local at = query.filter["and"][1].gt.createdAt
    local before = os.date("!%Y-%m-%dT%H:%M", os.time() - 86400)
    assert.is_true(at >= before and at < os.date("!%Y-%m-%dT%H:%M:%S", os.time()))
  end)

  it("that is not a test is refused before anything is sent", function()
    for words, problem in pairs { ["--where x"] = "FIELD=VALUE", ["--where =x"] = "FIELD=VALUE",
      ["--where titel=x"] = "did you mean 'title'", ["--where confidential=maybe"] = "true or",
      ["--sort titel"] = "did you mean 'title'" } do
      local status, _, said = command.run("jobs list " .. words)
      assert.equal(2, status)
      assert.truthy(said:find(problem, 1, true), said)
    end
    assert.equal(0, helper.count())
  end)
end)

describe("--sort", function()
  it("sorts in either direction, before --max", function()
    local titles = {}
    for i, job in ipairs(helper.data "jobs") do titles[i] = job.title end
    table.sort(titles)
    for _, words in ipairs { "--sort title", "--sort title:asc",
      "--sort=title --from " .. store } do
      local _, text = command.run("jobs list -o jsonl --fields title " .. words)
      local n = 0
      for line in text:gmatch "[^\n]+" do
        n = n + 1
        assert.equal(titles[n], cjson.decode(line).title)
      end
      assert.equal(#titles, n)
    end
    for _, words in ipairs { "--sort=-title", "--sort title:desc" } do
      local _, text = command.run("jobs list -o jsonl --fields title --max 1 " .. words)
      assert.equal(titles[#titles], cjson.decode(text).title)
    end
  end)
end)

describe("search", function()
  it("searches everything, live and in a store", function()
    local hidden = wanted("departments", function() return true end)
    local all = #helper.data("departments", true)
    assert.equal(all, #ids "departments search")
    assert.equal(all, #ids("departments search --from " .. store))
    assert.is_true(all > #hidden)
  end)

  it("takes a whole query", function()
    local query = command.quote '{"filter":{"eq":{"status":"Open"}},"sort":[{"title":"desc"}]}'
    local found = ids("jobs search --query " .. query)
    assert.equal(#wanted("jobs", function(job) return job.status == "Open" end), #found)
    local path = folder .. "/query.json"
    shell.write(path, '{"filter":{"eq":{"status":"Open"}},"sort":[{"title":"desc"}]}')
    assert.same(found, ids("jobs search --query @" .. path))
    assert.equal(2, (command.run "jobs search --query 5"))
  end)
end)
