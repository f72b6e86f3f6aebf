--- names: every public function, by the table that it hangs on. The one list of
-- them: init makes stubs of it, and what is not in it hangs nowhere. It loads
-- nothing, since require does.
--
-- SPDX-License-Identifier: MIT

local names = {}

--- Of the module alone.
names.module = { "new", "store" }

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

return names
