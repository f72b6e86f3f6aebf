-- SPDX-License-Identifier: MIT
-- context_store_search of the hosted API: filters, sorting and paging over a copy of the default
-- lists, which holds the searchable members only. The copy is taken at the first search and again
-- by POST /_sandbox/copy: changes made since do not show.

local json = require "json"
local store = require "store"
local lists = require "lists"
local auth = require "auth"
local options = require "options"
local match = require "search_match"

local search = {}

local FIELDS = {
  applications = { "id", "status", "archiveReason", "createdAt", "updatedAt" },
  candidates = { "id", "name", "company", "position", "school" },
  job_postings = { "id", "title", "isListed", "jobId", "locationName" },
  jobs = { "id", "title", "status", "departmentId", "locationId" },
  users = { "id", "firstName", "lastName", "email" },
}

local shapes, copies = {}, {}
for entity, names in pairs(FIELDS) do shapes[entity] = json.shape(names) end

function search.refresh() copies = {} end

local function rows_of(entity)
  local rows = copies[entity]
  if rows then return rows end
  rows = {}
  for n, i in ipairs(lists.indices(entity, false, auth.keys[auth.MAIN])) do
    local record, row = store.record(entity, i), {}
    for _, name in ipairs(FIELDS[entity]) do row[name] = record[name] end
    rows[n] = shapes[entity](row)
  end
  copies[entity] = rows
  return rows
end

local function known(entity, path)
  local root = path:match("^[^.]+")
  for _, name in ipairs(FIELDS[entity]) do
    if name == root then return true end
  end
  return false
end

local function comparer(sort)
  return function(a, b)
    for _, rule in ipairs(sort) do
      local name, way = next(rule)
      local x, y = match.get(a, name), match.get(b, name)
      if x ~= y then
        if type(x) ~= type(y) or type(x) == "table" then return type(x) > type(y) end
        if way == "desc" then return x > y end
        return x < y
      end
    end
    return a.id < b.id
  end
end

-- A message about the sort rules, or nil.
local function check_sort(entity, sort)
  if not json.is_array(sort) then return "sort must be an array" end
  for _, rule in ipairs(sort) do
    local name, way = nil, nil
    if json.is_object(rule) then name, way = next(rule) end
    if not name or not known(entity, name) then return "cannot sort by " .. tostring(name) end
    if way ~= "asc" and way ~= "desc" then return "sort direction must be asc or desc" end
  end
end

local function project(entity, row, fields)
  if not fields then return row end
  local result = {}
  for _, path in ipairs(fields) do
    local name = type(path) == "table" and path[1] or path
    result[name] = row[name]
  end
  return shapes[entity](result)
end

local function offset_of(cursor)
  if cursor == nil or cursor == json.null then return 0 end
  local plain = type(cursor) == "string" and ngx.decode_base64(cursor)
  return plain and tonumber(plain:match("^s(%d+)$"))
end

local function page(entity, found, params, began)
  local offset, limit = offset_of(params.cursor), params.limit or 100
  if not offset then return nil, "cursor is not valid" end
  if type(limit) ~= "number" or limit < 1 or limit > 1000 then
    return nil, "limit must be between 1 and 1000"
  end
  local texts = {}
  for n = offset + 1, math.min(#found, offset + limit) do
    texts[#texts + 1] = json.encode(project(entity, found[n], params.fields))
  end
  local more = offset + limit < #found
  local meta = json.shape{ "has_more", "cursor", "took_ms" }{ has_more = more,
    cursor = more and ngx.encode_base64("s" .. offset + limit, true) or json.null,
    took_ms = math.floor((ngx.now() - began) * 1000) }
  return '{"data":[' .. table.concat(texts, ",") .. '],"meta":' .. json.encode(meta) .. "}"
end

local PARAMS = { query = true, limit = true, cursor = true, fields = true }

-- The text of the result, or nil and a message.
function search.run(body)
  local entity, params, began = body.entity, body.params or {}, ngx.now()
  if not FIELDS[entity] then return nil, "cannot search in " .. tostring(entity) end
  if not options.search_ready then return nil, "the first copy is not complete yet" end
  for name in pairs(params) do
    if not PARAMS[name] then return nil, "unknown parameter " .. name end
  end
  local query = params.query or {}
  local filter = query.filter or {}
  local problem = match.check(filter, function(path) return known(entity, path) end)
    or query.sort and check_sort(entity, query.sort)
  if problem then return nil, problem end
  local found = {}
  for _, row in ipairs(rows_of(entity)) do
    if match.holds(filter, row) then found[#found + 1] = row end
  end
  if query.sort then table.sort(found, comparer(query.sort)) end
  return page(entity, found, params, began)
end

return search
