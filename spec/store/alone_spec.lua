--- Specs of alone: an iterator of a store that is closed, or asked to go on,
-- inside its own call.
--
-- SPDX-License-Identifier: MIT

local alone = require "ashby.store.alone"
local errors = require "ashby.errors"
local kit = require "spec.store.kit"

describe("an iterator that reads alone", function()
  it("passes on what the reading gives or raises, and can be used again", function()
    local it = {}
    assert.same({ 1, 2 }, { alone.read(it, "jobs.each", function() return 1, 2 end) })
    local raised = errors.new { code = "sql" }
    local ok, problem = pcall(alone.read, it, "jobs.each", function() error(raised, 0) end)
    assert.same({ false, true }, { ok, problem == raised })
    assert.equal(3, (alone.read(it, "jobs.each", function() return 3 end)))
  end)

  it("says that it was closed inside, whatever the reading came to", function()
    for _, last in ipairs { error, tostring } do
      local value, err = alone.read({}, "jobs.each", function(it)
        it._closed = true
        return last "x"
      end)
      assert.is_nil(value)
      assert.same({ "closed", "cancelled", "jobs.each" }, { err.kind, err.code, err.method })
    end
  end)

  it("says what is wrong with its source", function()
    local closed = errors.new { code = "closed" }
    local value, err = alone.read({}, "store.sql", error, function() return closed end)
    assert.is_nil(value)
    assert.equal(closed, err)
  end)

  it("refuses to go on inside its own call", function()
    local it, ok, problem = {}, nil, nil
    alone.read(it, "jobs.each", function()
      ok, problem = pcall(alone.read, it, "jobs.each", tostring)
    end)
    assert.is_false(ok)
    assert.matches("has not returned from its last call yet", problem)
  end)
end)

describe("a store that is closed while its rows are read", function()
  it("gives what was read, and then the error", function()
    local store, client = kit.store()
    local rows = store.sql("with recursive n(i) as (select 1 union all select i + 1 from n "
      .. "where i < 600) select i from n")
    assert.equal(1, rows:next().i)
    store.close()
    for i = 2, 256 do assert.equal(i, rows:next().i) end
    local row, err = rows:next()
    assert.is_nil(row)
    assert.equal("closed", err.code)
    assert.is_nil(rows:next())
    client.close()
    kit.remove()
  end)
end)
