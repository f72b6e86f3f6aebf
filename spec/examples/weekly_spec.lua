--- The week's changes: it prints what moved between two pulls.
--
-- SPDX-License-Identifier: MIT

local ashby = require "ashby"
local helper = require "spec.helper"
local shell = require "tools.shell"

describe("examples/weekly.lua #slow", function()
  local folder

  before_each(function()
    helper.reset()
    folder = shell.folder()
  end)
  after_each(function()
    shell.remove(folder)
    helper.reset()
  end)

  local function run(words)
    return shell.run(("'%s' examples/weekly.lua %s 2>&1"):format(helper.lua, words))
  end

  it("prints new applications and moves between pulls", function()
    local path, client = folder .. "/hiring.db", helper.client()
    local store = assert(ashby.store(path, { client = client }))
    assert(store.pull { entities = { "applications" } })
    helper.control("POST", "change", { entity = "applications", update = 5, hire = 2 })
    assert(store.pull { entities = { "applications" } })
    store.close()
    client.close()
    local status, said = run(path .. " 100000")
    assert.equal(0, status, said)
    local total = 0
    for n in said:match "New applications, by job\n(.-)\n\n":gmatch "\n? +(%d+)  " do
      total = total + tonumber(n)
    end
    assert.is_true(total > 0)
    assert.matches("as 2 pulls since then saw it", said)
    assert.is_nil(said:match "\nMoves\n +none")
    assert.is_nil(said:match "\nHired\n +none")
    status, said = run(path .. " -1") -- from tomorrow on
    assert.equal(0, status, said)
    assert.matches("as 0 pulls since then saw it", said)
    assert.matches("\nMoves\n +none", said)
  end)

  it("prints what is wrong", function()
    local status, said = run ""
    assert.equal(1, status)
    assert.matches("usage", said)
    status, said = run(folder .. "/none.db")
    assert.equal(1, status)
    assert.matches("none.db", said)
  end)
end)
