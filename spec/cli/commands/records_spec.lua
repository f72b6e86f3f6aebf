--- Specs of ashby ENTITY list|get: the records in every format.
--
-- SPDX-License-Identifier: MIT

local cjson = require "cjson"
local core = require "ashby.core"
local command = require "spec.cli.command"
local display = require "ashby.text.display"
local helper = require "spec.helper"
local shell = require "tools.shell"

local ENTITIES = require "ashby".entities()

before_each(helper.reset)

local function run(words)
  local status, text, said = command.run(words)
  assert.equal(0, status, said)
  return text, said
end

local function lines(text)
  local found = {}
  for line in text:gmatch "[^\n]+" do found[#found + 1] = line end
  return found
end

describe("a list", function()
  for _, entity in ipairs(ENTITIES) do
    it("of " .. entity .. " is whole as JSON lines and as one array #slow", function()
      local wanted = helper.data(entity)
      local found = lines(run(("%s list"):format(entity:gsub("_", "-"))))
      assert.equal(#wanted, #found)
      for i, line in ipairs(found) do
        assert.is_nil(helper.difference(wanted[i], cjson.decode(line)))
      end
      local all = cjson.decode((run(entity .. " list -o json")))
      assert.is_nil(helper.difference(wanted, all))
    end)
  end

  it("that is empty is empty in every format", function()
    local nothing = "jobs list --created-after 1s -o "
    assert.equal("[]\n", (run(nothing .. "json")))
    assert.equal("", (run(nothing .. "jsonl")))
    assert.equal("id,title\r\n", (run(nothing .. "csv --fields id,title")))
    assert.equal("id\ttitle\n", (run(nothing .. "tsv --fields id,title")))
    assert.equal("ID  TITLE\n", (run(nothing .. "table --fields id,title")))
  end)

  it("takes values as people write them", function()
    local open = lines(run "jobs list --status open --status CLOSED --fields status")
    for _, line in ipairs(open) do
      assert.truthy(({ Open = true, Closed = true })[cjson.decode(line).status])
    end
    assert.equal(#open, #lines(run "jobs list --status=open,closed --fields id"))
    run "jobs list --created_after 2026-01-01T00:00:00Z"
    local sent = helper.requests "job.list"
    assert.equal(1767225600000, cjson.decode(sent[#sent].body).createdAfter)
  end)

  it("that --max cuts says so, and ends properly", function()
    local text, said = run "applications list --max 7 --fields id"
    assert.equal(7, #lines(text))
    assert.equal("ashby: there is more; --max cut it at 7\n", said)
    local count = #helper.data "jobs"
    text, said = run(("jobs list --max %d --fields id"):format(count))
    assert.equal(count, #lines(text))
    assert.equal("", said)
  end)

  it("has only the fields that are named, in their order", function()
    local found = lines(run "applications list --max 3 --fields candidate.name,id,job.title")
    for _, line in ipairs(found) do
      assert.truthy(line:find '^{"candidate":{"name":"[^"]+"},"id":"[^"]+","job":{"title":".+"}}$',
        line)
    end
    assert.truthy(run "jobs list --max 5 -o csv --fields id,hiringTeam.role":find '"%[""')
  end)

  it("lists the fields that exist", function()
    local text = run "applications list --fields"
    assert.truthy(text:find "\ncandidate.name\n")
    assert.equal(0, helper.count())
  end)

  it("sends the parameters that a field needs", function()
    local found = lines(run "jobs list --max 2 --fields id,location.name")
    assert.is_string(cjson.decode(found[1]).location.name)
  end)
end)

describe("a record", function()
  it("is printed alone as an object", function()
    local wanted = helper.data "jobs"[1]
    local text = run("jobs get " .. wanted.id)
    assert.equal(wanted.title, cjson.decode(text).title)
    assert.equal(wanted.id, cjson.decode((run("jobs get -o json " .. wanted.id))).id)
  end)

  it("is printed in the order of the ids, and missing ones are reported", function()
    local ids = helper.ids "users"
    local none = "00000000-0000-4000-8000-000000000000"
    local status, text, said = command.run(("users get %s %s %s -o csv --fields id")
      :format(ids[3], none, ids[1]))
    assert.equal(5, status)
    assert.equal(("id\r\n%s\r\n%s\r\n"):format(ids[3], ids[1]), text)
    assert.truthy(said:find(none, 1, true))
  end)
end)

describe("what was printed before a failure", function()
  it("is on stdout", function()
    helper.fault { skip = 1, times = -1, match = "application.list", status = 500 }
    local status, text = command.run "applications list --limit 20"
    assert.equal(8, status)
    assert.equal(20, select(2, text:gsub("\n", "")))
    assert.equal("}\n", text:sub(-2))
  end)
end)

describe("a file", function()
  local folder

  before_each(function() folder = shell.folder() end)
  after_each(function() shell.remove(folder) end)

  it("has the format of its ending, and appears when it is complete", function()
    for ending, first in pairs { csv = "id\r\n", tsv = "id\n", json = "[\n", jsonl = '{"id"' } do
      local path = folder .. "/jobs." .. ending
      assert.equal("", (run(("jobs list --fields id --to %s"):format(path))))
      assert.equal(first, shell.read(path):sub(1, #first))
    end
    assert.equal(4, #shell.lines("ls -A " .. folder))
  end)

  it("is not made, nor anything beside it, where the second page fails", function()
    helper.fault { skip = 1, times = -1, match = "application.list", status = 500 }
    local status = command.run(("applications list --limit 20 --to %s/a.csv"):format(folder))
    assert.equal(8, status)
    assert.same({}, shell.lines("ls -A " .. folder))
  end)

  it("keeps its contents where the export fails #slow", function()
    shell.write(folder .. "/a.csv", "before")
    helper.fault { skip = 1, times = -1, match = "application.list", kind = "cut_body",
      bytes = 100 }
    local status = command.run(("applications list --limit 20 --to %s/a.csv"):format(folder))
    assert.equal(8, status)
    assert.equal("before", shell.read(folder .. "/a.csv"))
  end)

  it("that finds no room is reported and leaves nothing", function()
    local status, said = shell.run(("ulimit -f 8; trap '' XFSZ; %s 2>&1"):format(
      command.line(("applications list --to %s/a.csv"):format(folder))))
    assert.equal(1, status, said)
    assert.truthy(said:find("cannot write", 1, true), said)
    assert.same({}, shell.lines("ls -A " .. folder))
  end)

  it("on a full disk is reported and leaves what was there", function()
    if shell.run(("mount -t tmpfs -o size=64k none '%s' 2>/dev/null"):format(folder)) ~= 0 then
      return pending "no tmpfs can be mounted here"
    end
    shell.write(folder .. "/a.csv", "before")
    local status, _, said = command.run(("applications list --to %s/a.csv"):format(folder))
    local piped, _, complaint = command.run(("applications list >%s/b.jsonl"):format(folder))
    local names, kept = shell.lines("ls -A " .. folder), shell.read(folder .. "/a.csv")
    shell.run("umount " .. folder)
    assert.equal(1, status, said)
    assert.truthy(said:find("a.csv: No space left on device", 1, true), said)
    assert.same({ "a.csv", "b.jsonl" }, names)
    assert.equal("before", kept)
    assert.equal(1, piped)
    assert.equal("ashby: cannot write the output: No space left on device\n", complaint)
  end)

  it("that is killed does not appear", function()
    for _, signal in ipairs { "TERM", "KILL" } do
      helper.reset()
      helper.fault { skip = 1, times = -1, match = "application.list", delay_ms = 20000 }
      local pipe = assert(io.popen(("echo $$; exec %s 2>&1"):format(
        command.line(("applications list --to %s/a.csv"):format(folder)))))
      local pid, latest = pipe:read "*l", core.clock() + 10
      repeat until helper.count() > 1 or core.clock() > latest
      shell.run(("kill -%s %s"):format(signal, pid))
      assert.equal("", pipe:read "*a")
      pipe:close()
      assert.is_nil(shell.read(folder .. "/a.csv"))
    end
  end)

  it("that is interrupted leaves nothing", function()
    helper.fault { skip = 1, times = -1, match = "application.list", delay_ms = 20000 }
    local status = shell.run(("timeout --preserve-status -s INT 0.7 %s 2>/dev/null"):format(
      command.line(("applications list --to %s/a.csv"):format(folder))))
    assert.equal(130, status)
    assert.same({}, shell.lines("ls -A " .. folder))
  end)
end)

describe("on a terminal #slow", function()
  for _, entity in ipairs(ENTITIES) do
    it("a table of " .. entity .. " fits", function()
      for _, columns in ipairs { 60, 100, 200 } do
        local status, text = command.on_terminal(entity .. " list --max 30 --quiet", columns)
        assert.equal(0, status, text)
        for line in text:gsub("\27%[[%d;]*m", ""):gmatch "[^\n]+" do
          if not line:find "^ashby: there is more" then
            assert.is_true(display.width(line) <= columns, line)
          end
        end
      end
    end)
  end

  it("a wait for the rate limit is shown with its seconds", function()
    helper.fault { match = "job.list", status = 429, headers = { ["Retry-After"] = "1" } }
    local status, text = command.on_terminal("jobs list --fields id", 80)
    assert.equal(0, status)
    assert.truthy(text:find "waits 1 s", text)
  end)

  it("colours can be switched off", function()
    local _, text = command.on_terminal("jobs list --max 1 --quiet", 80)
    assert.truthy(text:find("\27[1m", 1, true))
    _, text = command.on_terminal("jobs list --max 1 --quiet", 80,
      helper.settings() .. " NO_COLOR=1")
    assert.is_nil(text:find("\27[1m", 1, true))
    _, text = command.on_terminal("jobs list --max 1 --quiet --color never", 80)
    assert.is_nil(text:find("\27[1m", 1, true))
  end)

  it("a pager is used where one is set", function()
    local _, text = command.on_terminal("jobs list --max 1 --quiet", 80,
      helper.settings() .. " PAGER='tr a-z A-Z'")
    assert.truthy(text:find "OPEN")
  end)
end)
