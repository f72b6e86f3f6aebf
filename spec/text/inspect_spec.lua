--- Specs of inspect: any value as text, in the same order each time, whatever its
-- cycles and depth.
--
-- SPDX-License-Identifier: MIT

local ashby = require "ashby"
local errors = require "ashby.errors"
local helper = require "spec.helper"

describe("ashby.inspect", function()
  it("sorts, quotes and shows null", function()
    assert.equal('{ 1, 2, a = { b = null }, ["end"] = false, ["x y"] = "q\\"\\n\\000\\027" }',
      ashby.inspect { 1, 2, ["x y"] = 'q"\n\0\27', ["end"] = false, a = { b = ashby.null } })
    for text, value in pairs { ["5"] = 5, ["1.5"] = 1.5, ['"x"'] = "x", ["true"] = true,
      ["{}"] = {}, ["null"] = ashby.null, ["3000000000"] = 3e9 } do
      assert.equal(text, ashby.inspect(value))
    end
    assert.equal("nil", ashby.inspect(nil))
  end)

  it("uses several lines where one is too short", function()
    local text = ashby.inspect { id = ("x"):rep(50), name = ("y"):rep(50), list = { 1, 2 } }
    assert.equal(('{\n  id = "%s",\n  list = { 1, 2 },\n  name = "%s"\n}'):format(("x"):rep(50),
      ("y"):rep(50)), text)
  end)

  it("ends for a table in itself, and for any depth", function()
    local round = { name = "round" }
    round.self = round
    assert.equal('{ name = "round", self = <the same table again> }', ashby.inspect(round))
    local shared = { 1 }
    assert.equal("{ { 1 }, { 1 } }", ashby.inspect { shared, shared })
    local deep = {}
    for _ = 1, 10000 do deep = { deep } end
    assert.truthy(ashby.inspect(deep):find("{ ... }", 1, true))
  end)

  it("calls no metamethod", function()
    local function never() error "asked" end
    assert.equal("{}", ashby.inspect(setmetatable({}, { __index = never, __pairs = never,
      __tostring = never, __len = never, __eq = never })))
  end)

  it("shows records, pages, errors and the module", function()
    local client = helper.client()
    local page = assert(client.jobs.list { limit = 1, fields = { "id" } })
    local id = page.records[1].id
    assert.equal(('{ id = "%s" }'):format(id), ashby.inspect(page.records[1]))
    assert.truthy(ashby.inspect(page):find(id, 1, true))
    assert.equal("ashby: the service failed (server)",
      ashby.inspect(errors.new { kind = "server" }))
    assert.is_nil(ashby.inspect(client):find(helper.key, 1, true))
    client.close()
  end)

  it("is loaded at its first use", function()
    local _, said = helper.script [[
      local ashby = require "ashby"
      ashby.entities()
      local before = package.loaded["ashby.text.inspect"]
      print(before, ashby.inspect { 1 }, package.loaded["ashby.text.inspect"] ~= nil)]]
    assert.equal("nil\t{ 1 }\ttrue", (said:gsub("%s+$", "")))
  end)
end)
