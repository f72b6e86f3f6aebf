--- Specs of native: why a module in C does not load, in one line. What a core
-- for another Lua says is spec/whole/interpreters_spec.lua.
--
-- SPDX-License-Identifier: MIT

local helper = require "spec.helper"
local native = require "ashby.native"
local shell = require "tools.shell"

local this = helper.lua:match "[^/]+$"

-- A host that exports nothing of its Lua: its path, or nil and the compiler's words.
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
  it("is what require makes of it", function()
    assert.equal(require "cjson", native "cjson")
  end)

  it("that is not there is reported as Lua does", function()
    local ok, problem = pcall(native, "ashby.none")
    assert.is_false(ok)
    assert.matches("module 'ashby.none' not found", problem)
  end)

  describe("in a program that exports nothing of its Lua", function()
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

    it("says so of lua-cjson", function()
      check(try "require 'ashby'", "cjson")
    end)

    it("says so of the core, where lua-cjson is linked in", function()
      check(try "package.preload.cjson = function() return {} end require 'ashby'", "core")
    end)
  end)
end)
