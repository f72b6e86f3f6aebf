--- Specs of ashby pull, pulls, purge, sql, and of --from.
--
-- SPDX-License-Identifier: MIT

local cjson = require "cjson"
local command = require "spec.cli.command"
local helper = require "spec.helper"
local shell = require "tools.shell"

local folder, store

before_each(function()
  helper.reset()
  folder = shell.folder()
  store = folder .. "/hiring.db"
end)

after_each(function() shell.remove(folder) end)

local function run(words, settings)
  local status, text, said = command.run(words, settings)
  assert.equal(0, status, said)
  return text, said
end

local function rows(text)
  local found = {}
  for line in text:gmatch "[^\n]+" do found[#found + 1] = cjson.decode(line) end
  return found
end

local NO_KEY = "A=1"

describe("ashby pull", function()
  it("makes a store that works without a key", function()
    local did = rows((run("pull " .. store)))
    assert.equal(#require "ashby".entities(), #did)
    for _, row in ipairs(did) do
      assert.equal("full", row.mode)
      assert.equal(row.new, row.records)
    end
    local before = helper.count()
    assert.equal(#helper.data "jobs", #rows((run("jobs list --from " .. store, NO_KEY))))
    local one = helper.data "users"[1]
    local kept = run("users get " .. one.id .. " --from " .. store, NO_KEY)
    assert.equal(one.email, cjson.decode(kept).email)
    local counted = rows((run(("sql %s %s Open"):format(store,
      command.quote "select count(*) as n from jobs where status = ?"), NO_KEY)))
    assert.equal(36, counted[1].n)
    assert.equal(before, helper.count())
  end)

  it("shows records, pages and waits on a terminal #slow", function()
    helper.fault { match = "user.list", status = 429, headers = { ["Retry-After"] = "1" } }
    local status, text = command.on_terminal(("pull %s users jobs"):format(store), 80)
    assert.equal(0, status, text)
    assert.truthy(text:find "%d+ pages?; waits 1 s for the rate limit", text)
    assert.truthy(text:find "\r[1-9]%d+ records, %d+ pages, waited 1 s for the rate limit")
  end)

  it("pulls what changed, and only what is named", function()
    run("pull " .. store .. " jobs job-postings")
    local did = rows((run("pull " .. store .. " jobs")))
    assert.equal(1, #did)
    assert.equal("incremental", did[1].mode)
    local history = rows((run("pulls " .. store, NO_KEY)))
    assert.equal(3, #history)
  end)

  it("reports what the key may not see, and fails where that was named", function()
    local jobs_only = "ASHBY_API_KEY=ashby-sandbox-jobs-only ASHBY_BASE_URL=" .. helper.url
    local did = rows((run("pull " .. store, jobs_only)))
    local told = {}
    for _, row in ipairs(did) do told[row.entity] = row.problem end
    assert.truthy(told.candidates:find("candidatesRead", 1, true))
    assert.equal(cjson.null, told.jobs)
    local status, _, said = command.run("pull " .. store .. " candidates", jobs_only)
    assert.equal(4, status, said)
    assert.equal(2, (command.run("pull " .. store .. " cnadidates")))
  end)
end)

describe("ashby sql", function()
  it("has every column, even without rows", function()
    run("pull " .. store .. " jobs")
    assert.equal("id,title\r\n", (run(("sql %s %s -o csv"):format(store,
      command.quote "select id, title from jobs where 0"))))
  end)

  it("only reads, and reports what is wrong", function()
    run("pull " .. store .. " jobs")
    local queries = { ["delete from kept"] = "sql_refused", ["select nothing"] = "sql" }
    for query, problem in pairs(queries) do
      local status, text, said = command.run(("sql %s %s"):format(store, command.quote(query)))
      assert.equal(1, status)
      assert.equal("", text)
      assert.truthy(said:find(problem, 1, true), said)
    end
  end)
end)

describe("ashby purge", function()
  it("erases records that are gone", function()
    run("pull " .. store .. " jobs")
    assert.truthy(run("purge " .. store .. " -o csv")
      :find("entity,erased\r\napplications,0\r\n", 1, true))
    assert.equal(2, (command.run("purge " .. store .. " --gone-before soon")))
  end)
end)

describe("a file that is not a store", function()
  it("is reported", function()
    assert.equal(1, (command.run("jobs list --from " .. folder .. "/none.db")))
    shell.write(folder .. "/text.db", ("no store "):rep(1000))
    local status, _, said = command.run("jobs list --from " .. folder .. "/text.db")
    assert.equal(1, status)
    assert.truthy(said:find("text.db", 1, true))
  end)
end)
