-- SPDX-License-Identifier: MIT
-- What `start` decided for this instance (seed, sizes, day, folder, ports) and the sizes of the
-- lists that follow from it. Set once, before anything is generated.

local entities = require "entities"

local settings = { seed = 1, scale = 1, dir = ".", port = 0, root = ".", tls = {} }

local function sizes(scale, applications)
  local blocks = math.floor(250 * scale + 0.5)
  if applications then blocks = math.ceil(applications / 12) end
  blocks = math.max(1, blocks)
  local result = {}
  for _, row in ipairs(entities.all) do
    result[row.name] = entities.size_of(row, blocks, scale)
  end
  return result
end

function settings.init(values)
  for k, v in pairs(values) do settings[k] = v end
  settings.sizes = sizes(settings.scale, settings.applications)
end

settings.init{}

return settings
