--- killing: pulls that end at an exact write to the store's files, over a small
-- organisation, and what a store is compared with afterwards.
--
-- SPDX-License-Identifier: MIT

local assert = require "luassert"
local cjson = require "cjson"

local ashby = require "ashby"
local helper = require "spec.helper"
local kit = require "spec.store.kit"
local process = require "spec.fixtures.process"
local shell = require "tools.shell"

local killing = {}

-- One process forks a child for each pull: { path, at, half }. It prints how many
-- were ended.
local PULLS = [[
local process = assert(package.loadlib("%s", "luaopen_process"))()
local ashby = require "ashby"
local how, list = %s, { %s }

local function pull(one)
  process.set("KILLED_AT", one[2])
  if one[3] then process.set("KILLED_HALF", "1") end
  local store = ashby.store(one[1])
  local ok = store and store.pull(how)
  store.close()
  return ok
end

local children, ended = {}, 0
local function wait()
  if process.wait(table.remove(children, 1)) == -1 then ended = ended + 1 end
end
ashby.store("/nowhere/at/all.db") -- loads what it needs
for _, one in ipairs(list) do
  local pid = process.fork()
  if pid == 0 then
    os.exit(pull(one) and 0 or 1)
  end
  children[#children + 1] = pid
  if #children == 6 then wait() end
end
while children[1] do wait() end
print("ended " .. ended)
]]

-- A disk in memory, where there is one, is faster.
local function folder()
  local said = shell.output "mktemp -d /dev/shm/ashby-spec.XXXXXX 2>/dev/null"
  return said ~= "" and said or shell.folder()
end

local function compile(world)
  local status, said = shell.run(("%s -shared -fPIC -O1 -o '%s/killed_write.so' "
    .. "'%s/spec/fixtures/killed_write.c' 2>&1"):format(os.getenv "CC" or "cc", world.dir,
    helper.root))
  assert(status == 0, said)
end

--- A small organisation, its client, and a folder for stores: { dir, client,
-- control }.
function killing.start()
  local world = { dir = folder() }
  local status, said = shell.run(("%s/sandbox/start --dir '%s/sandbox' --seed 3 --scale 0.01 "
    .. "--until 2026-05-28 2>&1"):format(helper.root, world.dir))
  assert(status == 0, said)
  local facts = cjson.decode(shell.read(world.dir .. "/sandbox/sandbox.json"))
  world.settings = ("ASHBY_API_KEY='%s' ASHBY_BASE_URL='%s'"):format(facts.api_key, facts.url)
  world.client = assert(ashby.new { api_key = facts.api_key, base_url = facts.url })
  local line = helper.line(facts.url)
  function world.control(path, body)
    local code, text = line("POST", "/_sandbox/" .. path, cjson.encode(body))
    assert(code == 200, text)
  end
  world.control("options", { rate_limit = 1000000, page_limit_cap = 20 })
  compile(world)
  return world
end

function killing.stop(world)
  world.client.close()
  shell.run(("%s/sandbox/stop '%s/sandbox'"):format(helper.root, world.dir))
  shell.remove(world.dir)
end

-- ---- pulls ----

local function written(how)
  local words = { "full = " .. tostring(how.full or false) }
  if how.entities then
    words[2] = ("entities = { '%s' }"):format(table.concat(how.entities, "', '"))
  end
  return "{ " .. table.concat(words, ", ") .. " }"
end

--- Runs pulls that are ended: list of { path, at, half }. How many were: pages
-- arrive in any order, so the number of writes differs a little between pulls.
function killing.kill(world, how, list)
  local lines = {}
  for i, one in ipairs(list) do
    lines[i] = ("{ '%s', '%d', %s }"):format(one.path, one.at, tostring(one.half))
  end
  local path = world.dir .. "/pulls.lua"
  shell.write(path, PULLS:format(process.library, written(how), table.concat(lines, ",\n")))
  local _, said = shell.run(("env %s LD_PRELOAD=\"$LD_PRELOAD %s/killed_write.so\" "
    .. "KILLED_FILES='%s/' KILLED_COUNT='%s/count' '%s' '%s' 2>&1"):format(world.settings,
    world.dir, world.dir, world.dir, helper.lua, path))
  return tonumber(said:match "ended (%d+)") or error(said)
end

--- Runs a pull that is not ended: how many writes it makes.
function killing.count(world, path, how)
  killing.kill(world, how, { { path = path, at = 0 } })
  return tonumber(shell.read(world.dir .. "/count"))
end

-- ---- comparing ----

--- The bytes of all records that the service has: entity -> id -> bytes.
function killing.sent(world, entities)
  local sent = {}
  for _, entity in ipairs(entities) do
    sent[entity] = {}
    for raw in world.client[entity].each(kit.with(kit.ALL[entity], { raw = true })) do
      sent[entity][cjson.decode(raw).id] = raw
    end
  end
  return sent
end

local function count(list)
  local n = 0
  for _ in pairs(list) do n = n + 1 end
  return n
end

-- Asserts the counts in SQL, and that no row belongs to no record.
local function assert_counts(store, sent)
  for entity, records in pairs(sent) do
    assert.equal(count(records), kit.value(store, "select count(*) from " .. entity))
    assert.equal(kit.value(store, ("select count(*) from %s_all"):format(entity)),
      kit.value(store, "select count(*) from kept where entity = ?", entity))
    assert.equal(count(records), kit.value(store, ("select count(*) from %s_all e join kept k "
      .. "on k.key = e.key where e.gone_at is null and k.entity = ?"):format(entity), entity))
  end
  assert.equal("ok", kit.value(store, "select integrity_check from pragma_integrity_check"))
end

--- Asserts that a store holds the service's records, byte for byte, and counts
-- them.
function killing.assert_holds(store, sent)
  for entity, records in pairs(sent) do
    local kept = 0
    for raw in store[entity].each(kit.with(kit.ALL[entity], { raw = true })) do
      kept = kept + 1
      local id = cjson.decode(raw).id
      if records[id] ~= raw then error(("%s %s: %s"):format(entity, id, raw), 2) end
    end
    assert.equal(count(records), kept)
  end
  assert_counts(store, sent)
end

-- What the store notes about its pulls differs from pull to pull.
local OWN = { gone_at = true, first_seen_at = true, pulled_at = true, seen_at = true }

--- All rows of the tables and views for users, as one text: two stores with the
-- same records have the same text.
function killing.rows(store)
  local lines = {}
  for view in store.sql("select name from sqlite_master where type = 'view' and name <> 'records' "
    .. "union all select 'stage_changes'") do
    for row in store.sql("select * from " .. view.name) do
      local words = {}
      for name, value in pairs(row) do
        if not OWN[name] and not (name == "id" and view.name == "stage_changes") then
          words[#words + 1] = name .. "=" .. tostring(value)
        end
      end
      table.sort(words)
      lines[#lines + 1] = view.name .. " " .. table.concat(words, "|")
    end
  end
  table.sort(lines)
  return table.concat(lines, "\n")
end

return killing
