--- tables: the tables of a store and their columns.
--
-- SPDX-License-Identifier: MIT

local markdown = require "tools.generate.markdown"
local code, table_of = markdown.code, markdown.table

local parts = {}

local function table_names(sql)
  local name, body = sql:match "^create table ([%w_]+) %((.*)%)"
  local view, first = sql:match "^create view ([%w_]+) as\nselect (.-) from"
  if view and sql:find "join" then
    local columns = {}
    for column in first:gmatch ' as "?([%w_]+)"?' do columns[#columns + 1] = code(column) end
    return view, columns
  end
  if not name then return nil end
  local columns = {}
  for line in body:gmatch "[^\n]+" do
    local column, type = line:match '^  "?([%w_]+)"? (%a+)'
    if column and column ~= "primary" then columns[#columns + 1] = code(column) .. " " .. type end
  end
  return name, columns
end

function parts.tables()
  local schema, rows = require "ashby.store.schema", {}
  for _, list in ipairs { schema.derived(), schema.fixed() } do
    for _, sql in ipairs(list) do
      local name, columns = table_names(sql)
      if name then rows[#rows + 1] = { code(name), table.concat(columns, ", ") } end
    end
  end
  return table_of({ "table", "columns" }, rows)
end

return parts
