--- Specs of place: a module that was found through a relative path works also
-- after the program has changed its folder.
--
-- SPDX-License-Identifier: MIT

local helper = require "spec.helper"
local shell = require "tools.shell"

local GO = [[
local function searchers() return #(package.searchers or package.loaders) end
local before = searchers()
local ashby = require "ashby"
local added = searchers() - before
assert(require "lfs".chdir "/")
]]

local ALL = [[
print(added)
print(#assert(ashby.users.list { limit = 3 }).records)
print(#assert(ashby.users.get_many { assert(ashby.users.all { max = 1 })[1].id }))
print(#assert(ashby.jobs.all { parallel = true }) > 0)
assert(ashby.check())
assert(ashby.sync { state = arg[1] }).close()
assert(ashby.new { hosted = { token = "t", connector_id = "c" } }).close()
local ok, problem = pcall(require, "ashby.nonsense")
print(ok, problem:find("where ashby was found", 1, true) ~= nil)
ok, problem = pcall(require, "nonsense")
print(ok, problem:find("where ashby was found", 1, true) ~= nil)
ok, problem = pcall(function() return ashby.users.lsit end)
print(problem)
ok, problem = pcall(ashby.users.list, { limti = 3 })
print(problem)
]]

-- The paths of this tree, from its root.
local function paths(prefix)
  return ("LUA_PATH='%slua/?.lua;%slua/?/init.lua;;' LUA_CPATH='%sbuild/%s/?.so;;'"):format(prefix,
    prefix, prefix, helper.lua)
end

local function run(text, settings)
  local script = os.tmpname()
  local state = os.tmpname()
  os.remove(state)
  shell.write(script, text)
  local _, said = shell.run((
    "cd '%s' && env -u LUA_PATH_5_4 -u LUA_CPATH_5_4 %s %s '%s' '%s' '%s' 2>&1"):format(
    helper.root, settings, helper.settings(), helper.lua, script, state))
  os.remove(script)
  os.remove(state .. ".lock")
  return said
end

describe("a module found through a relative path", function()
  before_each(helper.reset)

  it("finds what its calls need after a chdir", function()
    for _, prefix in ipairs { "./", "", "lua/../" } do
      local said = run(GO .. ALL, paths(prefix))
      assert.matches("^1\n3\n1\ntrue\nfalse\ttrue\nfalse\tfalse\n", said)
      assert.matches("/tmp/[^\n]*:%d+: ashby: ashby.users has no member 'lsit'", said)
      assert.matches("/tmp/[^\n]*:%d+: ashby: unknown parameter 'limti'", said)
    end
  end)

  it("adds one searcher, however often it is loaded", function()
    local said = run([[
      local list = package.searchers or package.loaders
      local before = #list
      for _ = 1, 10 do
        for name in pairs(package.loaded) do
          if name:find "^ashby" then package.loaded[name] = nil end
        end
        require "ashby"
      end
      print(#list - before)]], paths "./")
    assert.equal("1\n", said)
  end)
end)

describe("a module found through an absolute path", function()
  it("adds nothing", function()
    assert.equal("0\n", run(GO .. "print(added)", paths(helper.root .. "/")))
  end)
end)
