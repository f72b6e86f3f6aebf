--- sql: ashby sql STORE QUERY [VALUE …].
--
-- SPDX-License-Identifier: MIT

local output = require "ashby.cli.output"
local rows = require "ashby.cli.rows"
local source = require "ashby.cli.source"

local unpack = rawget(table, "unpack") or rawget(_G, "unpack")

return function(options)
  local store = source.store(options.store)
  local it = store.sql(options.query, unpack(options.value))
  local row, err = it:next()
  local columns = rows.columns(it.columns or {})
  local writer = not err and output.writer(options, columns)
  while row do
    rows.print(writer, columns, { row })
    row, err = it:next()
  end
  if err then error(err, 0) end
  writer.finish()
  store.close()
end
