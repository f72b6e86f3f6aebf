--- names: every public function, by the table it is in. This is the one list of
-- them: init makes a stub for each, and what is not in it is not public. It
-- loads no other module, since `require "ashby"` loads it.
--
-- SPDX-License-Identifier: MIT

local names = {}

--- Of the module alone.
names.module = { "inspect", "new", "store", "time" }

--- Of every client.
names.client = { "call", "call_pages", "check", "close", "describe", "entities", "execute",
  "gather", "sync", "tick" }

names.webhook = { "event", "verify" }

--- Of the reports, besides one for each of them.
names.report = { "get", "run", "several" }

local ENTITY = { "all", "each", "list", "pages", "search" }
local ENTITY_WITH_GET = { "all", "each", "get", "get_many", "list", "pages", "search" }

--- Of an entity, with or without get.
function names.entity(has_get)
  return has_get and ENTITY_WITH_GET or ENTITY
end

--- Puts the functions of a list into their table.
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
  return require "ashby.misuse.members".missing(owner, paths[owner], key)
end

function Sealed.__newindex(owner, key)
  require "ashby.misuse.members".new(paths[owner], key)
end

function Sealed.__len(owner)
  require "ashby.misuse.members".missing(owner, paths[owner], 1)
end

-- ipairs of 5.2 asks for this; later ones read the member 1.
Sealed.__ipairs = Sealed.__len

function Sealed.__call(owner)
  require "ashby.misuse.members".called(owner, paths[owner])
end

function Sealed.__tostring(owner)
  return require "ashby.misuse.members".line(owner, paths[owner])
end

local REFUSALS = { "__index", "__newindex", "__len", "__ipairs", "__call" }

--- Seals a table of public functions: reading a member that it does not have,
-- setting a new one, #, ipairs and a call raise. rawget and rawset go past this.
---@param metatable table?  its further metamethods
function names.seal(owner, path, metatable)
  paths[owner] = path
  if not metatable then return setmetatable(owner, Sealed) end
  for _, name in ipairs(REFUSALS) do metatable[name] = Sealed[name] end
  return setmetatable(owner, metatable)
end

return names
