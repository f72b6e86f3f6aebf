--- Specs of pass: which filter a token belongs to, and that a record without a
-- usable id, of any entity, is an error before it counts.
--
-- SPDX-License-Identifier: MIT

local catalogue = require "ashby.catalogue"
local helper = require "spec.helper"
local shell = require "tools.shell"

local function method_of(entity) return catalogue.entities[entity].list.name end

-- The records of a whole pass, by :next(), which works in every Lua.
local function drain(it)
  local records = {}
  while true do
    local record, err = it:next()
    if record == nil then return records, err end
    records[#records + 1] = record
  end
end

describe("a pass", function()
  local client, s, kept

  before_each(function()
    helper.reset()
    client = helper.client { retries = 0 }
    kept = nil
    s = assert(client.sync { state = {
      load = function() return kept end,
      save = function(data)
        kept = data
        return true
      end,
    } })
  end)

  after_each(function() client.close() end)

  -- Makes a first pass and commits it.
  local function first(entity, given)
    local _, err = drain(s.changes(entity, given))
    assert.is_nil(err)
    assert(s.commit())
  end

  it("takes an array in another order for the same filter", function()
    first("jobs", { status = { "Open", "Closed", "Open" } })
    first("jobs", { status = { "Closed", "Open" } })
    assert.same({ false }, { s.full "jobs" })
    assert.same({ ['{"status":["Closed","Open"]}'] = true },
      { [next(kept.entities.jobs)] = true })
    first("jobs", { status = "Closed" })
    assert.same({ true, "first_pass" }, { s.full "jobs" })
  end)

  it("keeps large numbers in a filter", function()
    first("candidates", { created_after = 1769850000123 })
    assert.is_string(kept.entities.candidates['{"createdAfter":1769850000123}'].token)
  end)

  -- A page whose second record has this id.
  local function strange_id(entity, id)
    return { match = method_of(entity), status = 200, body = ('{"success":true,"results":'
      .. '[{"id":"a"},{%s"name":"x"},{"id":"c"}],"moreDataAvailable":false,"syncToken":"t"}')
      :format(id) }
  end

  for _, entity in ipairs(catalogue.names) do
    it("has an error for a record without an id: " .. entity, function()
      local dir = shell.folder()
      local path = dir .. "/state.json"
      s = assert(client.sync { state = path })
      for _, id in ipairs { '"id":7,', '"id":12345678901234567890,', '"id":true,', '"id":null,',
        '"id":"",', '"id":{"a":1},', '"id":["b"],', "" } do
        for _, given in ipairs { {}, { raw = true }, { null = false }, { fields = { "id" } } } do
          helper.fault(strange_id(entity, id))
          local records, err = drain(s.changes(entity, given))
          assert.equal(1, #records)
          assert.equal("no_id", err.code)
          assert.equal("protocol", err.kind)
          assert.equal(method_of(entity), err.method)
        end
        assert(s.commit())
        helper.fault(strange_id(entity, id))
        local gone, err = s.reconcile(entity)
        assert.is_nil(gone)
        assert.equal("no_id", err.code)
      end
      s.close()
      s = assert(client.sync { state = path }) -- what was written can be read
      assert.is_true(#drain(s.changes(entity, { fields = { "id" } })) > 0)
      assert(s.commit())
      s.close()
      s = assert(client.sync { state = path })
      s.close()
      shell.remove(dir)
    end)
  end

  it("can read what it has written, whatever id or token the service sends", function()
    local dir = shell.folder()
    local path = dir .. "/state.json"
    for _, text in ipairs { [[\u0000]], [[\ud800]], [[\u001b\n]], "\195\188", [[\\\"]],
      [[\ud83d\ude00]], ("x"):rep(10000) } do
      s = assert(client.sync { state = path })
      helper.fault { match = "user.list", status = 200, body = ('{"success":true,"results":'
        .. '[{"id":"%s"}],"moreDataAvailable":false,"syncToken":"%s"}'):format(text, text) }
      assert.equal(1, #drain(s.changes "users"))
      assert(s.commit())
      s.close()
    end
    s = assert(client.sync { state = path })
    assert.equal(7, #s.reconcile "users")
    s.close()
    shell.remove(dir)
  end)
end)
