--- Specs of native: why a module in C does not load, in one line. The message for
-- a core of another Lua is in spec/whole/interpreters_spec.lua.
--
-- SPDX-License-Identifier: MIT

local helper = require "spec.helper"
local native = require "ashby.load.native"
local shell = require "tools.shell"

local this = helper.lua:match "[^/]+$"

-- A host that exports none of Lua's functions: its path, or nil and the compiler's output.
local function closed_host()
  local path = helper.dir .. "/closed_host." .. this
  local archive = this == "luajit" and "libluajit-5.1.a" or "lib" .. this .. ".a"
  local status, said = shell.run(("cd '%s' && %s -isystem \"$(tools/luainc %s)\" -o '%s' "
    .. "spec/fixtures/closed_host.c -l:%s -lm -ldl 2>&1"):format(helper.root,
    os.getenv "CC" or "cc", this, path, archive))
  if status ~= 0 then return nil, said end
  return path
end

describe("a module in C", function()
  it("that does not load for any other reason is reported as Lua does", function()
    local ok, problem = pcall(require, "ashby.none")
    assert.is_false(ok)
    assert.equal(problem, native("ashby.none", problem))
  end)

  it("that is missing is named with what to install", function()
    for name, words in pairs { cjson = "lua-cjson is not installed: apt install lua-cjson",
      ["ashby.core"] = "run make in its folder" } do
      local _, said = helper.script(([[
        package.loaded[%q], package.preload[%q] = nil, nil
        package.path = package.path:match "[^;]*/lua/%%?%%.lua" .. ";" ..
          package.path:match "[^;]*/lua/%%?/init%%.lua"
        if %q == "cjson" then package.cpath = "" else
          local cjson = require "cjson"
          package.loaded.cjson, package.cpath = cjson, ""
        end
        print(pcall(require, "ashby"))]]):format(name, name, name))
      assert.truthy(said:find(words, 1, true), said)
      assert.is_nil(said:find "no field package")
    end
  end)

  describe("in a program that exports none of Lua's functions", function()
    local function try(script)
      local path, said = closed_host()
      if not path then return pending(said) end
      return shell.output(("env -u LD_PRELOAD -u LUA_INIT '%s' \"%s\" 2>&1"):format(path, script))
    end

    local function check(said, file)
      if not said then return end
      assert.matches("^ashby: %S*" .. file .. "%S* cannot be loaded", said)
      assert.matches("undefined symbol: lua[L_]", said)
      assert.matches("does not export the functions of its Lua; link it with %-Wl,%-E", said)
      assert.is_nil(said:find "not built for")
      assert.is_nil(said:find "\n.")
    end

    it("says so for lua-cjson", function()
      check(try "require 'ashby'", "cjson")
    end)

    it("says so for the core, where lua-cjson is linked in", function()
      check(try "package.preload.cjson = function() return {} end require 'ashby'", "core")
    end)
  end)
end)
