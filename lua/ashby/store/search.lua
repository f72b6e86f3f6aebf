--- search: a store as the source of a search. It looks at all that is kept and
-- not gone; the matcher decides over the kept bytes.
--
-- SPDX-License-Identifier: MIT

local catalogue = require "ashby.catalogue"
local narrow = require "ashby.store.narrow"
local read = require "ashby.store.read"
local search = require "ashby.search"

local store_search = {}

-- Records read at a time.
local AHEAD = 200

local function list_of(name, query)
  local where = { conditions = { "e.gone_at is null" }, values = {} }
  return { name = name, method = catalogue.entities[name].list, own = { raw = true },
    limit = AHEAD, where = narrow.add(where, name, query.filter) }
end

local function source_of(self, name)
  local list
  local source = {}

  -- Only now is the query checked.
  function source.read(place, query)
    list = list or list_of(name, query)
    local page, err = read.page(self, list, place)
    return page and { texts = page.records, next = page.cursor }, err
  end

  function source.build(texts, own)
    if own.raw then return texts end
    return read.records(self, texts, { fields = own.fields, null = own.null,
      hides_drafts = name == "jobs" })
  end

  return source
end

--- E.search of a store: { records, meta }, or nil, err.
function store_search.run(self, name, given)
  return search.over(source_of(self, name), name, given)
end

return store_search
