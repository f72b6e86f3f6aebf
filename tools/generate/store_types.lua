--- store_types: what the Lua language server knows of the local copy: a client's
-- calls, and its own.
--
-- SPDX-License-Identifier: MIT

local catalogue = require "ashby.catalogue"

local store_types = {}

local CLASSES = {
  { "ashby.StoreOptions", {
    { "client", "ashby.Client", "the client that pulls", true },
    { "read_only", "boolean", nil, true },
  } },
  { "ashby.PullOptions", {
    { "client", "ashby.Client", nil, true }, { "entities", "string[]", nil, true },
    { "full", "boolean", nil, true }, { "history", "boolean", nil, true },
    { "offers", "boolean", nil, true }, { "progress", "fun(event: ashby.PullEvent)", nil, true },
  } },
  { "ashby.PullEvent", {
    { "event", '"page"|"rate_wait"|"history"' }, { "entity", "string", nil, true },
    { "mode", '"full"|"incremental"', nil, true }, { "records", "integer", "so far", true },
    { "delay", "number", "seconds", true }, { "applications", "integer", "so far", true },
  } },
  { "ashby.Pulled", {
    { "mode", '"full"|"incremental"', nil, true },
    { "reason", "string", "why the pass was full", true },
    { "records", "integer" }, { "new", "integer" }, { "changed", "integer" },
    { "gone", "integer" }, { "requests", "integer" }, { "seconds", "number", nil, true },
    { "unfit", "table<string, { count: integer, first_id: string }>",
      "values that their column could not hold" },
    { "error", "ashby.Error", nil, true }, { "stale", "boolean", "what is kept is older" },
    { "applications", "integer", "of history", true },
  } },
  { "ashby.PullDone", {
    { "number", "integer" }, { "started_at", "string" }, { "ended_at", "string" },
    { "entities", "table<string, table>" },
  } },
  { "ashby.Applied", {
    { "action", "string" }, { "entity", "string", nil, true }, { "id", "string", nil, true },
    { "did", '"new"|"changed"|"unchanged"|"erased"|"ignored"' },
  } },
  { "ashby.Rows : ashby.Records", { { "columns", "string[]", "their names, in their order" } } },
}

local CALLS = {
  { "pull", "fun(options?: ashby.PullOptions): table<string, ashby.Pulled>?, ashby.Error?, "
    .. "table<string, ashby.Pulled>?" },
  { "pulls", "fun(): ashby.PullDone[]?, ashby.Error?" },
  { "sql", "fun(query: string, ...: any): ashby.Rows", "rows as plain tables" },
  { "apply", "fun(raw_body: string): ashby.Applied?, ashby.Error?", "a verified webhook" },
  { "purge", "fun(options: { gone_before: string|integer }): table<string, integer>?, "
    .. "ashby.Error?" },
  { "execute", "fun(entity: string, action: string, params?: table|string): any, ashby.Error?" },
  { "gather", "fun(functions: table<any, function>, options?: { settle: boolean }): "
    .. "table<any, any>?, table<any, ashby.Error>|ashby.Error|nil" },
  { "entities", "fun(): string[]" }, { "describe", "fun(entity: string): table" },
  { "close", "fun()" },
}

-- On a store each entity has get; returns its class.
local function put_entity(put_class, class_name, name)
  local row, class = catalogue.entities[name], class_name(name, "")
  if row.get then return class end
  local kept, record = class_name(name, "Kept"), "ashby." .. row.list.record
  put_class(kept .. " : " .. class, {
    { "get", ("fun(id: string|{ id: string, include_gone?: boolean }): %s?, ashby.Error?")
      :format(record), "one record" },
    { "get_many", ("fun(ids: string[], options?: ashby.DecodeOptions): "
      .. "(%s|false)[]?, table<integer, ashby.Error>|ashby.Error"):format(record),
      "records in the order of the ids" },
  })
  return kept
end

--- Writes the classes of a store.
function store_types.put(put_class, class_name)
  for _, class in ipairs(CLASSES) do put_class(class[1], class[2]) end
  local fields = {}
  for i, name in ipairs(catalogue.names) do
    fields[i] = { name, put_entity(put_class, class_name, name) }
  end
  for _, call in ipairs(CALLS) do fields[#fields + 1] = call end
  put_class("ashby.Store", fields)
end

return store_types
