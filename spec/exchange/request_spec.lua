--- Specs of request: all fields are set in one place, and change nowhere.
--
-- SPDX-License-Identifier: MIT

local catalogue = require "ashby.catalogue"
local cjson = require "cjson"
local direct = require "ashby.service.direct"
local request = require "ashby.exchange.request"

local context = { service = direct }
local method = catalogue.entities.jobs.list
local CHECKED = { wire = { limit = 5, cursor = "here" }, own = { fields = { "id" } } }

local MADE = {
  of = function() return request.of(context, method, CHECKED) end,
  paged = function() return request.paged(context, method, CHECKED) end,
  raw = function()
    return request.raw(context, { name = "job.list", title = "call" }, { cursor = "here" }, {})
  end,
  operation = function()
    return request.operation(context, { name = "x", title = "x" }, { a = 1 }, {})
  end,
  first = function() return request.first { name = "token", body = "{}", is_secret = true } end,
}

for name, make in pairs(MADE) do
  describe("request." .. name, function()
    it("has no field but those that are documented", function()
      for field in pairs(make()) do assert.is_string(request.FIELDS[field], field) end
      assert.equal("table", type(make().method))
      assert.equal("table", type(make().decode))
    end)

    it("refuses another field", function()
      assert.error_matches(function() make().renewed = true end, "a request does not change")
    end)
  end)
end

describe("a list's request", function()
  for _, name in ipairs { "paged", "raw" } do
    it("makes those of the pages after it: " .. name, function()
      local first = MADE[name]()
      assert.equal("here", first.cursor)
      local second = first.at "there"
      assert.equal("there", second.cursor)
      assert.equal("there", cjson.decode(second.body).cursor)
      assert.equal(first.decode, second.decode)
      assert.equal("here", cjson.decode(first.body).cursor)
    end)
  end

  it("keeps its other parameters", function()
    local second = request.paged(context, method, CHECKED).at "there"
    assert.same({ limit = 5, cursor = "there" }, cjson.decode(second.body))
  end)
end)

describe("request.raw", function()
  it("takes a method for a read by the last word of its name, unless the caller says", function()
    local function is_read(name, own)
      return request.raw(context, { name = name, title = name }, nil, own or {}).idempotent
    end
    assert.is_true(is_read "candidate.search")
    assert.is_true(is_read "job.info")
    assert.is_false(is_read "candidate.create")
    assert.is_true(is_read("candidate.create", { idempotent = true }))
    assert.is_false(is_read("candidate.search", { idempotent = false }))
  end)
end)
