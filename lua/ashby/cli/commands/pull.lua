--- pull: ashby pull STORE [ENTITY …]: brings a store up to date and says what
-- that did.
--
-- SPDX-License-Identifier: MIT

local ashby = require "ashby"
local failure = require "ashby.cli.failure"
local misuse = require "ashby.misuse"
local progress = require "ashby.cli.progress"
local rows = require "ashby.cli.rows"
local source = require "ashby.cli.source"

local COLUMNS = rows.columns { "entity", "mode", "reason", "records", "new", "changed", "gone",
  "requests", "seconds", "problem" }
COLUMNS[8].spare, COLUMNS[9].spare = 1, 1 -- a narrow terminal shows how, not how fast

local function entities_of(options)
  if #options.entity == 0 then return nil end
  local names = {}
  for i, word in ipairs(options.entity) do
    local name = word:gsub("%-", "_")
    if not misuse.is_one_of(name, ashby.entities()) then
      failure.usage("unknown entity '%s'%s", word, misuse.nearest(name, ashby.entities()))
    end
    names[i] = name
  end
  return names
end

-- Pages and waits come from the client's log.
local function follow(shown)
  local records = {}
  return function(event)
    if event.event == "page" then
      records[event.entity] = event.records
      local total = 0
      for _, count in pairs(records) do total = total + count end
      shown.total(total)
    elseif event.event == "history" then
      shown.note(("history of %d applications"):format(event.applications))
    end
  end
end

local ALSO = { "offers", "history" }

local function summary_rows(found)
  local list = {}
  local names = ashby.entities()
  for _, name in ipairs(ALSO) do names[#names + 1] = name end
  for _, name in ipairs(names) do
    local did = found[name]
    if did then
      local row = { entity = name, problem = did.error and tostring(did.error) }
      for _, column in ipairs(COLUMNS) do
        if row[column.name] == nil then row[column.name] = did[column.name] end
      end
      row.seconds = row.seconds and math.floor(row.seconds * 100 + 0.5) / 100
      list[#list + 1] = row
    end
  end
  return list
end

return function(options)
  if rows.lists_fields(options, COLUMNS) then return end
  local entities, shown = entities_of(options), progress.begin(options)
  local store = failure.need(ashby.store(options.store, { client = source.client(options, shown) }))
  local found, err, part = store.pull { entities = entities, full = options.full,
    history = options.history, offers = options.offers, progress = follow(shown) }
  store.close()
  shown.finish()
  if found or part then rows.show(options, COLUMNS, summary_rows(found or part)) end
  if not found then error(err, 0) end
end
