--- demo: ashby demo, without a key and without a server.
--
-- SPDX-License-Identifier: MIT

local cjson = require "cjson"
local command = require "spec.cli.command"
local shell = require "tools.shell"

local ALONE = "ASHBY_BASE_URL=http://127.0.0.1:1"

local function run(words)
  local status, text, said = command.run(words, ALONE)
  assert.equal(0, status, said)
  return text
end

describe("ashby demo", function()
  local folder, store, text

  setup(function()
    folder = shell.folder()
    store = folder .. "/try me.db"
    text = run("demo " .. command.quote(store))
  end)
  teardown(function() shell.remove(folder) end)

  local function rows_of(name)
    local words = ("report %s --from %s -o json"):format(name, command.quote(store))
    return cjson.decode(run(words)).rows
  end

  it("prints the reports of the store that it makes", function()
    for _, name in ipairs { "jobs", "pipeline", "departments", "sources", "repeats" } do
      local report = run(("report %s --from %s -o text"):format(name, command.quote(store)))
      assert.truthy(text:find(report:match "^[^\n]+\n.-\n\n[^\n]+\n[^\n]+\n", 1, true), name)
    end
  end)

  it("writes a page that says what stands out, and names it", function()
    local page = assert(shell.read(folder .. "/try me.html"))
    local summary = page:match '<section id="summary">(.-)</section>'
    for _, name in ipairs { "funnel", "sources", "aging", "time_in_stage", "jobs" } do
      assert.truthy(summary:find('<li><a href="#' .. name .. '">', 1, true), name)
    end
    assert.is_nil(summary:find 'class="note"')
    assert.truthy(text:find(folder .. "/try me.html shows", 1, true))
  end)

  it("names commands that work", function()
    local count = 0
    for line in text:gmatch "\n  ashby ([^\n]+)" do
      count = count + 1
      assert.is_true(#run(line) > 0, line)
    end
    assert.equal(3, count)
  end)

  it("has a year that ends today, and something in every report", function()
    local months = rows_of "months"
    assert.equal(os.date "!%Y-%m", months[#months].month)
    assert.is_true(#months >= 12)
    for _, name in ipairs { "recent", "applied", "archived", "funnel", "time_in_stage",
      "time_to_hire", "time_to_fill", "offers", "aging", "recruiters" } do
      assert.is_true(#rows_of(name) > 0, name)
    end
  end)

  it("makes the same company again in the place of the one before", function()
    local before = rows_of "sources"
    run("demo " .. command.quote(store))
    assert.same(before, rows_of "sources")
  end)

  it("takes no other file's place", function()
    local path = folder .. "/mine.db"
    shell.write(path, "mine")
    local status, _, said = command.run("demo " .. path, ALONE)
    assert.equal(1, status)
    assert.truthy(said:find("ashby demo FILE", 1, true))
    assert.equal("mine", shell.read(path))
  end)

  it("opens the page with what BROWSER names", function()
    local note = folder .. "/opened"
    local browser = folder .. "/browser"
    shell.write(browser, ("#!/bin/sh\necho \"$1\" >'%s.part' && mv '%s.part' '%s'\n"):format(note,
      note, note))
    shell.run("chmod +x " .. browser)
    local settings = ("%s BROWSER='%s'"):format(ALONE, browser)
    assert.equal(0, (command.run(("report sources --open --from %s --to '%s/s.html'"):format(
      command.quote(store), folder), settings)))
    local _, opened = shell.run(("for i in $(seq 50); do [ -s '%s' ] && break; sleep 0.1; done; "
      .. "cat '%s'"):format(note, note))
    assert.equal(folder .. "/s.html\n", opened)
    assert.equal(0, (command.run(("report jobs --open --from %s --to '%s/j.html'"):format(
      command.quote(store), folder), ("%s BROWSER='/none:%s'"):format(ALONE, browser))))
    _, opened = shell.run(("for i in $(seq 50); do grep -q j.html '%s' && break; sleep 0.1; done; "
      .. "cat '%s'"):format(note, note))
    assert.equal(folder .. "/j.html\n", opened)
    local status, _, said = command.run("report sources --open -o csv --from x.db", settings)
    assert.equal(2, status)
    assert.truthy(said:find("--open shows a page", 1, true))
  end)
end)
