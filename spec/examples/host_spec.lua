--- The examples that are programs: a frame loop, luv, a C program, LÖVE.
--
-- SPDX-License-Identifier: MIT

local helper = require "spec.helper"
local shell = require "tools.shell"

local has_luv = pcall(require, "luv")

-- Runs a shell line in this tree: its exit status, and what it printed.
local function run(line)
  return shell.run(("cd '%s' && { %s; } 2>&1"):format(helper.root, line))
end

-- The same, with a key, for one that has to succeed: what it printed.
local function succeed(line)
  local status, said = run(("export %s; %s"):format(helper.settings(), line))
  assert.equal(0, status, said)
  return said
end

local function open_jobs()
  local count = 0
  for _, job in ipairs(helper.data "jobs") do
    if job.status == "Open" then count = count + 1 end
  end
  return count
end

local function has(command)
  return run("command -v " .. command) == 0
end

local function has_archive(lua)
  local name = lua == "luajit" and "libluajit-5.1.a" or "lib" .. lua .. ".a"
  return run("ls /usr/lib/*/" .. name .. " /usr/lib/" .. name .. " /usr/local/lib/" .. name
    .. " 2>/dev/null | grep -q .") == 0
end

describe("examples/frame.lua #slow", function()
  it("shows every open job, and no frame takes long", function()
    helper.reset()
    helper.control("POST", "options", { delay_ms = 50 })
    local said = succeed(("'%s' examples/frame.lua"):format(helper.lua))
    local count, frames, longest =
      said:match("(%d+) open jobs in (%d+) frames.* worked for ([%d.]+) ms")
    assert.equal(open_jobs(), tonumber(count))
    assert.is_true(tonumber(frames) >= 12, frames)
    if not helper.slow then assert.is_true(tonumber(longest) < 10, longest) end
  end)

  it("prints what is wrong", function()
    helper.reset()
    local status, said = run(("ASHBY_API_KEY=wrong ASHBY_BASE_URL='%s' '%s' examples/frame.lua")
      :format(helper.url, helper.lua))
    assert.equal(1, status)
    assert.matches("check the key", said)
  end)
end)

describe("examples/luv.lua #slow", function()
  it("keeps its timer running while pages arrive", function()
    if not has_luv then return pending("no luv for this Lua") end
    helper.reset()
    helper.control("POST", "options", { delay_ms = 100 })
    local said = succeed(("'%s' examples/luv.lua"):format(helper.lua))
    local ticks, ms = said:match("(%d+) ticks of 10 ms in (%d+) ms")
    assert.is_true(tonumber(ms) >= 390, ms)
    assert.is_true(tonumber(ticks) >= tonumber(ms) / 10 * (helper.slow and 0.4 or 0.8), said)
    local records = 0
    for entity, count in said:gmatch("(%l+)%s+page +%d+, +(%d+) records") do
      if entity == "jobs" then records = records + tonumber(count) end
    end
    assert.equal(open_jobs(), records)
  end)
end)

describe("examples/embed #slow", function()
  it("runs a C program with Lua and the core linked in", function()
    local lua = helper.lua:match("[^/]+$")
    if not has_archive(lua) then return pending("no static library of " .. lua) end
    helper.reset()
    helper.control("POST", "options", { delay_ms = 50 })
    local said = succeed(("export LUA_CPATH=';;'; env -u LD_PRELOAD -u MAKEFLAGS make -s "
      .. "-C examples/embed LUA='%s' run"):format(lua))
    assert.matches((" %d jobs, the last one"):format(open_jobs()), said)
    local frames, longest = said:match("(%d+) frames; the longest worked for ([%d.]+) ms")
    assert.is_true(tonumber(frames) >= 12, frames)
    if not helper.slow then assert.is_true(tonumber(longest) < 10, longest) end
    local _, needed = run("ldd build/" .. lua .. "/embed/host")
    assert.is_nil(needed:find "liblua")
    assert.is_nil(needed:find "ashby")
  end)
end)

describe("examples/love #slow", function()
  -- Runs the game until it ends by itself: its exit status, and what it printed.
  local function play(settings)
    return run(("export ASHBY_QUIT=1 %s; "):format(helper.settings())
      .. "unset BUILD MAKEFLAGS CFLAGS LDFLAGS CC LD_PRELOAD; "
      .. "make -s LUA=luajit build && eval \"$(tools/env luajit build/luajit)\" && "
      .. settings .. " timeout 60 xvfb-run -a love examples/love")
  end

  it("fills its window, and keeps drawing", function()
    if not has "love" or not has "xvfb-run" then return pending("no LÖVE here") end
    helper.reset()
    helper.control("POST", "options", { delay_ms = 50 })
    local status, said = play ""
    assert.equal(0, status, said)
    local count, frames = said:match("(%d+) open jobs in (%d+) frames")
    assert.equal(open_jobs(), tonumber(count))
    assert.is_true(tonumber(frames) > 5, frames)
  end)

  it("shows what went wrong, and ends", function()
    if not has "love" or not has "xvfb-run" then return pending("no LÖVE here") end
    helper.reset()
    local status, said = play "ASHBY_API_KEY=wrong"
    assert.equal(1, status, said)
    assert.truthy(said:find("check the key under Admin, API keys", 1, true), said)
    assert.is_nil(said:find("traceback", 1, true), said)
  end)
end)
