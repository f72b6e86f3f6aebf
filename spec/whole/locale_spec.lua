--- Specs of other locales: what is sent and read does not depend on the decimal
-- point of the program's locale.
--
-- SPDX-License-Identifier: MIT

local cjson = require "cjson"
local helper = require "spec.helper"
local shell = require "tools.shell"

-- A locale that differs from C only in its numbers.
local SOURCE = [[
LC_NUMERIC
decimal_point ","
thousands_sep "."
grouping 3;3
END LC_NUMERIC
]]

local PROGRAM = [[
local function comma() assert(os.setlocale("xx_XX", "numeric"), "no such locale") end
if arg[1] == "before" then comma() end
local ashby = require "ashby"
ashby.entities() -- loads all of it
comma()
assert(("%.1f"):format(0.5):find "," or rawget(_G, "jit"))
local own = { idempotent = true }
ashby.call("offer.create", { salary = 1.5, list = { 1.5, -0.25 }, many = 1e300, whole = 7 }, own)
ashby.call("offer.create", { deep = { { [2.5] = 0.1 } } }, own)
local users = assert(ashby.users.list { limit = 3 })
print(#users.records)
assert(ashby.candidates.list { created_after = "2026-01-31T09:00:00.250Z", limit = 1 })
local s = assert(ashby.sync { state = arg[2] })
local it = s.changes("users", { limit = 100 })
while it:next() do end
assert(s.commit())
s.close()
assert(ashby.sync { state = arg[2] }).close()
print(require("ashby.time").parse("1.5d", 1000000))
]]

describe("under a locale with a decimal comma", function()
  local dir

  setup(function()
    dir = shell.folder()
    shell.write(dir .. "/source", SOURCE)
    shell.run(("localedef -c -i '%s/source' '%s/xx_XX' 2>&1"):format(dir, dir))
  end)

  teardown(function() shell.remove(dir) end)

  for _, order in ipairs { "before", "after" } do
    it("that is set " .. order .. " the module is loaded, all is as in others", function()
      if not shell.read(dir .. "/xx_XX/LC_NUMERIC") then
        pending "localedef makes no locale here"
        return
      end
      helper.reset()
      local _, said = helper.script(PROGRAM, ("LOCPATH='%s' %s"):format(dir, helper.settings()),
        ("%s '%s/state-%s.json'"):format(order, dir, order))
      assert.matches("^3\n870400", said)
      local bodies = {}
      for i, request in ipairs(helper.requests()) do
        bodies[i] = request.body
        assert.is_table(cjson.decode(request.body))
      end
      assert.equal('{"list":[1.5,-0.25],"many":1e+300,"salary":1.5,"whole":7}', bodies[1])
      assert.equal('{"deep":[{"2.5":0.1}]}', bodies[2])
      assert.equal('{"limit":1,"createdAfter":1769850000250}', bodies[4])
    end)
  end
end)

-- In Latin-1 the second byte of a letter in UTF-8 is a control character.
local LETTER = [[
assert(os.setlocale("xx_LA", "ctype"), "no such locale")
assert(("\195\133"):find "%c" or rawget(_G, "jit"))
require("ashby").new({ api_key = "k", user_agent = "\195\133se" }).close()
print "made"
]]

describe("under a locale of Latin-1", function()
  local dir

  setup(function()
    dir = shell.folder()
    shell.run(("localedef -c -i de_DE -f ISO-8859-1 '%s/xx_LA' 2>&1"):format(dir))
  end)

  teardown(function() shell.remove(dir) end)

  it("no letter in UTF-8 is taken for a control character", function()
    if not shell.read(dir .. "/xx_LA/LC_CTYPE") then
      pending "localedef makes no locale here"
      return
    end
    local _, said = helper.script(LETTER, ("LOCPATH='%s'"):format(dir), "")
    assert.equal("made\n", said)
  end)
end)

-- In Turkish the small letter of I is not i.
local CASES = [[
if arg[1] == "before" then assert(os.setlocale("xx_TR", "all"), "no such locale") end
local ashby = require "ashby"
ashby.entities()
assert(os.setlocale("xx_TR", "all"))
assert(("I"):lower() ~= "i" or rawget(_G, "jit"))
local jobs = assert(ashby.jobs.list { include_unpublished_job_postings_ids = true, limit = 2 })
assert(ashby.applications.list { job_id = jobs.records[1].id, limit = 1 })
local _, problem = pcall(ashby.jobs.list, { LIMIT = 1 })
print(problem:match "did you mean '(.-)'")
ashby.new({ base_url = "HTTP://" .. os.getenv("ASHBY_BASE_URL"):sub(8), api_key = "k" }).close()
local store = assert(ashby.store(arg[2]))
assert(store.pull { entities = { "jobs", "users", "candidates", "applications" } })
print((select(2, store.jobs.get "4f0e9b53-0000-4000-8000-000000000000")).code)
assert(ashby.report.sources(store))
assert(ashby.report.recruiters(store, { role = "RECRUITER" }))
store.close()
print "done"
]]

describe("under a Turkish locale", function()
  local dir

  setup(function()
    dir = shell.folder()
    shell.run(("localedef -c -i tr_TR -f ISO-8859-9 '%s/xx_TR' 2>&1"):format(dir))
  end)

  teardown(function() shell.remove(dir) end)

  for _, order in ipairs { "before", "after" } do
    it("that is set " .. order .. " the module is loaded, names are as in others", function()
      if not shell.read(dir .. "/xx_TR/LC_CTYPE") then
        pending "localedef makes no locale here"
        return
      end
      local _, said = helper.script(CASES, ("LOCPATH='%s' %s"):format(dir, helper.settings()),
        ("%s '%s/%s.db'"):format(order, dir, order))
      assert.equal("limit\njob_not_found\ndone\n", said)
    end)
  end

  it("no source changes the case of letters by it", function()
    local files = shell.lines(("cd '%s' && grep -rlE ':(lower|upper)[(]|%%[ulUL]' lua"):format(
      helper.root))
    assert.same({}, files)
  end)
end)
