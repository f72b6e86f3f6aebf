--- Specs of by_name: what a client and a store do for an entity's name is the
-- same, and so is what they say about a wrong one.
--
-- SPDX-License-Identifier: MIT

local ashby = require "ashby"
local files = require "spec.store.files"
local helper = require "spec.helper"

local NOBODY = "00000000-0000-4000-8000-000000000000"

for _, of in ipairs { "client", "store" } do
  describe("by its name, an entity of a " .. of, function()
    local client, owner

    before_each(function()
      client = helper.client()
      owner = of == "client" and client or assert(ashby.store(files.path(), { client = client }))
    end)
    after_each(function()
      owner.close()
      client.close()
    end)
    teardown(files.remove)

    local function refuses(words, ...)
      local message = helper.misuse(...)
      assert.truthy(message:find(words, 1, true), message)
    end

    it("is listed and described", function()
      local names = owner.entities()
      assert.same(client.entities(), names)
      for _, name in ipairs(names) do assert.equal(name, owner.describe(name).name) end
      names[1] = nil
      assert.same(client.entities(), owner.entities())
    end)

    it("does each of its actions", function()
      assert.truthy(owner.execute("jobs", "list", { limit = 5 }).records)
      assert.equal("not_found", select(2, owner.execute("jobs", "get", NOBODY)).kind)
      assert.truthy(owner.execute("jobs", "search", { query = {} }).records)
    end)

    it("is refused where it is unknown, with the nearest name", function()
      for _, fn in ipairs { owner.execute, owner.describe } do
        refuses("unknown entity 'candidate', did you mean 'candidates'?", fn, "candidate", "list")
        refuses("unknown entity 'nil'", fn, nil, "list")
      end
    end)

    it("has no other action, and names the nearest", function()
      refuses("jobs has no action 'lst', did you mean 'list'?", owner.execute, "jobs", "lst")
      refuses("jobs has no action 'pages'", owner.execute, "jobs", "pages")
      refuses("jobs has no action 'nil'", owner.execute, "jobs")
    end)
  end)
end
