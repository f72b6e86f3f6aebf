--- Specs of misuse: errors of the calling program point at its line, suggest the
-- nearest name, and recognise a colon in place of a dot.
--
-- SPDX-License-Identifier: MIT

local ashby = require "ashby"
local misuse = require "ashby.misuse"
local helper = require "spec.helper"

-- The line of the caller's caller, which a message should name.
local function here() return debug.getinfo(2, "l").currentline end

describe("the message", function()
  local client

  before_each(function() client = helper.client() end)
  after_each(function() client.close() end)

  local function position(fn)
    local ok, message = pcall(fn)
    assert.is_false(ok)
    local file, line = message:match "^(.-):(%d+): ashby: "
    assert.truthy(file, message)
    assert.truthy(file:find "misuse/init_spec%.lua$", message)
    return tonumber(line)
  end

  it("names the line that calls", function()
    local line
    assert.equal(here() + 1, position(function()
      client.jobs.list { statuss = "Open" } end))
    for _, call in ipairs { client.jobs.list, client.jobs.all, client.jobs.each,
      client.jobs.pages } do
      assert.equal(here() + 1, position(function()
        local value = call { limit = 0 } return value end))
    end
    assert.equal(here() + 1, position(function()
      local record = client.users.get(5) return record end))
    assert.equal(here() + 1, position(function()
      local value = client.execute("jbs", "list") return value end))
    assert.equal(here() + 1, position(function()
      local value = client.call "nothing" return value end))
    assert.equal(here() + 1, position(function()
      local value = ashby.new { bad = 1 } return value end))
    line = here() + 2
    local function inner()
      local value = client.users.get_many "x"
      return value
    end
    assert.equal(line, position(inner))
  end)

  it("names it in a coroutine, too", function()
    local line = here() + 2
    local co = coroutine.create(function()
      client.jobs.list { limit = 0 }
      return true
    end)
    local ok, message = coroutine.resume(co)
    assert.is_false(ok)
    assert.truthy(message:find("misuse/init_spec.lua:" .. line .. ": ", 1, true), message)
  end)
end)

describe("a call with a colon", function()
  local client

  before_each(function()
    helper.reset()
    client = helper.client()
  end)

  after_each(function() client.close() end)

  it("is reported by every public function", function()
    local checked = 0
    local function check(owner, path, before)
      for name, fn in pairs(owner) do
        if type(fn) == "function" then
          local message = helper.misuse(fn, owner, {})
          local wanted = ("call %s.%s with a dot, not a colon"):format(path, name)
          assert.truthy(message:find(wanted, 1, true), message)
          checked = checked + 1
        elseif type(fn) == "table" and fn ~= ashby.null then
          assert.is_nil(before)
          check(fn, path .. "." .. name, true)
        end
      end
    end
    check(client, "client")
    assert.is_true(checked > 60, checked)
    check(ashby, "ashby")
    assert.is_true(checked > 120, checked)
    assert.equal(0, helper.count())
  end)
end)

describe("misuse.nearest", function()
  local NAMES = { "status", "limit", "created_after", "cursor" }

  it("finds the nearest name", function()
    for name, wanted in pairs { statuss = "status", staus = "status", STATUS = "status",
      limits = "limit", limt = "limit", created_afer = "created_after", curser = "cursor",
      createdafter = "created_after", tsatus = "status" } do
      assert.equal(", did you mean '" .. wanted .. "'?", misuse.nearest(name, NAMES), name)
    end
  end)

  it("finds none where none is near", function()
    for _, name in ipairs { "", "x", "banana", "zzzzzzzzzzzzzzzzzz" } do
      assert.equal("", misuse.nearest(name, NAMES), name)
    end
    assert.equal("", misuse.nearest("status", {}))
  end)

  it("takes the first of equally near ones", function()
    assert.equal(", did you mean 'cat'?", misuse.nearest("bat", { "cat", "hat" }))
  end)
end)

describe("misuse.hang", function()
  it("passes all arguments and results on", function()
    local owner = {}
    misuse.hang(owner, "x", "f", function(...) return select("#", ...), ... end)
    local count, a, b, c = owner.f(1, nil, 3)
    assert.equal(3, count)
    assert.same({ 1, 3 }, { a, c })
    assert.is_nil(b)
    assert.is_nil((select(2, owner.f(nil))))
  end)
end)
