--- A server that is killed while a list is read and comes back within the
-- deadline: no record is lost, none comes twice.
--
-- SPDX-License-Identifier: MIT

local cjson = require "cjson"

local ashby = require "ashby"
local helper = require "spec.helper"
local shell = require "tools.shell"

describe("a server that is killed in the middle of a list #slow", function()
  local dir, sandbox

  local function start(port)
    shell.run(("%s/sandbox/start --dir %s --seed 7 --until 2026-05-28 %s"):format(helper.root, dir,
      port and ("--port %d"):format(port) or ""))
    sandbox = cjson.decode(shell.read(dir .. "/sandbox.json"))
  end

  before_each(function()
    dir = shell.folder()
    start()
  end)

  after_each(function()
    shell.run(("%s/sandbox/stop %s"):format(helper.root, dir))
    shell.remove(dir)
  end)

  local function kill()
    shell.run(("kill -9 %d"):format(sandbox.pid))
  end

  -- The server is down while the client tries; the log of its second retry
  -- brings it back.
  local function drain(entity, at)
    local retries, seen, order = 0, {}, {}
    local client
    client = assert(ashby.new { api_key = sandbox.api_key, base_url = sandbox.url, retries = 20,
      deadline = 30, log = function(event)
        if event.event ~= "retry" then return end
        retries = retries + 1
        if retries == 2 then start(sandbox.port) end
      end })
    for record in client[entity].each { limit = 50, fields = { "id" } } do
      assert.is_nil(seen[record.id], "given twice")
      seen[record.id] = true
      order[#order + 1] = record.id
      if #order == at then kill() end
    end
    client.close()
    assert.is_true(retries >= 2)
    return order
  end

  for _, case in ipairs { { "applications", 75 }, { "candidates", 1 },
    { "candidates", "near the end" } } do
    local entity, place = case[1], case[2]
    it(("%s, at record %s"):format(entity, place), function()
      local before = assert(ashby.new { api_key = sandbox.api_key, base_url = sandbox.url })
      local expected = {}
      for i, record in ipairs(before[entity].all { fields = { "id" } }) do
        expected[i] = record.id
      end
      before.close()
      local at = type(place) == "number" and place or #expected - 160
      assert.same(expected, drain(entity, at))
    end)
  end
end)
