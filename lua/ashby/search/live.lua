--- live: the live list of a client as the source of a search.
--
-- SPDX-License-Identifier: MIT

local answer = require "ashby.lists.answer"
local core = require "ashby.core"
local errors = require "ashby.errors"
local narrow = require "ashby.search.narrow"
local pages = require "ashby.lists.pages"
local request = require "ashby.exchange.request"
local tables = require "ashby.tables"

local live = {}

local PAGE = 100

-- An iterator over pages of raw records, from a cursor of the service on.
local function pages_from(context, method, wire, cursor, prefetch)
  local from = tables.copy({ cursor = cursor }, wire)
  if method.paged then from.limit = PAGE end
  local first = request.paged(context, method, { wire = from, own = { raw = true } })
  return (pages.pages(context, first, { prefetch = prefetch }, answer.page))
end

local function builder(context)
  return function(texts, own)
    if own.raw then return texts end
    local document, code, message = core.document("[" .. table.concat(texts, ",") .. "]",
      request.decode(context, own))
    if not document then return nil, errors.new { code = code, message = message } end
    document:open()
    local records = document:rest()
    document:close()
    return records
  end
end

--- The source for one search: read, build, close.
function live.source(context, row, query)
  local method, source = row.list, { build = builder(context) }
  local wire = context.service.has_filters and narrow.wire(method, query.filter) or {}
  local it

  -- Pages are read one after the other. Only a sort reads all of them, so only
  -- for a sort is the next one requested ahead.
  function source.read(place)
    it = it or pages_from(context, method, wire, place, query.sort ~= nil)
    local page, err = it:next()
    if not page then return nil, err end
    return { texts = page.records, next = page.meta.cursor }
  end

  function source.close()
    if it then it:close() end
  end

  return source
end

return live
