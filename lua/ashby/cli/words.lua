--- words: the words of the command line before argparse reads them: the first ones
-- are checked, since argparse knows only names that are one letter away, and values
-- that begin with a hyphen are marked, which argparse would take for options.
--
-- SPDX-License-Identifier: MIT

local catalogue = require "ashby.catalogue"
local failure = require "ashby.cli.failure"
local misuse = require "ashby.misuse"

local words = {}

local unpack = rawget(table, "unpack") or rawget(_G, "unpack")

local function is_option(word)
  return word ~= nil and word:sub(1, 1) == "-"
end

-- ---- the first words ----

local function actions_of(entity)
  return entity.get and { "list", "get", "search" } or { "list", "search" }
end

local function check_action(entity, word)
  local name, actions = entity.name:gsub("_", "-"), actions_of(entity)
  if not word then
    failure.usage("%s: %s expected (see ashby %s --help)", name,
      table.concat(actions, " or "), name)
  elseif not misuse.is_one_of(word, actions) then
    failure.usage("%s has no '%s'%s (it has %s; see ashby %s --help)", name, word,
      misuse.nearest(word, actions), table.concat(actions, ", "), name)
  end
end

--- The words without a "--" before them.
function words.begun(given)
  if given[1] ~= "--" then return given end
  return words.begun { unpack(given, 2) }
end

--- Checks the first words; the entity that they name, or nil.
---@param given string[]
---@param commands string[]  names of all commands
function words.check(given, commands)
  local first, second = given[1], given[2]
  if first == nil or is_option(first) then return nil end
  local entity = catalogue.entities[(first:gsub("%-", "_"))]
  if not entity and not misuse.is_one_of(first, commands) then
    failure.usage("unknown command '%s'%s (see ashby --help)", first,
      misuse.nearest(first, commands))
  end
  if entity and not is_option(second) then check_action(entity, second) end
  return entity
end

--- "jobs list ", where the help of that command is the one to read.
function words.so_far(given, entity)
  if is_option(given[1]) then return "" end
  if not entity or is_option(given[2]) then return given[1] .. " " end
  return given[1] .. " " .. given[2] .. " "
end

-- ---- values that begin with a hyphen ----

local MARK = "\1"

local function is_negative(word) return word:find "^%-%.?%d" ~= nil end

-- A number after an option, and the field of --sort.
local function belongs_to(before, word)
  return before:find "^%-%-%a" and not before:find "="
    and (is_negative(word) or before == "--sort" and word:find "^%-%a%w")
end

--- The words as argparse reads them: "--sort -title" as one, and the values of a
-- query marked.
function words.for_argparse(given)
  if not given[1] then return { "--help" } end
  local result = {}
  for i, word in ipairs(given) do
    local before = given[i - 1] or ""
    if belongs_to(before, word) then
      result[#result] = before .. "=" .. word
    else
      result[#result + 1] = given[1] == "sql" and is_negative(word) and MARK .. word or word
    end
  end
  return result
end

--- A value as it was given.
function words.value(word)
  return (word:gsub("^" .. MARK, ""))
end

return words
