--- Specs of core: the contents page of the C side: a subtable for each entity with
-- the closures that begin a transfer, and what Lua builds the client from.
--
-- SPDX-License-Identifier: MIT

local core = require "ashby.core"
local helper = require "spec.helper"
local shell = require "tools.shell"

local operations = helper.endpoints().operations

describe("core", function()
  it("has a table for each entity, with the calls that it has", function()
    local wanted, tables = {}, {}
    for _, operation in ipairs(operations) do
      wanted[operation.entity] = wanted[operation.entity] or {}
      wanted[operation.entity][operation.action] = "function"
    end
    for name, value in pairs(core) do
      if type(value) == "table" then
        tables[name] = {}
        for member, fn in pairs(value) do
          if member ~= "searchable" then tables[name][member] = type(fn) end
        end
      end
    end
    assert.same(wanted, tables)
  end)

  for _, operation in ipairs(operations) do
    it(("begins the transfer of %s %s"):format(operation.entity, operation.action), function()
      helper.reset()
      local session = helper.new_session { headers = { "Content-Type: application/json" },
        api_key = helper.key }
      local begin = core[operation.entity][operation.action]
      local transfer = assert(begin(session, { body = [[{"limit":1}]], seconds = 5 }))
      helper.finish(session, transfer)
      assert.equal(200, transfer:result())
      session:close()
      local request = helper.requests()[1]
      assert.equal("POST", request.verb)
      assert.equal(operation.path, request.path)
      assert.equal([[{"limit":1}]], request.body)
    end)
  end

  it("has closures that refuse what is not a session, body or timeout", function()
    local session = helper.new_session()
    for _, action in ipairs { "list", "get" } do
      local begin = core.jobs[action]
      helper.misuse(begin)
      helper.misuse(begin, {}, { body = "{}", seconds = 5 })
      helper.misuse(begin, io.stdout, { body = "{}", seconds = 5 })
      helper.misuse(begin, session)
      helper.misuse(begin, session, "{}")
      helper.misuse(begin, session, { seconds = 5 })
      helper.misuse(begin, session, { body = {}, seconds = 5 })
      for _, seconds in ipairs { 0, -1, 0 / 0, 1e9, "x", {} } do
        helper.misuse(begin, session, { body = "{}", seconds = seconds })
      end
    end
    assert.equal(0, (session:count()))
    session:close()
  end)

  it("has a version", function()
    assert.truthy(core.curl_version():find "^%d+%.%d+")
  end)
end)

describe("core.clock", function()
  it("never goes back", function()
    local last = core.clock()
    for _ = 1, 1000 do
      local now = core.clock()
      assert.is_true(now >= last)
      last = now
    end
  end)
end)

describe("core.time", function()
  it("is the system's, with fractions", function()
    assert.is_true(math.abs(core.time() - os.time()) < 2)
    local fractions = 0
    for _ = 1, 20 do
      if core.time() % 1 ~= 0 then fractions = fractions + 1 end
    end
    assert.is_true(fractions > 0)
  end)
end)

describe("core.http_date", function()
  it("reads the three forms of HTTP", function()
    assert.equal(784111777, core.http_date "Sun, 06 Nov 1994 08:49:37 GMT")
    assert.equal(784111777, core.http_date "Sunday, 06-Nov-94 08:49:37 GMT")
    assert.equal(784111777, core.http_date "Sun Nov  6 08:49:37 1994")
  end)

  it("is nil for other text", function()
    for _, text in ipairs { "", "soon", "99 Foo 2026", "Sun, 06 Nov 1994 28:49:37 GMT" } do
      assert.is_nil((core.http_date(text)))
    end
    helper.misuse(core.http_date)
    helper.misuse(core.http_date, {})
  end)
end)

describe("core.statuses", function()
  it("are names with messages, each once", function()
    local sentences = {}
    for name, sentence in pairs(core.statuses()) do
      assert.truthy(name:find "^[%l_%d]+$", name)
      assert.is_true(#sentence > 5)
      assert.is_nil(sentences[sentence], sentence)
      sentences[sentence] = true
    end
    assert.is_string(core.statuses().ok)
  end)
end)

describe("loading the core", function()
  -- In a process of its own, where nothing has loaded it before.
  local SCRIPT = [[
    local lfs = require "lfs"
    local function entries(folder)
      local count = 0
      for _ in lfs.dir(folder) do count = count + 1 end
      return count
    end
    local function names(map)
      local known = {}
      for name in pairs(map) do known[name] = true end
      return known
    end
    local globals, loaded, strings = names(_G), names(package.loaded), names(string)
    local files, threads = entries "/proc/self/fd", entries "/proc/self/task"
    local core = require "ashby.core"
    local more = {}
    for name in pairs(_G) do if not globals[name] then more[#more + 1] = name end end
    for name in pairs(string) do if not strings[name] then more[#more + 1] = name end end
    for name in pairs(package.loaded) do
      if not loaded[name] and name ~= "ashby.core" then more[#more + 1] = name end
    end
    print(table.concat(more, " "), entries "/proc/self/fd" - files,
      entries "/proc/self/task" - threads, require "ashby.core" == core)
  ]]

  it("adds no global, opens nothing and starts nothing", function()
    local _, said = helper.script(SCRIPT, "LUA_INIT=")
    assert.equal("\t0\t0\ttrue\n", said)
  end)

  it("needs one symbol of the module, and it has no other", function()
    local names = {}
    for _, line in ipairs(shell.lines(("nm -D --defined-only '%s/ashby/core.so'"):format(
      os.getenv "ASHBY_BUILD"))) do
      local name = line:match "(%S+)$"
      if not name:find "^_" then names[#names + 1] = name end -- a sanitizer's
    end
    assert.same({ "luaopen_ashby_core" }, names)
  end)
end)
