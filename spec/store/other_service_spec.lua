--- other_service: a store pulled from a server that shares nothing with the
-- sandbox, whose records are hostile: each comes back as it was sent, and what
-- SQL counts is what another language counts over the records.
--
-- SPDX-License-Identifier: MIT

local ashby = require "ashby"
local cjson = require "cjson"
local entities = require "ashby.store.entities"
local helper = require "spec.helper"
local kit = require "spec.store.kit"
local shell = require "tools.shell"

-- What kinds of values a kind of column holds.
local HELD = {
  text = { "string" }, time = { "time" }, integer = { "integer" }, number = { "integer", "number" },
  boolean = { "boolean" }, nested = { "object", "array" },
}

-- list -> id -> bytes
local function sent_in(folder)
  local sent = {}
  for line in io.lines(folder .. "/sent") do
    local list, bytes = line:match "^([%w.]+)\t(.*)$"
    local document = assert(require "ashby.core".document("[" .. bytes .. "]"))
    document:open()
    local record = document:rest()[1]
    document:close()
    sent[list] = sent[list] or {}
    sent[list][record.id] = bytes
  end
  return sent
end

for _, seed in ipairs { 1, 2, 3 } do
  describe(("a service written apart, seed %d #slow"):format(seed), function()
    local folder, client, store, pid, sent, counts

    setup(function()
      folder = shell.folder()
      pid = tonumber(shell.output(("python3 %s/spec/fixtures/other_service.py "
        .. "%s/sandbox/endpoints.json %s %d >%s/port 2>%s/said & echo $!"):format(helper.root,
        helper.root, folder, seed, folder, folder)))
      -- It makes its records first.
      assert(shell.await(function()
        return (shell.read(folder .. "/port") or ""):find "\n"
      end, 60), "the server has not begun")
      sent = sent_in(folder)
      counts = cjson.decode(shell.read(folder .. "/counts.json"))
      client = assert(ashby.new { api_key = "other-key",
        base_url = "http://127.0.0.1:" .. shell.read(folder .. "/port"):match "%d+" })
      store = assert(ashby.store(folder .. "/hiring.db", { client = client }))
      assert(store.pull { history = true, offers = true })
    end)

    teardown(function()
      store.close()
      client.close()
      shell.stop(pid)
      shell.remove(folder)
    end)

    it("gives back every record as it was sent", function()
      for _, name in ipairs(entities.names) do
        local entity, found = entities.by_name[name], {}
        if entity.is_raw then
          for row in store.sql("select id, bytes from records where entity = ?", name) do
            found[row.id] = row.bytes
          end
        else
          local ids = store[name].all(kit.with(kit.ALL[name], { fields = { "id" } }))
          local raw = store[name].all(kit.with(kit.ALL[name], { raw = true }))
          for i, record in ipairs(ids) do found[record.id] = raw[i] end
        end
        assert.is_nil(helper.difference(sent[entity.method.name], found, name))
      end
    end)

    it("shows the values that a client gets, even of hidden records", function()
      kit.assert_equal(store, client)
    end)

    it("has in SQL what is counted over the records", function()
      for _, name in ipairs(entities.names) do
        local entity = entities.by_name[name]
        local known = counts[entity.method.name]
        for _, column in ipairs(entity.columns) do
          local member = column.group and column.group .. "." .. column.member or column.member
          local wanted = 0
          for _, kind in ipairs(HELD[column.kind]) do
            wanted = wanted + (known[member] and known[member][kind] or 0)
          end
          assert.equal(wanted, kit.value(store, ('select count("%s") from %s_all'):format(
            column.name, name)), name .. "." .. column.name)
        end
      end
      assert.equal(counts.history, kit.value(store, "select count(*) from stage_history"))
    end)

    it("gives nothing new to the next pull", function()
      local summary = assert(store.pull { history = true, offers = true })
      for _, name in ipairs(entities.names) do
        assert.same({ 0, 0, 0 }, { summary[name].new, summary[name].changed, summary[name].gone })
      end
    end)
  end)
end
