--- remote: a search that the hosted service runs over its own copy.
--
-- SPDX-License-Identifier: MIT

local answer = require "ashby.lists.answer"
local call = require "ashby.exchange.call"
local catalogue = require "ashby.catalogue"
local request = require "ashby.exchange.request"

local remote = {}

-- "a.b" -> { "a", "b" }, as the service wants its fields.
local function split_paths(fields)
  local paths = {}
  for i, path in ipairs(fields) do paths[i] = catalogue.names_of(path) end
  return paths
end

--- Sends a checked search: { records, meta }, or nil, err.
function remote.run(context, what)
  local entity, given = what.entity, what.given
  local method = { name = entity .. ".context_store_search", title = what.title,
    action = "search" }
  local got, err = call.once(context, request.operation(context, method, {
    entity = entity, action = "context_store_search",
    params = { query = given.query, limit = given.limit, cursor = given.cursor,
      fields = given.fields and split_paths(given.fields) },
  }, given))
  if not got then return nil, err end
  local page = answer.page(got)
  page.meta.took_ms = got.took_ms
  return page
end

return remote
