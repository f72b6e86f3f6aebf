-- What our errors are raised as where the interpreter shows no object: run as
-- scripts, since busted has an assert of its own.

local helper = require "spec.helper"
local shell = require "tools.shell"

local IS_OLD = not rawget(_G, "jit") and (_VERSION == "Lua 5.1" or _VERSION == "Lua 5.2")
local REFUSED = "ashby: job.list: "

local script

local function run(text)
  shell.write(script, 'local ashby = require "ashby"\n' .. text)
  local _, said = shell.run(("env %s ASHBY_API_KEY=wrong %s %s 2>&1"):format(helper.settings(),
    helper.lua, script))
  return said
end

local function has(words, said)
  assert.truthy(said:find(words, 1, true), said)
end

describe("an error of ours", function()
  setup(function()
    helper.reset()
    script = shell.folder() .. "/script.lua"
  end)
  teardown(function() shell.remove((script:gsub("/script%.lua$", ""))) end)

  local FORMS = {
    "local page = assert(ashby.jobs.list{})",
    "print(#assert(ashby.jobs.list{ limit = 3 }).records)",
    "local function jobs(...) assert(ashby.jobs.list(...)) end jobs{}",
    "local check = assert; check(ashby.execute('jobs', 'list', {}))",
    "local client = ashby.new{} print(assert(client.jobs.list{}))",
    "for job in ashby.jobs.each{} do print(job) end",
    "local function each() for job in ashby.jobs.each{} do print(job) end end each()",
  }

  for _, form in ipairs(FORMS) do
    it("shows its text and the line at the end of a script: " .. form, function()
      has("script.lua:2: " .. REFUSED, run(form))
    end)
  end

  it("shows the text of a store that cannot be opened, too", function()
    has("script.lua:2: ashby: /nowhere/x.db: ", run 'assert(ashby.store "/nowhere/x.db")')
  end)

  it("is text where assert raises it, if this assert takes only text", function()
    local said = run [[print(pcall(function() return assert(ashby.jobs.list{}) end))]]
    has((IS_OLD and "false\t" .. script .. ":2: " or "false\t") .. REFUSED, said)
  end)

  it("is the object wherever it is caught, and where assert is passed on", function()
    local said = run [[
      local ok, err = pcall(function() for _ in ashby.jobs.each{} do return end end)
      print(ok, err.kind)
      ok, err = coroutine.resume(coroutine.create(function()
        for _ in ashby.jobs.each{} do return end
      end))
      print(ok, err.kind)
      local page, problem = ashby.jobs.list{}
      print(page, problem.kind, select("#", ashby.jobs.list{}))
      local both = { assert, ashby.jobs.list{} }
      print(both[3].kind)
      print(pcall(assert, ashby.jobs.list{}))
      print "end"]]
    has("false\tauth\nfalse\tauth\nnil\tauth\t2\nauth\nfalse\t", said)
    has("\nend\n", said)
  end)
end)
