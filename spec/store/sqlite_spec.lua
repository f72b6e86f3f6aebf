--- Specs of the module ashby.sqlite as a whole.
--
-- SPDX-License-Identifier: MIT

local helper = require "spec.helper"
local shell = require "tools.shell"
local sqlite = require "ashby.sqlite"

describe("ashby.sqlite", function()
  it("names the library in use", function()
    assert.is_truthy(sqlite.version():match("^3%.%d+"))
  end)

  it("exports one name", function()
    local status, said = shell.run(("nm -D --defined-only '%s/ashby/sqlite.so'")
      :format(os.getenv "ASHBY_BUILD"))
    assert.equal(0, status)
    assert.equal("luaopen_ashby_sqlite", said:match("%S+ %S (%S+)%s*$"))
  end)

  it("refuses a Lua that it was not built for", function()
    local status, said = helper.script([[
      _VERSION = "Lua 9.9"
      package.loaded["ashby.sqlite"] = nil
      print(pcall(require, "ashby.sqlite"))
    ]])
    assert.equal(0, status)
    assert.is_truthy(said:find("does not work with Lua 9.9", 1, true), said)
  end)

  it("is not loaded by require 'ashby'", function()
    local status, said = helper.script([[
      require "ashby"
      for name in pairs(package.loaded) do
        if name:find("sqlite") or name:find("ashby.store", 1, true) then print(name) end
      end
    ]])
    assert.equal(0, status)
    assert.equal("", said)
  end)
end)
