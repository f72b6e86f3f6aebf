--- Specs of the order of a sort: mixed types, nulls, equal values.
--
-- SPDX-License-Identifier: MIT

local cjson = require "cjson"

local cases = require "spec.search.cases"
local core = require "ashby.core"
local order = require "ashby.search.order"

describe("the order of a sort", function()
  local document = assert(core.document("[" .. table.concat(cases.records, ",") .. "]",
    { null = cjson.null }))
  document:open()
  local records = document:rest()

  for n, case in ipairs(cases.sorts) do
    it(("%d is %s"):format(n, cjson.encode(case[1])), function()
      local keys, entries, ids = order.of(case[1]), {}, {}
      for place = #records, 1, -1 do
        entries[#entries + 1] = { keys = keys.of(records[place]), place = place,
          id = records[place].id }
      end
      keys.sort(entries)
      for i, entry in ipairs(entries) do ids[i] = entry.id end
      assert.equal(case[2], table.concat(ids))
    end)
  end

  it("is by position where ids are the same", function()
    local keys, entries = order.of { { x = "desc" } }, {}
    for place = 1, 50 do entries[place] = { keys = keys.of { id = "i" }, place = 51 - place } end
    keys.sort(entries)
    for place = 1, 50 do assert.equal(place, entries[place].place) end
  end)
end)
