--- Specs of examples/sync.lua: its files equal the data, run after run.
--
-- SPDX-License-Identifier: MIT

local cjson = require "cjson"
local helper = require "spec.helper"
local shell = require "tools.shell"

describe("examples/sync.lua #slow", function()
  local dir

  before_each(function()
    helper.reset()
    dir = shell.folder()
  end)

  after_each(function() shell.remove(dir) end)

  local function run(entities, settings)
    return shell.run(("%s %s '%s' %s/examples/sync.lua '%s' %s 2>&1"):format(helper.settings(),
      settings or "", helper.lua, helper.root, dir, entities))
  end

  -- The file, read as its head comment says.
  local function stands(entity)
    local records, lines = {}, 0
    for line in io.lines(dir .. "/" .. entity .. ".jsonl") do
      local record = cjson.decode(line)
      records[record.id] = not record.gone and record or nil
      lines = lines + 1
    end
    return records, lines
  end

  local function is_right(entity)
    local truth = {}
    for _, record in ipairs(helper.data(entity)) do truth[record.id] = record end
    assert.is_nil(helper.difference(truth, (stands(entity)))) -- with nulls, as they are raw
  end

  it("keeps files that equal the data", function()
    local status, text = run "users sources"
    assert.equal(0, status, text)
    assert.equal(("users: %d changed, 0 gone (all of them, first_pass)\n"
      .. "sources: %d changed, 0 gone (all of them, no_sync_token)\n"):format(
      #helper.ids "users", #helper.ids "sources"), text)
    local _, before = stands "users"
    for round = 1, 3 do
      helper.control("POST", "change", { entity = "users", update = 4, create = 2, delete = 1,
        archive = 1, seed = round })
      helper.control("POST", "change", { entity = "sources", update = 1, delete = 1, seed = round })
      status, text = run "users sources"
      assert.equal(0, status, text)
      assert.matches("^users: 6 changed, 2 gone\nsources: %d+ changed, 1 gone", text)
      is_right "users"
      is_right "sources"
    end
    assert.equal(before + 3 * 8, (select(2, stands "users")))
  end)

  it("gets again what a run did not complete", function()
    assert.equal(0, (run "users"))
    helper.control("POST", "change", { entity = "users", update = 4 })
    for _, skip in ipairs { 0, 1 } do -- the list fails, then the reconciliation
      helper.fault { match = "user.list", skip = skip, status = 400, body = "x" }
      local status, text = run "users"
      assert.equal(1, status)
      assert.matches("^ashby: user.list: [^\n]+\n$", text)
    end
    assert.matches("^users: 4 changed, 0 gone\n", select(2, run "users"))
    is_right "users"
  end)

  it("runs once at a time", function()
    local kept = assert(require "ashby.core".file(dir .. "/ashby.state.json"))
    local status, text = run "users"
    assert.equal(1, status)
    assert.matches("another writer holds the file", text, 1, true)
    kept:close()
    assert.equal(0, (run "users"))
  end)
end)
