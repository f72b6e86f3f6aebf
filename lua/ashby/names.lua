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

-- Sealed tables with their paths.
local paths = setmetatable({}, { __mode = "k" })

-- What a sealed table refuses, or says, and what in misuse/members.lua does it.
-- ipairs asks for __ipairs in 5.2, and reads the member 1 in later ones.
local ANSWERS = { __index = "missing", __newindex = "new", __len = "array", __ipairs = "array",
  __call = "called", __tostring = "line" }

local Sealed = {}

for event, answer in pairs(ANSWERS) do
  Sealed[event] = function(owner, key)
    return require "ashby.misuse.members"[answer](owner, paths[owner], key)
  end
end

--- Seals a table of public functions: reading a member that it does not have,
-- setting a new one, #, ipairs and a call raise. rawget and rawset go past this.
---@param metatable table?  its own metamethods
function names.seal(owner, path, metatable)
  paths[owner] = path
  for event, fn in pairs(metatable and Sealed or {}) do
    metatable[event] = metatable[event] or fn
  end
  return setmetatable(owner, metatable or Sealed)
end

return names
