--- place: keeps the rest of the module within reach where it was found through
-- a relative path: the program may change its folder before the first call,
-- which loads that rest. Only names that begin with "ashby." are looked for
-- here, and only after all else has failed to find them.
--
-- SPDX-License-Identifier: MIT

local core = require "ashby.core"

local read_chunk = rawget(_G, "loadstring") or load

local place = {}

-- The relative templates of a path, each with the absolute one.
local function relative(path, folder)
  local list = {}
  for template in path:gmatch "[^;]+" do
    if not template:find "^/" then
      list[#list + 1] = { as_given = template, absolute = folder .. "/" .. template }
    end
  end
  return list
end

local function read(path)
  local file = io.open(path, "rb")
  if not file then return nil end
  local text = file:read "*a"
  file:close()
  return text
end

-- The chunk keeps a relative name, like the files that were loaded before.
local function find_lua(templates, stem)
  for _, template in ipairs(templates) do
    local text = read((template.absolute:gsub("%?", stem)))
    if text then return assert(read_chunk(text, "@" .. template.as_given:gsub("%?", stem))) end
  end
end

local function find_c(templates, name, stem)
  local open = "luaopen_" .. name:gsub("%.", "_")
  for _, template in ipairs(templates) do
    local found = package.loadlib((template.absolute:gsub("%?", stem)), open)
    if found then return found end
  end
end

local function searcher(folder)
  local lua, c = relative(package.path, folder), relative(package.cpath, folder)
  return function(name)
    if not name:find "^ashby%." then return nil end
    local stem = name:gsub("%.", "/")
    return find_lua(lua, stem) or find_c(c, name, stem)
      or ("\n\tno file of '%s' below %s, where ashby was found"):format(name, folder)
  end
end

-- A module that is loaded again replaces the searcher that it left before.
local function add(searchers, new)
  for i = #searchers, 1, -1 do
    if searchers[i] == searchers["ashby.load.place"] then table.remove(searchers, i) end
  end
  searchers[#searchers + 1], searchers["ashby.load.place"] = new, new
end

--- Remembers the folder that the paths are relative to.
function place.keep()
  local folder = core.folder()
  local searchers = rawget(package, "searchers") or rawget(package, "loaders")
  if folder then add(searchers, searcher(folder)) end
end

return place
