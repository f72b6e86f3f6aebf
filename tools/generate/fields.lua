--- fields: every record with its members, down to the innermost: docs/fields.md.
--
-- SPDX-License-Identifier: MIT

local catalogue = require "ashby.catalogue"
local markdown = require "tools.generate.markdown"
local code, table_of = markdown.code, markdown.table

local HEAD = [[
# Fields

The fields of each record, as the service documents them. A path such as `source.title` is what
`fields = { … }`, a search filter and `--fields` take. A path through an array is written here with
`[]` after the array's name, and used without it. Times are texts (`2026-05-28T09:14:02.123Z`), and
so are ids. How records are related: [data.md](data.md).

- "may be absent": the member may be missing.
- "may be null": the service may send `null`, which is an absent member in Lua unless you ask for it
  with `null = ashby.null`.
- "only get": the lists do not send it.
]]

local NAMES = { uuid = "id", datetime = "time", bool = "boolean" }

local type_of

local FORMS = {
  enum = function(values) return "one of " .. values:gsub("[^,]+", code):gsub(",", ", ") end,
  const = function(value) return "always " .. code(value) end,
  map = function(inner) return "object of " .. type_of(inner) end,
  oneof = function(types)
    local names, seen = {}, {}
    for name in types:gmatch "[^;]+" do
      local one = type_of((name:gsub("^ref:", "")))
      if not seen[one] then names[#names + 1] = one end
      seen[one] = true
    end
    return table.concat(names, " or ")
  end,
}

-- What a person reads of a type of the catalogue.
function type_of(name)
  local form, inner = name:match "^(%a+)%((.*)%)$"
  if form then return FORMS[form](inner) end
  local element = name:match "^%[(.*)%]$"
  if element then return "array of " .. type_of(element) end
  return catalogue.records[name] and "object" or NAMES[name] or name
end

local function type_text(field)
  return (field.list and "array of " or "") .. type_of(field.type)
end

local function presence(field)
  local said = {}
  if field.absent then said[#said + 1] = "may be absent" end
  if field.null then said[#said + 1] = "may be null" end
  return said
end

-- Appends rows for a record type and those below it. above: the types on the
-- way, since some hold themselves.
local function add(record, prefix, above, rows)
  above[record] = true
  for _, field in ipairs(catalogue.records[record]) do
    local path = prefix .. field.name
    local has_members = catalogue.records[field.type] ~= nil
    rows[#rows + 1] = { path = path, type = type_text(field),
      presence = presence(field) }
    if has_members and not above[field.type] then
      add(field.type, path .. (field.list and "[]." or "."), above, rows)
    end
  end
  above[record] = nil
  return rows
end

local function mark(rows, list_rows)
  local known = {}
  for _, row in ipairs(list_rows) do known[row.path] = true end
  local news = {}
  for _, row in ipairs(rows) do
    if not known[row.path] then
      table.insert(row.presence, 1, "only get")
      news[#news + 1] = row
    end
  end
  return news
end

local function cells(rows)
  local result = {}
  for i, row in ipairs(rows) do
    result[i] = { code(row.path), row.type, table.concat(row.presence, "; ") }
  end
  return result
end

local function part(entity)
  local rows = add(entity.list.record, "", {}, {})
  if entity.get then
    local news = mark(add(entity.get.record, "", {}, {}), rows)
    for _, row in ipairs(news) do rows[#rows + 1] = row end
  end
  return ("\n## %s\n\n%s\n"):format(entity.name,
    table_of({ "field", "type", "" }, cells(rows)))
end

return function()
  local parts = { HEAD }
  for _, name in ipairs(catalogue.names) do parts[#parts + 1] = part(catalogue.entities[name]) end
  return table.concat(parts)
end
