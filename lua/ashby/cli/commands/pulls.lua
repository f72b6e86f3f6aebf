--- pulls: ashby pulls STORE: what each pull did to each entity.
--
-- SPDX-License-Identifier: MIT

local failure = require "ashby.cli.failure"
local rows = require "ashby.cli.rows"
local source = require "ashby.cli.source"
local tables = require "ashby.tables"

local COLUMNS = rows.columns { "number", "started_at", "ended_at", "entity", "mode", "reason",
  "records", "new", "changed", "gone" }
COLUMNS[2].type, COLUMNS[3].type = "datetime", "datetime"

return function(options)
  local store = source.store(options.store)
  local list = {}
  for _, pull in ipairs(failure.need(store.pulls())) do
    for _, name in ipairs(tables.keys(pull.entities)) do
      local row = { number = pull.number, started_at = pull.started_at, ended_at = pull.ended_at,
        entity = name }
      for key, value in pairs(pull.entities[name]) do row[key] = row[key] or value end
      list[#list + 1] = row
    end
  end
  rows.show(options, COLUMNS, list)
  store.close()
end
