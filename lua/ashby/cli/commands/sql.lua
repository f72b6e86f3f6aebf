--- sql: ashby sql STORE QUERY [VALUE …].
--
-- SPDX-License-Identifier: MIT

local rows = require "ashby.cli.rows"
local source = require "ashby.cli.source"

local unpack = rawget(table, "unpack") or rawget(_G, "unpack")

return function(options)
  local store = source.store(options.store)
  local it = store.sql(options.query, unpack(options.value))
  local row, err = it:next()
  if err then error(err, 0) end
  rows.show(options, rows.columns(it.columns), function()
    local found = row
    if found then row, err = it:next() end
    if err then error(err, 0) end
    return found
  end)
  it:close()
  store.close()
end
