--- fields: the values of a record by their paths, from its exact bytes, so that
-- numbers and nested values come out as they came in.
--
-- SPDX-License-Identifier: MIT

local catalogue = require "ashby.catalogue"
local core = require "ashby.core"

local fields = {}

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

local HALF, LOW = "^\\u[dD][89a-fA-F]%x%x", "^\\u[dD][c-fC-F]%x%x"

--- JSON in which halves of surrogate pairs, which are not characters, become
-- U+FFFD, as everywhere in this module: jq stops at one.
function fields.whole(text)
  if not (text:find("\\ud", 1, true) or text:find("\\uD", 1, true)) then return text end
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

-- ---- records with some of their members ----

local function tree(paths)
  local root = { names = {} }
  for _, path in ipairs(paths) do
    local node = root
    for _, name in ipairs(catalogue.names_of(path)) do
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

--- The type of what a path leads to, or nil, and whether it leads to or through
-- an array.
function fields.type(record, path)
  local type, has_list = record, false
  for _, name in ipairs(catalogue.names_of(path)) do
    local field = catalogue.field(type, name)
    if not field then return nil end
    type, has_list = field.type, has_list or field.list or false
  end
  return type, has_list
end

return fields
