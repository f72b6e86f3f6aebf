--- by_name: the calls of a client, and of a store, that take an entity by its
-- name.
--
-- SPDX-License-Identifier: MIT

local catalogue = require "ashby.catalogue"
local misuse = require "ashby.misuse"

local by_name = {}

local unpack = rawget(table, "unpack") or rawget(_G, "unpack")

local function check(name)
  if catalogue.entities[name] then return end
  misuse.raise("unknown entity '%s'%s", tostring(name),
    misuse.nearest(tostring(name), catalogue.names))
end

local ACTIONS = { "list", "get", "search" }

-- Those that an entity has.
local function actions_of(entity)
  local actions = {}
  for _, action in ipairs(ACTIONS) do
    if rawget(entity, action) then actions[#actions + 1] = action end
  end
  return actions
end

--- The calls by name. owner: the table with the entities.
function by_name.calls(owner)
  local calls = {}

  function calls.entities()
    return { unpack(catalogue.names) }
  end

  function calls.describe(name)
    check(name)
    return catalogue.describe(name)
  end

  function calls.execute(name, action, given)
    check(name)
    local actions = actions_of(owner[name])
    if not misuse.is_one_of(action, actions) then
      misuse.raise("%s has no action '%s'%s", name, tostring(action),
        misuse.nearest(tostring(action), actions))
    end
    return owner[name][action](given)
  end

  return calls
end

return by_name
