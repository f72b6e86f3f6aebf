-- SPDX-License-Identifier: MIT
-- The operations of endpoints.json: by method name, and by entity and action for the hosted API.
-- Names that the documents leave open are filled in here (`department_not_found` and the like).

local json = require "json"
local clock = require "clock"
local entities = require "entities"
local settings = require "settings"

local catalogue = { by_method = {}, by_entity = {}, entities = {}, examples = {} }

local function add(operation)
  local entity, action = operation.entity, operation.action
  local known = entities.by_name[entity] or {}
  local method = operation.path:sub(2)
  local row = {
    entity = entity, action = action, method = method, permission = operation.permission,
    params = operation.params, paginated = operation.paginated,
    exactly_one_of = operation.exactly_one_of, strict = method == "location.list",
    id_parameter = known.id_parameter, not_found = (known.singular or entity) .. "_not_found",
  }
  catalogue.by_method[method] = row
  if not catalogue.by_entity[entity] then
    catalogue.by_entity[entity] = {}
    catalogue.entities[#catalogue.entities + 1] = entity
  end
  catalogue.by_entity[entity][action] = row
  catalogue.examples[entity .. "." .. action] = clock.move(operation.example)
end

function catalogue.init()
  local file = assert(io.open(settings.root .. "/endpoints.json", "rb"))
  local document = assert(json.decode(file:read("*a")))
  file:close()
  for _, operation in ipairs(document.operations) do add(operation) end
end

return catalogue
