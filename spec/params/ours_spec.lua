--- Specs of the parameters of this module: they are never sent, and what is wrong
-- is refused before anything is sent.
--
-- SPDX-License-Identifier: MIT

local cjson = require "cjson"
local catalogue = require "ashby.catalogue"
local helper = require "spec.helper"
local ours = require "ashby.params.ours"
local params = require "ashby.params"

local UUID = "7c9e6679-7425-40de-944b-e07fc1f90ae7"

local client

before_each(function()
  helper.reset()
  client = helper.client()
end)

after_each(function() client.close() end)

describe("our own parameters", function()
  local function refuse(call, given, words)
    local message = helper.misuse(call, given)
    assert.truthy(message:find(words, 1, true), message)
    assert.equal(0, helper.count())
  end

  it("are never sent", function()
    for _, name in ipairs(client.entities()) do
      assert(client[name].all { max = 1, fields = { "id" }, prefetch = false,
        null = cjson.null })
      assert(client[name].list { max = 1, raw = true })
    end
    for _, request in ipairs(helper.requests()) do
      local body = cjson.decode(request.body)
      body.limit = nil
      assert.is_nil(next(body), request.body)
    end
  end)

  it("are refused when they are wrong", function()
    for _, value in ipairs { 0, -1, 1.5, "3", true, {}, 0 / 0, 1 / 0 } do
      refuse(client.jobs.list, { max = value }, "jobs.list: bad argument 'max': a whole number")
    end
    for _, name in ipairs { "raw", "prefetch" } do
      for _, value in ipairs { 1, "true", {} } do
        refuse(client.jobs.list, { [name] = value },
          ("bad argument '%s': true or false"):format(name))
      end
    end
    for _, value in ipairs { 1, "id", true, {}, { a = "id" } } do
      refuse(client.jobs.list, { fields = value }, "bad argument 'fields': an array of paths")
    end
    for _, path in ipairs { "", ".", "a.", ".a", "a..b", 5, true } do
      refuse(client.jobs.list, { fields = { path } }, "bad argument 'fields': a path such as")
    end
    refuse(client.jobs.list, { fields = { "id" }, raw = true }, "fields and raw exclude each other")
  end)

  it("fields that no record has are refused with the nearest", function()
    refuse(client.jobs.list, { fields = { "tittle" } },
      "unknown field 'tittle', did you mean 'title'?")
    refuse(client.applications.all, { fields = { "id", "source.titel" } },
      "unknown field 'titel' in 'source.titel', did you mean 'title'?")
    refuse(client.applications.all, { fields = { "id.x" } }, "unknown field 'x' in 'id.x'")
    refuse(client.users.get, { id = UUID, fields = { "emial" } }, "did you mean 'email'?")
  end)

  it("of lists are refused by get", function()
    for _, name in ipairs { "max", "prefetch" } do
      refuse(client.users.get, { id = UUID, [name] = 1 },
        ("unknown parameter '%s' for users.get"):format(name))
    end
  end)

  it("limit is max, where max is smaller", function()
    assert.equal(3, #assert(client.users.all { max = 3 }))
    assert.equal(3, #assert(client.users.list { max = 3 }).records)
    assert.equal(3, #assert(client.users.all { max = 3, limit = 10 }))
    local bodies = helper.pluck(helper.requests(), "body")
    assert.same({ '{"limit":3}', '{"limit":3}', '{"limit":10}' }, bodies)
  end)
end)

describe("fields that only get has", function()
  it("are refused by lists, with the reason", function()
    local method = catalogue.entities.applications.list
    local message = helper.misuse(params.check, method, { fields = { "applicationHistory" } })
    assert.truthy(message:find("only applications.get has 'applicationHistory', which takes an id",
      1, true), message)
  end)
end)

describe("ours.options", function()
  it("accepts ours and the further ones", function()
    assert.same({}, ours.options("call", nil, {}))
    local own = { raw = true, idempotent = true }
    assert.same(own, ours.options("call", own, { idempotent = true }))
  end)

  it("refuses the rest with the nearest name", function()
    local function refuse(own, words)
      local message = helper.misuse(ours.options, "call", own, { idempotent = true })
      assert.truthy(message:find(words, 1, true), message)
    end
    refuse({ idempotnt = true }, "unknown option 'idempotnt' for call, did you mean 'idempotent'?")
    refuse({ max = 1 }, "unknown option 'max' for call")
    refuse({ raw = 1 }, "call: bad argument 'raw'")
    refuse({ raw = true, fields = { "id" } }, "exclude each other")
    refuse(5, "a table of options expected")
  end)
end)
