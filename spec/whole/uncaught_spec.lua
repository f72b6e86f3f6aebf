--- uncaught: what each interpreter prints of an error that a script does not
-- catch, and of Ctrl-C: the script's line where Lua can know it, and nothing of
-- the module's inside where the interpreter leaves that to the error.
--
-- SPDX-License-Identifier: MIT

local core = require "ashby.core"
local helper = require "spec.helper"
local shell = require "tools.shell"

local IS_JIT = rawget(_G, "jit") ~= nil
local VERSION = IS_JIT and "LuaJIT" or _VERSION

-- LuaJIT adds a traceback to every text; only text is taken by the assert of 5.1 and
-- 5.2, so that our error is text there already where it goes straight to assert.
local ASSERTS_OBJECTS = VERSION ~= "Lua 5.1" and VERSION ~= "Lua 5.2"
local NO_TEXT = "bad argument #2 to 'assert' (string expected, got table)"
local TAKES_TRACEBACKS_OFF = not IS_JIT and VERSION ~= "Lua 5.1"

local script

-- Runs a script with a key that the service refuses: what the interpreter prints.
local function run(text)
  shell.write(script, text)
  local _, said = shell.run(("env %s ASHBY_API_KEY=wrong %s %s 2>&1"):format(helper.settings(),
    helper.lua, script))
  return said
end

local function has(words, said)
  assert.truthy(said:find(words, 1, true), said)
end

local FAILS = ": ashby: job.list: "
local HINT = "check the key under Admin, API keys"

describe("an error that is not caught, in " .. VERSION .. ",", function()
  setup(function()
    helper.reset()
    script = shell.folder() .. "/report.lua"
  end)
  teardown(function() shell.remove((script:gsub("/report%.lua$", ""))) end)

  it("from assert around a call shows its text and the line", function()
    local said = run 'local ashby = require "ashby"\nlocal page = assert(ashby.jobs.list{})'
    has("report.lua:2" .. FAILS, said)
    has(HINT, said)
  end)

  it("from assert of a value and an error shows its text, where assert takes it", function()
    local said = run 'local page, err = require "ashby".jobs.list{}\nassert(page, err)'
    if not ASSERTS_OBJECTS then return has("report.lua:2: " .. NO_TEXT, said) end
    has("report.lua:2" .. FAILS, said)
    has(HINT, said)
  end)

  it("from a for loop shows its text and the line", function()
    local said = run [[
      local ashby = require "ashby"
      local function titles()
        for job in ashby.jobs.each{} do print(job.title) end
      end
      titles()]]
    has("report.lua:3" .. FAILS, said)
    has(HINT, said)
    if TAKES_TRACEBACKS_OFF then assert.equal(1, select(2, said:gsub("\n", ""))) end
  end)

  it("from error(tostring(err)) shows its text everywhere", function()
    local said = run [[
      local page, err = require "ashby".jobs.list{}
      if not page then error(tostring(err), 0) end]]
    has("ashby: job.list: ", said)
    has(HINT, said)
  end)

  it("of misuse shows its text and the line everywhere", function()
    has("report.lua:2: ashby: ashby.jobs has no member 'lst', did you mean 'list'?",
      run 'local ashby = require "ashby"\nashby.jobs.lst{}')
  end)

  it("has no line where it is caught", function()
    has("\nashby: job.list: ", "\n" .. run [[
      local ashby = require "ashby"
      local ok, err = pcall(function() for _ in ashby.jobs.each{} do return end end)
      print(err)]])
  end)
end)

-- Whether the server holds the request of a process, which sleeps until it answers.
local function waits(pid)
  local state = helper.count() > 0 and shell.read("/proc/" .. pid .. "/stat") or ""
  return state:find "%) S "
end

describe("Ctrl-C in a script that waits, in " .. VERSION .. ",", function()
  local FORMS = { list = "print(ashby.jobs.list{})",
    each = "for job in ashby.jobs.each{} do print(job.title) end",
    gather = "print(ashby.gather{ ashby.jobs.all, ashby.users.all })" }

  setup(function() script = shell.folder() .. "/report.lua" end)
  teardown(function() shell.remove((script:gsub("/report%.lua$", ""))) end)
  after_each(helper.reset)

  for name, form in pairs(FORMS) do
    it("ends it at once and names the script's line: " .. name, function()
      helper.reset()
      helper.fault { times = -1, delay_ms = 20000 }
      shell.write(script, 'local ashby = require "ashby"\n\n'
        .. form)
      local pipe = assert(io.popen(("echo $$; exec env %s %s %s 2>&1"):format(helper.settings(),
        helper.lua, script)))
      local pid = pipe:read "*l"
      local latest = core.clock() + 10
      repeat until waits(pid) or core.clock() > latest
      shell.run("kill -INT " .. pid)
      local said = pipe:read "*a"
      pipe:close()
      has("report.lua:3: interrupted!", said)
      if TAKES_TRACEBACKS_OFF then assert.equal(1, select(2, said:gsub("\n", ""))) end
    end)
  end
end)
