--- options: what store.pull takes.
--
-- SPDX-License-Identifier: MIT

local entities = require "ashby.store.entities"
local misuse = require "ashby.misuse"

local options = {}

local OPTIONS = { client = "table", entities = "table", full = "boolean", history = "boolean",
  offers = "boolean", progress = "function" }
local OPTION_NAMES = { "client", "entities", "full", "history", "offers", "progress" }

local CATALOGUE_NAMES = {}
for _, name in ipairs(entities.names) do
  if name ~= "offers" then CATALOGUE_NAMES[#CATALOGUE_NAMES + 1] = name end
end

local function check_entities(names)
  if #names == 0 then misuse.raise("store.pull: entities is empty") end
  for _, name in ipairs(names) do
    if not misuse.is_one_of(name, CATALOGUE_NAMES) then
      misuse.raise("store.pull: unknown entity '%s'%s", tostring(name),
        misuse.nearest(tostring(name), CATALOGUE_NAMES))
    end
  end
end

--- The given options, checked.
function options.check(given)
  if given == nil then given = {} end
  if type(given) ~= "table" then misuse.raise("store.pull: a table of options expected") end
  for name, value in pairs(given) do
    if not OPTIONS[name] then
      misuse.raise("unknown option '%s' for store.pull%s", tostring(name),
        misuse.nearest(tostring(name), OPTION_NAMES))
    end
    if type(value) ~= OPTIONS[name] then
      misuse.raise("store.pull: bad option '%s': a %s expected, got a %s", name, OPTIONS[name],
        type(value))
    end
  end
  if given.entities then check_entities(given.entities) end
  return given
end

--- The entities to pull: each once, in the order of the catalogue.
function options.names(given)
  local wanted = {}
  for _, name in ipairs(given.entities or CATALOGUE_NAMES) do wanted[name] = true end
  local names = {}
  for _, name in ipairs(CATALOGUE_NAMES) do
    if wanted[name] then names[#names + 1] = name end
  end
  if given.offers then names[#names + 1] = "offers" end
  return names
end

--- The entities asked for by name: for these a missing permission is a failure.
function options.named(given)
  local named = {}
  for _, name in ipairs(given.entities or {}) do named[#named + 1] = name end
  if given.offers then named[#named + 1] = "offers" end
  return named
end

return options
