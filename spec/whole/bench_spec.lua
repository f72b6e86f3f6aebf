--- bench: the benchmarks run. With tiny sizes the figures mean nothing; the spec
-- checks that each row gets one, that a missed bar is shown, and that nothing is
-- left behind.
--
-- SPDX-License-Identifier: MIT

local helper = require "spec.helper"
local stats = require "bench.stats"
local shell = require "tools.shell"

-- All rows under one interpreter; under others those that depend on it.
local ROWS = helper.lua:match("lua5%.4$") and "" or "raw parallel frame"

local folder

-- Exit status, and what was printed.
local function run(words)
  return shell.run(("env -u LD_PRELOAD TMPDIR='%s' '%s/bench/run' %s 2>&1")
    :format(folder, helper.root, words))
end

-- id -> what, of the rows in ROWS.
local function rows()
  local list = {}
  local _, said = run "--list"
  for id, what in said:gmatch("([%w_]+) +([^\n]+)") do
    if ROWS == "" or (" " .. ROWS .. " "):find(" " .. id .. " ", 1, true) then list[id] = what end
  end
  return list
end

describe("the figure of several samples", function()
  it("is the median of the rounds", function()
    assert.are.equal(2, stats.median { 3, 1, 2 })
    assert.are.equal(2.5, stats.median { 4, 1, 2, 3 })
  end)

  it("compares each round with itself", function()
    local ours, theirs = { { x = 1 }, { x = 10 }, { x = 3 } }, { { x = 2 }, { x = 20 }, { x = 3 } }
    assert.are.equal(0.5, stats.ratio(ours, theirs, "x"))
    assert.are.equal(-1, stats.difference(ours, theirs, "x"))
  end)
end)

describe("bench/run #slow", function()
  if helper.slow then
    pending("figures mean nothing under " .. helper.slow)
    return
  end

  setup(function() folder = shell.folder() end)
  teardown(function() shell.remove(folder) end)

  it("has a figure for every row, on the terminal and in Markdown", function()
    local out = folder .. "/results.md"
    local code, said = run(("--tiny --out '%s' %s"):format(out, ROWS))
    assert.are.equal(0, code, said)
    local written, count = shell.read(out), 0
    for id, what in pairs(rows()) do
      count = count + 1
      assert.is_truthy(said:find(what:gsub("`", ""), 1, true), id .. " is not printed:\n" .. said)
      assert.is_truthy(written:find("| " .. what .. " |", 1, true), id .. " is not written")
    end
    assert.is_true(count >= 3)
    assert.is_nil(said:find("failed", 1, true), said)
  end)

  it("shows a miss, and exits with 1 only where it has to", function()
    -- two pages, of which the last one alone takes more time than the bar allows
    local code, said = run "--tiny prefetch"
    assert.are.equal(0, code, said)
    assert.is_truthy(said:find(" over\n", 1, true), said)
    assert.are.equal(1, (run "--tiny --strict prefetch"))
  end)

  it("refuses an unknown row", function()
    local code, said = run "nonsense"
    assert.are.equal(2, code)
    assert.is_truthy(said:find("no row 'nonsense'", 1, true), said)
  end)

  it("leaves no folder and no server behind", function()
    assert.are.equal("", shell.output(("ls '%s' | grep -v results"):format(folder)))
    assert.are.equal("", shell.output(("ps -eo args | grep -F '%s/' | grep -v grep")
      :format(folder)))
  end)
end)
