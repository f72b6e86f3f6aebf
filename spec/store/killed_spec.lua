--- A pull that is ended by kill -9 at each write to the store's files, and at a
-- hundred random ones while the data change: after one more pull the store equals
-- the service.
--
-- SPDX-License-Identifier: MIT

local ashby = require "ashby"
local helper = require "spec.helper"
local killing = require "spec.store.killing"
local shell = require "tools.shell"

-- Only some of the writes where the run is slow anyway.
local EVERY = helper.slow and 9 or 1

describe("a pull that is killed #slow", function()
  local world

  setup(function() world = killing.start() end)
  teardown(function() killing.stop(world) end)

  local function open(path) return assert(ashby.store(path, { client = world.client })) end

  local function holds(path, how, sent, rows)
    local store = open(path)
    assert(store.pull(how))
    killing.assert_holds(store, sent)
    local found = killing.rows(store)
    store.close()
    return found == rows
  end

  -- A pull from a copy of base (nil: no file yet), ended at each of its writes.
  local function each_write(how, base)
    local function path_of(n)
      local path = ("%s/%s%d.db"):format(world.dir, base and "changed" or "new", n)
      if base then shell.write(path, base) end
      return path
    end
    local path = path_of(0)
    local writes = killing.count(world, path, how)
    local sent = killing.sent(world, how.entities or world.client.entities())
    local store = open(path)
    local rows = killing.rows(store)
    store.close()
    local list = {}
    for n = 1, writes, EVERY do
      list[#list + 1] = { path = path_of(n), at = n, half = n % 2 == 0 }
    end
    local ended = killing.kill(world, how, list)
    assert.is_true(ended > #list * 0.9, ended)
    for _, one in ipairs(list) do
      assert.is_true(holds(one.path, how, sent, rows), "rows differ after write " .. one.at)
      shell.run(("rm -f '%s'*"):format(one.path))
    end
    return writes
  end

  it("while it makes the file and fills it, at each write", function()
    local writes = each_write { entities = { "applications", "sources" } }
    assert.is_true(writes > 100, writes)
  end)

  local function change(entity, orders)
    orders.entity = entity
    world.control("change", orders)
  end

  it("while it stores what changed and marks what is gone, at each write", function()
    local path = world.dir .. "/base.db"
    local store = open(path)
    assert(store.pull())
    store.close()
    change("applications", { update = 2, create = 1, archive = 1, delete = 1 })
    change("candidates", { update = 1, delete = 1 })
    change("jobs", { update = 1 })
    local writes = each_write({ full = true }, shell.read(path))
    assert.is_true(writes > 50, writes)
  end)

  it("a hundred times at a random write, over changing data", function()
    local path, seed = world.dir .. "/random.db", os.time() % 100000
    local random = seed
    local function below(n)
      random = (random * 16807) % 2147483647
      return random % n
    end
    open(path).close()
    for round = 1, 100, EVERY do
      local how = { full = round % 4 == 0 }
      local most = round == 1 and 150 or how.full and 90 or 60
      killing.kill(world, how, { { path = path, at = 1 + below(most), half = below(2) == 1 } })
      change("applications", { update = below(4), create = below(2), archive = below(2),
        hire = below(2), seed = round })
      change("candidates", { update = below(3), delete = how.full and below(2) or 0,
        seed = round })
      if round % 2 == 0 then
        local store = open(path)
        local ok, err = store.pull(how)
        assert(ok, ("seed %d, round %d: %s"):format(seed, round, tostring(err)))
        killing.assert_holds(store, killing.sent(world, world.client.entities()))
        store.close()
      end
    end
  end)
end)
