--- projection: the first line of the input is a list of paths, the rest a
-- document. What a projection builds equals the whole value, picked
-- afterwards; the raw bytes of each record are the record again.
--
-- SPDX-License-Identifier: MIT

local core = require "ashby.core"

local NULL = setmetatable({}, { __name = "null" })
local ARRAY = { __name = "array" }

local function paths_of(line)
  local paths = {}
  for path in line:gmatch "[^,]+" do
    if path:find "^[^.]" and not path:find("\0", 1, true) then paths[#paths + 1] = path end
  end
  return paths
end

-- Paths as a tree; true: everything below.
local function tree_of(paths)
  local tree = {}
  for _, path in ipairs(paths) do
    local node, names = tree, {}
    for name in (path .. "."):gmatch "([^.]*)%." do names[#names + 1] = name end
    for i, name in ipairs(names) do
      if node[name] == true then break end
      if i == #names then
        node[name] = true
      else
        node[name] = node[name] or {}
        node = node[name]
      end
    end
  end
  return tree
end

-- What the tree selects from a value, or nil.
local function pick(value, tree)
  if tree == true or value == NULL then return value end
  if type(value) ~= "table" then return nil end
  local result = {}
  if getmetatable(value) == ARRAY then
    for i, item in ipairs(value) do
      local picked = pick(item, tree)
      if picked == nil then picked = NULL end
      result[i] = picked
    end
    return result
  end
  for name, below in pairs(tree) do
    if value[name] ~= nil then result[name] = pick(value[name], below) end
  end
  return result
end

local function same(a, b)
  if a == b then return true end
  if type(a) ~= "table" or type(b) ~= "table" or a == NULL or b == NULL then return false end
  for key, value in pairs(a) do
    if not same(value, b[key]) then return false end
  end
  for key in pairs(b) do
    if a[key] == nil then return false end
  end
  return true
end

local function records(text, options)
  options.null, options.array = NULL, ARRAY
  local document = core.document(text, options)
  if not document or not document:open() then return nil end
  return document:rest()
end

local function check(text, paths, keep_nulls)
  local whole = records(text, { keep_nulls = keep_nulls })
  if not whole then return end
  local raw = records(text, { raw = true })
  local picked = records(text, { keep_nulls = keep_nulls, projection = core.projection(paths) })
  local tree = tree_of(paths)
  assert(#whole == #picked and #whole == #raw, "the number of records differs")
  for i, record in ipairs(whole) do
    if not same(pick(record, tree), picked[i]) then error "the picked records differ" end
    local again = records(raw[i], { keep_nulls = keep_nulls })
    if not again or not same(record, again[1]) then error "the raw record differs" end
  end
end

return function(bytes)
  local line, text = bytes:match "^([^\n]*)\n(.*)$"
  local paths = line and paths_of(line) or {}
  if #paths == 0 then return end
  check(text, paths, false)
  check(text, paths, true)
end
