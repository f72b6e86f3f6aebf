--- Every interpreter has its own core, and refuses others with one line.
--
-- SPDX-License-Identifier: MIT

local helper = require "spec.helper"
local shell = require "tools.shell"

local BUILT = { ["lua5.1"] = true, ["lua5.2"] = true, ["lua5.3"] = true, ["lua5.4"] = true,
  luajit = true }

-- A core works under its own interpreter alone, but LuaJIT loads that of 5.1.
local function accepts(interpreter, core)
  return interpreter == core or interpreter == "luajit" and core == "lua5.1"
end

local function this_interpreter()
  if rawget(_G, "jit") then return "luajit" end
  return "lua" .. _VERSION:match("[%d.]+")
end

-- In a new process, since this one has loaded its core already.
local function load_with(core)
  local script = ("package.cpath = '%s/build/%s/?.so;' .. package.cpath "
    .. "local ok, problem = pcall(require, 'ashby') print(ok, problem)"):format(helper.root, core)
  return shell.output(("LUA_INIT= %s -e \"%s\" 2>&1"):format(helper.lua, script))
end

describe("the Lua files", function()
  it("are valid in " .. this_interpreter(), function()
    local files = shell.lines(("cd '%s' && find lua spec examples bench sandbox -name '*.lua'")
      :format(helper.root))
    for _, file in ipairs(files) do assert(loadfile(helper.root .. "/" .. file)) end
    assert.is_true(#files > 100, #files)
  end)
end)

describe("a core", function()
  local mine = this_interpreter()
  for core in pairs(BUILT) do
    local path = ("%s/build/%s/ashby/core.so"):format(helper.root, core)
    local verdict = accepts(mine, core) and "loads" or "is refused in one line"
    if shell.read(path) then
      it("for " .. core .. " " .. verdict .. " by " .. mine, function()
        local said = load_with(core)
        if accepts(mine, core) then
          assert.matches("^true", said)
        else
          assert.matches("^false%s+ashby: .*was not built for this Lua", said)
          assert.matches("make LUA=" .. mine:gsub("%.", "%%."), said)
          assert.is_nil(said:find "\n")
        end
      end)
    end
  end

  it("is named in the error for a file that is missing", function()
    local said = shell.output(("LUA_INIT= LUA_CPATH='./none/?.so;;' %s -e \"%s\" 2>&1"):format(
      helper.lua, "package.preload['ashby.core'] = function() error('disk on fire') end "
      .. "print(pcall(require, 'ashby'))"))
    assert.matches("disk on fire", said)
  end)
end)
