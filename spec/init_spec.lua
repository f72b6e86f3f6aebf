--- Specs of init: the module itself: a client that takes its options from the
-- environment, opens at its first call, and does nothing before.
--
-- SPDX-License-Identifier: MIT

local helper = require "spec.helper"

-- Runs a chunk in a new interpreter: its output.
local function run(chunk, settings)
  return (select(2, helper.script(chunk, settings)))
end

local GOOD = helper.settings()

describe("the module", function()
  before_each(helper.reset)

  it("is a client with the options of the environment", function()
    local output = run([[
      local ashby = require "ashby"
      local names = {}
      for user in ashby.users.each { max = 3 } do names[#names + 1] = user.id end
      io.write(table.concat(names, " "))
    ]], GOOD)
    local ids = helper.ids "users"
    assert.equal(table.concat({ ids[1], ids[2], ids[3] }, " "), output)
    assert.equal("/user.list", helper.requests()[1].path)
  end)

  it("says which variable to set where there is no key", function()
    for _, environment in ipairs { "", "ASHBY_API_KEY=" } do
      local output = run([[
        local ashby = require "ashby"
        local page, err = ashby.jobs.list()
        print(page, err.kind, err.code, err.attempts)
        print(err)
        print(ashby.jobs.all())
        print(pcall(function() for _ in ashby.jobs.each() do end end))
        print(ashby.new {})
      ]], environment .. " ASHBY_BASE_URL=" .. helper.url)
      assert.truthy(output:find("nil\tauth\tno_key\t0\n", 1, true), output)
      local line = "no API key (auth, no_key); set the environment variable ASHBY_API_KEY"
      local _, count = output:gsub(line:gsub("%p", "%%%0"), "")
      assert.equal(4, count, output)
    end
    assert.equal(0, helper.count())
  end)

  it("raises for a malformed address", function()
    local output = run([[print(pcall(require "ashby".jobs.list))]],
      "ASHBY_API_KEY=x ASHBY_BASE_URL=nonsense")
    assert.truthy(output:find("bad environment variable ASHBY_BASE_URL", 1, true), output)
  end)

  it("opens nothing and loads little at require", function()
    local output = run([[
      local before = {}
      for name in pairs(_G) do before[name] = true end
      local ashby = require "ashby"
      for name in pairs(_G) do assert(before[name], "a global: " .. tostring(name)) end
      assert(not package.loaded["ashby.client"])
      ashby.entities()
      assert(package.loaded["ashby.client"])
      for name in pairs(_G) do assert(before[name], "a global: " .. tostring(name)) end
      assert(ashby.null == require "cjson".null)
      assert(ashby._VERSION:find "^%d+%.%d+%.%d+$")
      assert(tostring(ashby) == "ashby")
      io.write "fine"
    ]])
    assert.equal("fine", output)
    assert.equal(0, helper.count())
  end)

  it("has the same members before its first call as after", function()
    local output = run([[
      local ashby = require "ashby"
      local function members()
        local list = {}
        for name, value in pairs(ashby) do
          list[#list + 1] = name
          if type(value) == "table" and value ~= ashby.null then
            for inner in pairs(value) do list[#list + 1] = name .. "." .. inner end
          end
        end
        table.sort(list)
        return table.concat(list, " ")
      end
      local before = members()
      ashby.entities()
      assert(before == members(), before .. "\n" .. members())
      local client = ashby.new { api_key = "x" }
      for name, entity in pairs(client) do
        if type(entity) == "table" then
          for call in pairs(entity) do assert(ashby[name][call], name .. "." .. call) end
        end
        assert(ashby[name], name)
      end
      client.close()
      io.write "fine"
    ]])
    assert.equal("fine", output)
  end)

  it("reports a colon at its very first call", function()
    local output = run([[
      local ashby = require "ashby"
      print(pcall(ashby.jobs.list, ashby.jobs, {}))
    ]], GOOD)
    assert.truthy(output:find("call ashby.jobs.list with a dot, not a colon", 1, true), output)
    assert.equal(0, helper.count())
  end)

  it("keeps a function that was taken before the first call", function()
    local output = run([[
      local ashby = require "ashby"
      local list, all = ashby.users.list, ashby.users.all
      io.write(#assert(list { limit = 2 }).records, " ", #assert(all { max = 3 }), " ",
        #assert(list { limit = 4 }).records)
    ]], GOOD)
    assert.equal("2 3 4", output)
  end)

  it("stays closed when it was closed before its first call", function()
    local output = run([[
      local ashby = require "ashby"
      ashby.close()
      local page, err = ashby.users.list()
      io.write(tostring(page), " ", err.kind)
    ]], GOOD)
    assert.equal("nil closed", output)
    assert.equal(0, helper.count())
  end)

  it("ends quietly with running transfers", function()
    helper.fault { kind = "stall_header", seconds = 0.2, skip = 1, times = -1 }
    local output = run([[
      local ashby = require "ashby"
      local it = ashby.users.pages { limit = 2 }
      assert(it:next())
      io.write "done"
    ]], GOOD)
    assert.equal("done", output)
  end)

  it("shows its key in no traceback", function()
    local output = run([[
      local ashby = require "ashby"
      print(xpcall(function() ashby.jobs.list { bad = 1 } end, debug.traceback))
      local _, err = ashby.call "no.such"
      print(xpcall(function() error(tostring(err)) end, debug.traceback))
      local function show(t, seen)
        for k, v in pairs(t) do
          io.write(tostring(k), tostring(v), "\n")
          if type(v) == "table" and not seen[v] then
            seen[v] = true
            show(v, seen)
          end
        end
      end
      show(ashby, {})
    ]], GOOD)
    assert.is_true(#output > 500)
    assert.is_nil(output:find(helper.key, 1, true))
  end)
end)
