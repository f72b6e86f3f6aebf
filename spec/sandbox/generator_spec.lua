--- Specs of sandbox/generator.lua: it makes in Lua what the server sends, byte
-- for byte; and of the hostile organisation, whose records reach a client
-- unchanged.
--
-- SPDX-License-Identifier: MIT
-- The organisation without a server has the server's records, in every Lua; the hostile one is
-- legal JSON, and passes through the lists and through the module unchanged.

local client = require "spec.sandbox.client"
local generator = require "sandbox.generator"
local helper = require "spec.helper"
local shell = require "tools.shell"

local OPTIONS = { seed = 3, scale = 0.05, last_day = "2026-03-01" }
local WORDS = "--seed 3 --scale 0.05 --until 2026-03-01"

local function data_of(entity)
  return client.curl("/_sandbox/data?all=1&entity=" .. entity, nil, { get = true }).body
end

local function dumped(organization, entity)
  local texts = {}
  for text in organization.records(entity) do texts[#texts + 1] = text end
  return texts
end

describe("the generator #slow", function()
  setup(function() client.start(WORDS) end)
  teardown(function() client.stop() end)

  it("makes the records of the server, byte for byte", function()
    local organization = generator.open(OPTIONS)
    for _, entity in ipairs(organization.entities()) do
      local texts = dumped(organization, entity)
      assert.is_true(#texts > 0)
      -- the switches of jobs add to their records
      if entity ~= "jobs" then
        assert.equal(data_of(entity), "[" .. table.concat(texts, ",") .. "]")
      end
    end
  end)

  it("makes jobs as a list with all switches has them", function()
    local texts = dumped(generator.open(OPTIONS), "jobs")
    local body = client.call("job.list", { includeUnpublishedJobPostingsIds = true,
      status = { "Draft", "Open", "Closed", "Archived" } }).body
    assert.is_truthy(body:find("[" .. table.concat(texts, ",") .. "]", 1, true))
  end)

  it("answers calls", function()
    local organization = generator.open(OPTIONS)
    local text, status = organization.ask("offer.list", '{"limit":2}')
    assert.equal(200, status)
    assert.equal(client.call("offer.list", { limit = 2 }).body, text)
    assert.is_truthy(organization.ask("offer.list", '{"limit":0}'):find("invalid_input", 1, true))
  end)

  it("keeps two organisations apart, and no globals", function()
    local before = {}
    for name in pairs(_G) do before[name] = true end
    local one, other = generator.open(OPTIONS), generator.open{ seed = 4, scale = 0.05 }
    assert.not_equal(other.records "candidates"(), one.records "candidates"())
    assert.equal(one.records "candidates"(), generator.open(OPTIONS).records "candidates"())
    for name in pairs(_G) do assert.is_true(before[name], name) end
  end)

  it("writes JSON lines as a command", function()
    local text = shell.output(("%s %s/sandbox/dump.lua %s sources"):format(helper.lua, helper.root,
      WORDS))
    assert.equal(table.concat(dumped(generator.open(OPTIONS), "sources"), "\n"),
      (text:gsub("\n$", "")))
  end)

  it("refuses a day that does not exist", function()
    assert.is_false(pcall(generator.open, { last_day = "2026-02-30" }))
    assert.not_equal(0, (shell.run(client.root .. "/start --until 2026-2-3 2>/dev/null")))
  end)
end)

describe("the hostile organisation #slow", function()
  setup(function() client.start(WORDS .. " --hostile") end)
  teardown(function() client.stop() end)

  it("reaches a client unchanged", function()
    local hostile = { hostile = true }
    for name, value in pairs(OPTIONS) do hostile[name] = value end
    local organization = generator.open(hostile)
    local ashby = helper.client { base_url = client.url }
    for _, entity in ipairs(organization.entities()) do
      if entity ~= "jobs" then
        assert.equal(data_of(entity),
          "[" .. table.concat(dumped(organization, entity), ",") .. "]")
      end
      local sent = {}
      for text in data_of(entity):gmatch "%b{}" do sent[text] = true end
      for record in ashby[entity].each { raw = true } do assert.is_true(sent[record] ~= nil) end
      for record in ashby[entity].each() do assert.is_string(record.id) end
    end
    ashby.close()
  end)
end)
