-- SPDX-License-Identifier: MIT
-- Writes the records of an entity as JSON lines, without a server:
--   lua sandbox/dump.lua [--seed N] [--scale F] [--applications N] [--until DAY] [--hostile] ENTITY

local here = arg[0]:match("^(.*)/[^/]*$") or "."
local generator = dofile(here .. "/generator.lua")

local NUMBERS = { ["--seed"] = "seed", ["--scale"] = "scale", ["--applications"] = "applications" }

local function fail(message)
  io.stderr:write("dump: ", message, "\n")
  os.exit(2)
end

local function read_arguments()
  local options, entity, at = {}, nil, 1
  while arg[at] do
    local word, value = arg[at], arg[at + 1]
    if NUMBERS[word] then
      options[NUMBERS[word]] = tonumber(value) or fail(word .. " needs a number")
      at = at + 1
    elseif word == "--until" then
      options.last_day = value
      at = at + 1
    elseif word == "--hostile" then options.hostile = true
    elseif word:find("^%-") then fail("unknown option " .. word)
    else entity = word end
    at = at + 1
  end
  return options, entity
end

local options, entity = read_arguments()
local organization = generator.open(options)
local names = organization.entities()
local known = false
for _, name in ipairs(names) do known = known or name == entity end
if not known then fail("which entity? " .. table.concat(names, ", ")) end
for text in organization.records(entity) do io.write(text, "\n") end
