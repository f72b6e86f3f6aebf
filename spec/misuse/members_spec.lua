--- Specs of members: a member that does not exist is reported at its line with the
-- nearest name, a client takes no new members, and each thing prints what it is.
--
-- SPDX-License-Identifier: MIT
-- luacheck: ignore 512

local ashby = require "ashby"
local helper = require "spec.helper"

-- Which metamethods this Lua uses: __len and __ipairs are not in every version.
local ASKS_LENGTH = #setmetatable({}, { __len = function() return 7 end }) == 7
local ASKS_IPAIRS = not pcall(function()
  for _ in ipairs(setmetatable({}, { __index = function() error "read" end,
    __ipairs = function() error "asked" end })) do break end
end)

local function refuse(words, fn, ...)
  local message = helper.misuse(fn, ...)
  assert.truthy(message:find(words, 1, true), message)
end

local function read(owner, key)
  return function()
    local value = owner[key]
    return value
  end
end

local function new_member(owner, key)
  return function() owner[key] = 5 end
end

describe("a member that does not exist", function()
  local client

  before_each(function() client = helper.client() end)
  after_each(function() client.close() end)

  it("raises with the nearest name", function()
    refuse("ashby has no member 'candidate', did you mean 'candidates'?", read(ashby, "candidate"))
    refuse("ashby.jobs has no member 'lst', did you mean 'list'?", read(ashby.jobs, "lst"))
    refuse("ashby.webhook has no member 'verfy', did you mean 'verify'?",
      read(ashby.webhook, "verfy"))
    refuse("client has no member 'job', did you mean 'jobs'?", read(client, "job"))
    refuse("client.jobs has no member 'eech', did you mean 'each'?", read(client.jobs, "eech"))
    refuse("client.sources has no member 'get'", read(client.sources, "get"))
    refuse("client has no member 'new'", read(client, "new"))
    refuse("client has no member '_x'", read(client, "_x"))
  end)

  it("is reported before the first call as well, and at its line", function()
    local _, said = helper.script [[
      local ok, problem = pcall(function()
        local value = require "ashby".jobs.lst
        return value
      end)
      print(ok, problem)]]
    assert.matches("false\t[^\n]*:2: ashby: ashby.jobs has no member 'lst'", said)
  end)

  it("is nil for rawget, and for tools that look for a metamethod", function()
    assert.is_nil(rawget(ashby, "candidate"))
    assert.is_nil(rawget(client.jobs, "lst"))
    assert.is_nil(client.__call)
  end)

  it("is reported in a sync", function()
    local sync = assert(client.sync { state = { load = function() end, save = function() end } })
    refuse("sync has no member 'comit', did you mean 'commit'?", read(sync, "comit"))
    sync.close()
  end)

  it("is reported in a store", function()
    local store = ashby.store(helper.dir .. "/members.db")
    if not store then return end
    refuse("store has no member 'pul', did you mean 'pull'?", read(store, "pul"))
    refuse("store.jobs has no member 'lst', did you mean 'list'?", read(store.jobs, "lst"))
    store.close()
  end)
end)

describe("a new member", function()
  it("is refused", function()
    local client = helper.client()
    refuse("client.timeout cannot be set: options are given when a client is made, "
      .. "ashby.new{ timeout = ... }", new_member(client, "timeout"))
    refuse("ashby.new{ log = ... }", new_member(ashby, "log"))
    refuse("client.jobs.mine cannot be set: it takes no new members",
      new_member(client.jobs, "mine"))
    client.close()
  end)

  it("may replace one that exists", function()
    local client = helper.client()
    client.check = function() return "mine" end
    assert.equal("mine", client.check())
    client.close()
  end)
end)

describe("taken for an array,", function()
  local client

  before_each(function() client = helper.client() end)
  after_each(function() client.close() end)

  local function check(value, words)
    refuse(words, read(value, 1))
    if ASKS_LENGTH then refuse(words, function() return #value + 0 end) end
    if ASKS_IPAIRS then refuse(words, function() for _ in ipairs(value) do return end end) end
  end

  it("a page points to .records", function()
    for _, page in ipairs { assert(client.users.list { limit = 2 }),
      assert(client.users.pages { limit = 2 }:next()),
      assert(client.jobs.search { query = { filter = { eq = { status = "Open" } } } }) } do
      check(page, "page.records")
      refuse("page.records", function() for _ in page do return end end)
      assert.is_table(page.records)
      refuse("a page has no member 'recrods', did you mean 'records'?", read(page, "recrods"))
      refuse("a page has no member 'next'", read(page, "next"))
      assert.is_nil(page.__call)
    end
  end)

  it("an iterator points to for and next", function()
    for _, name in ipairs { "each", "pages" } do
      local it = client.users[name] {}
      check(it, "for value in it do ... end, or it:next()")
      check(it, "list{} a page with its .records")
    end
  end)

  it("an entity points to each, a client to its maker", function()
    check(client.jobs, "client.jobs is not an array: for record in client.jobs.each{} do ... end")
    refuse("client.jobs is not a function: for record in client.jobs.each{} do ... end",
      function() for _ in client.jobs do return end end)
    refuse("ashby is not a function: ashby.new{} makes a client", function() ashby() end)
    refuse("ashby.webhook is not a function", function() ashby.webhook() end)
    check(client, "client is not an array")
  end)
end)

describe("a function after `in` of a for loop", function()
  it("has to be called", function()
    refuse("call it, ashby.jobs.each{}", function()
      for job in ashby.jobs.each do return job end
    end)
    refuse("call it, ashby.jobs.pages{}", function()
      for page in ashby.jobs.pages do return page end
    end)
  end)
end)

describe("print", function()
  local client

  before_each(function() client = helper.client() end)
  after_each(function() client.close() end)

  it("shows what each thing is, in one line", function()
    for words, value in pairs {
      ["ashby.jobs (all, each, get, get_many, list, pages, search)"] = ashby.jobs,
      ["client.sources (all, each, list, pages, search)"] = client.sources,
      ["ashby.webhook (event, verify)"] = ashby.webhook,
      ["ashby.client"] = client,
      ["ashby"] = ashby,
      ["ashby.page: 2 records in .records, and more pages after it"] =
        assert(client.users.list { limit = 2 }),
      ["jobs: 22 fields, 11 parameters, list and get"] = client.describe "jobs",
    } do
      assert.equal(words, tostring(value))
    end
  end)
end)
