--- LuaRocks and make install: what they install works from another folder with
-- only its own paths.
--
-- SPDX-License-Identifier: MIT

local helper = require "spec.helper"
local shell = require "tools.shell"

-- A copy of the tree without what was built, since others may build here meanwhile.
local function copy_tree(dir)
  local tree = dir .. "/tree"
  shell.run(("mkdir -p '%s' && cd '%s' && cp -R bin docs lua packaging src tools types "
    .. "Makefile *.md LICENSE *.rockspec '%s'"):format(tree, helper.root, tree))
  return tree
end

local CLEAN = "env -u LUA_PATH -u LUA_CPATH -u MAKEFLAGS -u MFLAGS -u MAKELEVEL -u BUILD -u CC "
  .. "-u CFLAGS -u LDFLAGS -u LD_PRELOAD "

-- A script run from / with the paths of one installation, and cjson's.
local function run(lua, share, lib, script)
  local version = lua == "luajit" and "5.1" or lua:match "[%d.]+"
  return shell.output(("cd / && %s %s "
    .. "LUA_PATH='%s/?.lua;%s/?/init.lua;;' LUA_CPATH='%s/?.so;;' %s -e \"%s\" 2>&1"):format(
    CLEAN, helper.settings(), share .. "/" .. version, share .. "/" .. version,
    lib .. "/" .. version, lua, script))
end

local SCRIPT = "local a = require 'ashby' local page = assert(a.jobs.list { limit = 3 }) "
  .. "print(#page.records, package.loaded['ashby.core'] and package.searchpath "
  .. "and package.searchpath('ashby.core', package.cpath) or '')"

local function has(command) return shell.output("command -v " .. command) ~= "" end

describe("luarocks #slow", function()
  local dir, tree

  setup(function()
    dir = shell.folder()
    tree = copy_tree(dir)
  end)
  teardown(function() shell.remove(dir) end)
  before_each(helper.reset)

  local function missing()
    if helper.slow then return pending("not with " .. helper.slow) end
    if not has "luarocks" then return pending("no luarocks here") end
    return false
  end

  local function make(lua)
    local version = lua == "luajit" and "5.1" or lua:match "[%d.]+"
    return shell.run(("cd '%s' && HOME='%s' %s luarocks --lua-version=%s --tree='%s/rocks' "
      .. "make --deps-mode=none ashby-[0-9]*.rockspec 2>&1")
      :format(tree, dir, CLEAN, version, dir))
  end

  it("finds nothing wrong with the rockspecs", function()
    if missing() ~= false then return end
    local list = ("cd '%s' && ls *.rockspec packaging/*.rockspec"):format(tree)
    for _, path in ipairs(shell.lines(list)) do
      local status, said = shell.run(("cd '%s' && %s luarocks lint %s 2>&1")
        :format(tree, CLEAN, path))
      assert.equal(0, status, said)
      assert.is_nil(said:lower():find "error")
    end
  end)

  for _, lua in ipairs { "lua5.4", "lua5.1" } do
    it("installs a tree that works for " .. lua, function()
      if missing() ~= false then return end
      if not has(lua) then return pending("no " .. lua .. " here") end
      assert.equal(0, make(lua))
      local printed = run(lua, dir .. "/rocks/share/lua", dir .. "/rocks/lib/lua", SCRIPT)
      assert.matches("^3", printed)
      if lua ~= "lua5.1" then assert.matches(dir .. "/rocks/lib/lua", printed, 1, true) end
    end)
  end

  it("lists every file that the module loads", function()
    if missing() ~= false then return end
    local here = shell.output(("cd '%s/lua' && find ashby -name '*.lua' | grep -v /cli/ | sort")
      :format(tree))
    local there = shell.output(("cd '%s/rocks/share/lua/5.4' && find ashby -name '*.lua' | sort")
      :format(dir))
    assert.equal(here, there)
  end)

  it("names what to install where a header is missing", function()
    if missing() ~= false then return end
    local header = tree .. "/src/engine/libcurl.h"
    local text = shell.read(header)
    for there, package in pairs { ["curl/curl.h"] = "libcurl4-openssl-dev",
      ["openssl/evp.h"] = "libssl-dev" } do
      shell.write(header, (text:gsub(there:gsub("%p", "%%%0"), "not/here.h")))
      local status, said = make "lua5.4"
      assert.not_equal(0, status)
      assert.matches("install " .. package, said, 1, true)
    end
    shell.write(header, text)
  end)
end)

describe("make install #slow", function()
  local dir, tree

  setup(function()
    dir = shell.folder()
    tree = copy_tree(dir)
  end)
  teardown(function() shell.remove(dir) end)
  before_each(helper.reset)

  -- Runs make with variables that say where: exit status, what it printed.
  local function make(words)
    return shell.run(("cd / && %s make -s -C '%s' DESTDIR='%s/root' PREFIX=/opt %s 2>&1")
      :format(CLEAN, tree, dir, words))
  end

  local function installed()
    return shell.output(("cd '%s/root/opt' && find . -type f | sort"):format(dir))
  end

  it("puts a module under DESTDIR and PREFIX that works, from another folder", function()
    if helper.slow then return pending("not with " .. helper.slow) end
    local lua = helper.lua:match "[^/]+$"
    local status, said = make("install LUA=" .. lua)
    assert.equal(0, status, said)
    local printed = run(lua, dir .. "/root/opt/share/lua", dir .. "/root/opt/lib/lua", SCRIPT)
    assert.matches("^3", printed)
    if lua == "lua5.4" then assert.matches(dir .. "/root/opt/lib/lua", printed, 1, true) end
    for _, file in ipairs { "bin/ashby", "share/ashby/types/ashby.lua",
      "share/doc/ashby/docs/usage.md", "share/doc/ashby/LICENSE" } do
      assert.matches("./" .. file .. "\n", installed() .. "\n", 1, true)
    end
    assert.matches("^#!/usr/bin/env " .. lua .. "\n", shell.read(dir .. "/root/opt/bin/ashby"))
    assert.equal("", shell.output(("find '%s/root' -type f | grep -v '^%s/root/opt/'")
      :format(dir, dir)))
  end)

  it("finds the version of LUA=lua by running it", function()
    if helper.slow then return pending("not with " .. helper.slow) end
    shell.write(dir .. "/lua", ("#!/bin/sh\nexec %s \"$@\"\n"):format(helper.lua))
    shell.run(("chmod +x '%s/lua'"):format(dir))
    local lua = helper.lua:match "[^/]+$"
    local status, said = make(("-n install LUA='%s/lua'"):format(dir))
    assert.equal(0, status, said)
    assert.matches("/opt/lib/lua/" .. (lua == "luajit" and "5.1" or lua:match "[%d.]+"),
      said, 1, true)
    status, said = make(("install LUA='%s/none/lua'"):format(dir))
    assert.not_equal(0, status)
    assert.matches("LUA=" .. dir, said, 1, true)
  end)

  it("replaces what an older version had, and nothing else", function()
    if helper.slow then return pending("not with " .. helper.slow) end
    local lua = helper.lua:match "[^/]+$"
    local folder = shell.output(("cd '%s/root' && dirname $PWD/*/share/lua/*/ashby/client.lua")
      :format(dir))
    for _, old in ipairs { "/misuse.lua", "/sync.lua", ".lua" } do
      shell.write(folder .. old, "error 'old'\n")
    end
    assert.equal(0, (make("install LUA=" .. lua)))
    local printed = run(lua, dir .. "/root/opt/share/lua", dir .. "/root/opt/lib/lua",
      "require 'ashby.misuse' require 'ashby.sync' print 'new'")
    assert.matches("^new", printed)
    assert.equal("error 'old'\n", shell.read(folder .. ".lua"))
    shell.remove(folder .. ".lua")
  end)

  it("removes what it installed", function()
    if helper.slow then return pending("not with " .. helper.slow) end
    local lua = helper.lua:match "[^/]+$"
    local theirs = dir .. "/root/opt/bin/theirs"
    shell.write(theirs, "")
    assert.equal(0, (make("uninstall LUA=" .. lua)))
    assert.equal("./bin/theirs", installed())
    assert.equal("", shell.output(("find '%s/root' -name ashby"):format(dir)))
  end)
end)
