-- SPDX-License-Identifier: MIT
-- Records of an entity without a generator of its own: the example of endpoints.json under ids of
-- their own, with a number after the member in which a change shows, some of them hidden.

local random = require "random"
local settings = require "settings"
local catalogue = require "catalogue"

local function copy(record)
  local result = {}
  for k, v in pairs(record) do result[k] = v end
  return setmetatable(result, getmetatable(record))
end

-- The function of an index that makes the records of this row of entities.lua.
return function(row)
  return function(i)
    local example = catalogue.examples[row.name .. ".list"]
    if i == settings.sizes[row.name] then return example end
    local record = copy(example)
    record.id = random.id(row.name, i)
    if type(record[row.shown]) == "string" then
      record[row.shown] = record[row.shown] .. " " .. i
    end
    if type(record.isArchived) == "boolean" then record.isArchived = i % 8 == 5 end
    return record
  end
end
