--- names: every public function, by the table that it hangs on. The one list of
-- them: init makes stubs of it, and what is not in it hangs nowhere. It loads
-- nothing, since require does.
--
-- SPDX-License-Identifier: MIT

local names = {}

--- Of the module alone.
names.module = { "inspect", "new", "store", "time" }

--- Of every client.
names.client = { "call", "call_pages", "check", "close", "describe", "entities", "execute",
  "gather", "sync", "tick" }

names.webhook = { "event", "verify" }

local ENTITY = { "all", "each", "list", "pages", "search" }
local ENTITY_WITH_GET = { "all", "each", "get", "get_many", "list", "pages", "search" }

--- Of an entity, with or without get.
function names.entity(has_get)
  return has_get and ENTITY_WITH_GET or ENTITY
end

--- Hangs the functions of a list on their table.
function names.hang(owner, path, list, functions)
  local misuse = require "ashby.misuse"
  for _, name in ipairs(list) do
    misuse.hang(owner, path, name, assert(functions[name], name))
  end
end

-- Sealed tables with their paths.
local paths = setmetatable({}, { __mode = "k" })

local Sealed = {}

function Sealed.__index(owner, key)
  return require "ashby.members".missing(owner, paths[owner], key)
end

function Sealed.__newindex(owner, key)
  require "ashby.members".new(paths[owner], key)
end

function Sealed.__tostring(owner)
  return require "ashby.members".line(owner, paths[owner])
end

--- Gives a table of public functions its manners: a member that it has not, and
-- a new one, raise. rawget and rawset do not ask.
---@param metatable table?  what else it shall have
function names.seal(owner, path, metatable)
  paths[owner] = path
  if not metatable then return setmetatable(owner, Sealed) end
  metatable.__index, metatable.__newindex = Sealed.__index, Sealed.__newindex
  return setmetatable(owner, metatable)
end

return names
