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

-- Of an entity, by what the service offers for it.
local BY_ACTION = {
  list = { "all", "each", "list", "pages" },
  get = { "get", "get_many" },
  search = { "search" },
}

--- Of an entity that offers these actions: { list = true, get = …, search = … }.
function names.entity(offers)
  local list = {}
  for action, of_action in pairs(BY_ACTION) do
    for _, name in ipairs(offers[action] and of_action or {}) do list[#list + 1] = name end
  end
  return list
end

--- Hangs the functions of a list on their table.
function names.hang(owner, path, list, functions)
  local misuse = require "ashby.misuse"
  for _, name in ipairs(list) do
    misuse.hang(owner, path, name, assert(functions[name], name))
  end
end

return names
