--- purge: ashby purge STORE: erases people who are gone, and says how many records
-- of each entity.
--
-- SPDX-License-Identifier: MIT

local ashby = require "ashby"
local failure = require "ashby.cli.failure"
local rows = require "ashby.cli.rows"

local COLUMNS = rows.columns { "entity", "erased" }

return function(options)
  if rows.lists_fields(options, COLUMNS) then return end
  local store = failure.need(ashby.store(options.store))
  local erased = failure.need(store.purge { gone_before = options.gone_before })
  store.close()
  local list = {}
  for name, count in pairs(erased) do list[#list + 1] = { entity = name, erased = count } end
  table.sort(list, function(a, b) return a.entity < b.entity end)
  rows.show(options, COLUMNS, list)
end
