--- fields: the values of a record by their paths, from its exact bytes, so that
-- numbers and nested values come out as they came in.
--
-- SPDX-License-Identifier: MIT

local catalogue = require "ashby.catalogue"
local core = require "ashby.core"

local fields = {}

local unpack = rawget(table, "unpack") or rawget(_G, "unpack")

local OPTIONS = { keep_nulls = true, raw = true }

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

--- JSON in which halves of surrogate pairs, which are no characters, are
-- U+FFFD, as everywhere in this module: jq ends at one.
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

local KINDS = { ['"'] = "string", t = "boolean", f = "boolean", ["{"] = "json", ["["] = "json" }

-- The kind and the text of a value; nothing where it is null or absent.
local function value_of(text, decode)
  local first = text:sub(1, 1)
  if first == "n" then return nil end
  local kind = KINDS[first] or "number"
  if kind == "json" then return kind, fields.compact(text) end
  if kind ~= "string" then return kind, text end
  if text:find("\\", 1, true) then return kind, decode() end
  return kind, text:sub(2, -2)
end

local function cell(document, text, path)
  local names = path.names
  local found = document:raw(unpack(names))
  if found then return value_of(found, function() return document:value(unpack(names)) end) end
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
    split[i] = { names = {} }
    for name in path:gmatch "[^.]+" do table.insert(split[i].names, name) end
  end
  return function(text)
    local document = open(text)
    local kinds, texts = {}, {}
    for i, path in ipairs(split) do kinds[i], texts[i] = cell(document, text, path) end
    return kinds, texts
  end
end

-- ---- records with some of their members ----

local function tree(paths)
  local root = { names = {} }
  for _, path in ipairs(paths) do
    local node = root
    for name in path:gmatch "[^.]+" do
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
    return function(text) return (text:gsub("[\r\n]+", "")) end
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

--- The type of what a path leads to, or nil.
function fields.type(record, path)
  local type
  for name in path:gmatch "[^.]+" do
    local found
    for _, field in ipairs(catalogue.records[record] or {}) do
      if field.name == name then found = field end
    end
    if not found then return nil end
    type, record = found.type, found.type
  end
  return type
end

return fields
