-- --fields, --sort and --max of every command that prints rows.

local cjson = require "cjson"
local command = require "spec.cli.command"
local helper = require "spec.helper"
local shell = require "tools.shell"

local unpack = rawget(table, "unpack") or rawget(_G, "unpack")

local folder, store, ids

local function run(words)
  local status, text, said = command.run((words:gsub("STORE", store):gsub("IDS", ids)))
  assert.equal(0, status, said)
  return text, said
end

setup(function()
  helper.reset()
  folder = shell.folder()
  store = folder .. "/hiring.db"
  local jobs = helper.data "jobs"
  ids = ("%s %s %s"):format(jobs[1].id, jobs[2].id, jobs[3].id)
  run "pull STORE jobs departments --quiet"
end)
teardown(function() shell.remove(folder) end)
before_each(helper.reset)

-- A command, and a field of its rows.
local COMMANDS = {
  { "jobs list", "title" }, { "jobs list --from STORE", "title" }, { "jobs get IDS", "title" },
  { "jobs search", "title" }, { "sql STORE 'select id, title from jobs'", "title" },
  { "pulls STORE", "entity" }, { "purge STORE", "entity" }, { "check", "entity" },
  { "pull STORE jobs departments --full", "entity" }, { "describe", "record" },
  { "describe jobs", "field" }, { "describe --from STORE", "table" },
  { "describe jobs --from STORE", "column" }, { "report", "question" },
  { "report departments --from STORE", "department" },
}

local function values(text, name)
  local list = {}
  for line in text:gmatch "[^\n]+" do list[#list + 1] = cjson.decode(line)[name] end
  return list
end

describe("rows of", function()
  for _, row in ipairs(COMMANDS) do
    local words, name = row[1], row[2]

    it(words .. " are chosen, sorted and cut", function()
      local all, said = run(("%s --fields %s --sort -%s"):format(words, name, name))
      for line in all:gmatch "[^\n]+" do
        assert.equal(name, line:match '^{"([^"]+)":[^{}]*}$', line)
      end
      assert.is_nil(said:find("there is more", 1, true))
      local found = values(all, name)
      assert.is_true(#found > 1)
      local wanted = { unpack(found) }
      table.sort(wanted, function(a, b) return a > b end)
      assert.same(wanted, found)
      local first, cut = run(("%s --fields %s --sort -%s --max 1"):format(words, name, name))
      assert.same({ found[1] }, values(first, name))
      assert.truthy(cut:find("ashby: there is more; --max cut it at 1\n", 1, true), cut)
    end)

    it(words .. " tell their fields, and refuse others", function()
      local text = "\n" .. run(words .. " --fields")
      assert.truthy(text:find("\n" .. name .. "\n", 1, true), text)
      local status, _, said = command.run((words:gsub("STORE", store):gsub("IDS", ids))
        .. " --fields " .. name .. "x")
      assert.equal(2, status)
      assert.truthy(said:find("did you mean '" .. name .. "'?", 1, true), said)
    end)
  end

  it("a command without a field to list send nothing", function()
    local before = helper.count()
    for _, words in ipairs { "pull STORE --fields", "check --fields", "purge STORE --fields",
      "report jobs --fields" } do run(words) end
    assert.equal(before, helper.count())
  end)
end)

describe("a full disk", function()
  for _, words in ipairs { "--version", "completion fish", "jobs list --fields", "describe",
    "purge STORE", "jobs list", "jobs list -o table", "call job.list", "check",
    "report departments --from STORE" } do
    it("is an error of ashby " .. words, function()
      local line = command.line((words:gsub("STORE", store))) .. " 2>&1 >/dev/full"
      local status, said = shell.run(line)
      assert.equal(1, status)
      assert.truthy(said:find("ashby: cannot write the output: ", 1, true), said)
    end)
  end
end)

describe("ashby describe --from", function()
  it("names the tables of docs/store.md, and not the store's own notes", function()
    local text = run "describe --from STORE -o csv"
    for _, name in ipairs { "jobs,view", "jobs_all,table", "stage_changes,table", "pulls,table" } do
      assert.truthy(text:find("\n" .. name, 1, true), name)
    end
    for _, name in ipairs { "kept", "meta", "passes" } do
      assert.is_nil(text:find("\n" .. name .. ",", 1, true), name)
    end
  end)

  it("refuses another table with the nearest name, and a store that is not there", function()
    local status, _, said = command.run("describe jbos --from " .. store)
    assert.equal(2, status)
    assert.truthy(said:find("did you mean 'jobs'?", 1, true), said)
    assert.equal(1, (command.run "describe --from /nowhere.db"))
  end)
end)
