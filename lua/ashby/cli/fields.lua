--- fields: the values of a record by their paths, from its exact bytes, so that
-- numbers and nested values come out as they came in.
--
-- SPDX-License-Identifier: MIT

local catalogue = require "ashby.catalogue"
local core = require "ashby.core"
local rows = require "ashby.cli.rows"

local fields = {}

local unpack = rawget(table, "unpack") or rawget(_G, "unpack")

local OPTIONS = { keep_nulls = true, raw = true }

local function names_of(path)
  local names = {}
  for name in path:gmatch "[^.]+" do names[#names + 1] = name end
  return names
end

local function open(text)
  return assert(core.document(text, OPTIONS))
end

--- JSON without the blanks between its tokens.
function fields.compact(text)
  if not text:find "%s" then return text end
  local parts, at = {}, 1
  while true do
    local quote = text:find('"', at, true)
    parts[#parts + 1] = text:sub(at, (quote or #text + 1) - 1):gsub("%s+", "")
    if not quote then return table.concat(parts) end
    local last = quote
    repeat
      last = text:find('["\\]', last + 1)
      local is_escape = text:sub(last, last) == "\\"
      if is_escape then last = last + 1 end
    until not is_escape
    parts[#parts + 1] = text:sub(quote, last)
    at = last + 1
  end
end

-- The values at a path that leads through arrays, as one JSON array.
local function through_arrays(text, names, from)
  local document = open(text)
  local kind = document:kind()
  if kind == "array" and document:open() then
    local found = {}
    for element in function() return document:next() end do
      found[#found + 1] = through_arrays(element, names, from) or "null"
    end
    return "[" .. table.concat(found, ",") .. "]"
  end
  if from > #names then return text end
  local inner = kind == "object" and document:raw(names[from])
  return inner and through_arrays(inner, names, from + 1) or nil
end

local HALF, LOW = "^\\u[dD][89a-fA-F]%x%x", "^\\u[dD][c-fC-F]%x%x"

--- JSON in which halves of surrogate pairs, which are not characters, become
-- U+FFFD, as everywhere in this module: jq stops at one.
function fields.whole(text)
  if not text:find "\\u[dD][89a-fA-F]" then return text end
  local parts, at = {}, 1
  while true do
    local escape = text:find("\\", at, true)
    if not escape then return table.concat(parts) .. text:sub(at) end
    local length = 2
    parts[#parts + 1] = text:sub(at, escape - 1)
    if text:find(HALF, escape) then
      local is_pair = not text:find(LOW, escape) and text:find(LOW, escape + 6)
      length = is_pair and 12 or 6
      parts[#parts + 1] = is_pair and text:sub(escape, escape + 11) or "\\ufffd"
    else
      parts[#parts + 1] = text:sub(escape, escape + 1)
    end
    at = escape + length
  end
end

local KINDS = { ['"'] = "string", n = "null", t = "boolean", f = "boolean", ["{"] = "json",
  ["["] = "json" }

local function cell(document, text, names)
  local found = document:raw(unpack(names))
  local kind = found and (KINDS[found:sub(1, 1)] or "number")
  if kind == "string" then
    if found:find("\\", 1, true) then return kind, document:value(unpack(names)) end
    return kind, found:sub(2, -2)
  end
  if kind == "json" then return kind, fields.compact(found) end
  if kind then return kind ~= "null" and kind or nil, kind ~= "null" and found or nil end
  if #names < 2 then return nil end
  found = through_arrays(text, names, 1)
  if found and found:sub(1, 1) == "[" then return "json", fields.compact(found) end
end

--- A function that gives the cells of a record's JSON: two arrays, the kinds
-- ("string", "number", "boolean", "json", or nothing) and the texts.
---@param paths string[]
function fields.reader(paths)
  local split = {}
  for i, path in ipairs(paths) do
    split[i] = names_of(path)
  end
  return function(text)
    local document = open(text)
    local kinds, texts = {}, {}
    for i, names in ipairs(split) do kinds[i], texts[i] = cell(document, text, names) end
    return kinds, texts
  end
end

-- ---- records with some of their members ----

local function tree(paths)
  local root = { names = {} }
  for _, path in ipairs(paths) do
    local node = root
    for _, name in ipairs(names_of(path)) do
      if not node[name] then
        node[name] = { names = {} }
        table.insert(node.names, name)
      end
      node = node[name]
    end
  end
  return root
end

local function project(text, node)
  if #node.names == 0 then return fields.compact(text) end
  local document = open(text)
  local parts = {}
  if document:kind() == "array" and document:open() then
    for element in function() return document:next() end do
      parts[#parts + 1] = project(element, node)
    end
    return "[" .. table.concat(parts, ",") .. "]"
  end
  if document:kind() ~= "object" then return fields.compact(text) end
  for _, name in ipairs(node.names) do
    local inner = document:raw(name)
    if inner then parts[#parts + 1] = ('"%s":%s'):format(name, project(inner, node[name])) end
  end
  return "{" .. table.concat(parts, ",") .. "}"
end

--- A function that gives a record's JSON with only what the paths lead to;
-- without paths, as it came, on one line.
---@param paths string[]?
function fields.projector(paths)
  if not paths then
    return function(text)
      if not (text:find("\n", 1, true) or text:find("\r", 1, true)) then return text end
      return (text:gsub("[\r\n]+", ""))
    end
  end
  local root = tree(paths)
  return function(text) return project(text, root) end
end

-- ---- the paths of a record type ----

local function is_record(field)
  return not field.list and catalogue.records[field.type] ~= nil
end

--- The paths of all columns: each field, and each field of an object one level
-- deep.
function fields.all(record)
  local paths = {}
  for _, field in ipairs(catalogue.records[record]) do
    if is_record(field) then
      for _, inner in ipairs(catalogue.records[field.type]) do
        paths[#paths + 1] = field.name .. "." .. inner.name
      end
    else
      paths[#paths + 1] = field.name
    end
  end
  return paths
end

local function field_of(record, name)
  for _, field in ipairs(catalogue.records[record] or {}) do
    if field.name == name then return field end
  end
end

--- The type of what a path leads to, or nil, and whether it leads to or through
-- an array.
function fields.type(record, path)
  local type, has_list = record, false
  for _, name in ipairs(names_of(path)) do
    local field = field_of(type, name)
    if not field then return nil end
    type, has_list = field.type, has_list or field.list or false
  end
  return type, has_list
end

local PLAIN = { uuid = true, string = true, url = true, datetime = true, date = true,
  bool = true }

--- Whether all paths lead to single texts and booleans: then the module may
-- build the records, which is quicker, and nothing is lost.
function fields.are_plain(record, paths)
  for _, path in ipairs(paths) do
    local type, has_list = fields.type(record, path)
    if not type or has_list or not (PLAIN[type] or type:find "^enum%(") then return false end
  end
  return true
end

local function at(value, names)
  for n = 1, #names do
    if type(value) ~= "table" then return nil end
    value = value[names[n]]
  end
  return value
end

--- A function that gives the cells of a record that the module has built.
---@param paths string[]
function fields.table_reader(paths)
  local count, firsts, nested = #paths, {}, {}
  for i, path in ipairs(paths) do
    local names = names_of(path)
    firsts[i], nested[i] = names[1], #names > 1 and names
  end
  return function(record)
    local kinds, texts = {}, {}
    for i = 1, count do
      local value
      if nested[i] then value = at(record, nested[i]) else value = record[firsts[i]] end
      if type(value) == "string" then
        kinds[i], texts[i] = "string", value
      else
        kinds[i], texts[i] = rows.cell(value)
      end
    end
    return kinds, texts
  end
end

return fields
