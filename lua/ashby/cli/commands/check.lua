--- check: ashby check: which key is used, whether it is good, what it opens.
--
-- SPDX-License-Identifier: MIT

local ashby = require "ashby"
local failure = require "ashby.cli.failure"
local rows = require "ashby.cli.rows"
local source = require "ashby.cli.source"

local COLUMNS = rows.columns { "entity", "open", "why" }

-- Never more than the last four characters, and those only of a long key.
local function shown(key)
  return #key >= 12 and "…" .. key:sub(-4) or "…"
end

local function say(found)
  local key, variable = source.key()
  local title = found.title and (" '%s'"):format(found.title) or ""
  io.stderr:write(("key%s from %s, ending in %s: %s\n"):format(title, variable,
    shown(key), found.ok and "good" or "refused"))
end

return function(options)
  if rows.lists_fields(options, COLUMNS) then return end
  local client = source.client(options)
  local found = failure.need(client.check())
  if not options.quiet then say(found) end
  local list = {}
  for i, name in ipairs(ashby.entities()) do
    list[i] = { entity = name, open = found.entities[name], why = found.closed[name] }
  end
  rows.show(options, COLUMNS, list)
  if not found.ok then error(found.error, 0) end
end
