--- tables: what Lua's own table library lacks.
--
-- SPDX-License-Identifier: MIT

local tables = {}

--- A copy of a table, or an empty one for nil; with the fields of another, which
-- win.
function tables.copy(t, more)
  local copy = {}
  for key, value in pairs(t or {}) do copy[key] = value end
  for key, value in pairs(more or {}) do copy[key] = value end
  return copy
end

--- Its keys, sorted.
function tables.keys(t)
  local keys = {}
  for key in pairs(t) do keys[#keys + 1] = key end
  table.sort(keys)
  return keys
end

return tables
