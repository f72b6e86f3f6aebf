--- types: writes the LuaLS definition file from the catalogue: a class for each
-- record, the parameters of each list and get, the clients, errors, options.
--
-- SPDX-License-Identifier: MIT

local catalogue = require "ashby.catalogue"
local kinds = require "ashby.errors.kinds"
local report = require "ashby.report"
local store_types = require "tools.generate.store_types"

local unpack = rawget(table, "unpack") or rawget(_G, "unpack")

local HEAD = [[
---@meta ashby
--
-- What the Lua language server knows of ashby. Written by `make docs` from the
-- catalogue: change it there.
--
-- SPDX-License-Identifier: MIT
-- luacheck: ignore 631
]]

-- ---- the types of the catalogue ----

local PLAIN = {
  string = "string", uuid = "string", url = "string", date = "string", datetime = "string",
  bool = "boolean", int = "integer", number = "number", object = "table",
}

local type_of

local function quoted(list)
  local parts = {}
  for name in list:gmatch("[^,]+") do parts[#parts + 1] = ('"%s"'):format(name) end
  return table.concat(parts, "|")
end

local function union(list)
  local parts, seen = {}, {}
  for name in list:gmatch("[^;]+") do
    local one = type_of((name:gsub("^ref:", "")))
    if not seen[one] then parts[#parts + 1] = one end
    seen[one] = true
  end
  return table.concat(parts, "|")
end

function type_of(name)
  if PLAIN[name] then return PLAIN[name] end
  if catalogue.records[name] then return "ashby." .. name end
  local kind, inner = name:match("^(%a+)%((.*)%)$")
  if kind == "enum" then return quoted(inner) end
  if kind == "const" then return ('"%s"'):format(inner) end
  if kind == "map" then return ("table<string, %s>"):format(type_of(inner)) end
  if kind == "oneof" then return union(inner) end
  local element = name:match("^%[(.*)%]$")
  if element then return type_of(element) .. "[]" end
  error("a type that is not known here: " .. name)
end

local function field_type(field)
  local name = type_of(field.type)
  if not field.list then return name end
  return (name:find("|", 1, true) and "(" .. name .. ")" or name) .. "[]"
end

local PARAMS = { string = "string", integer = "integer", boolean = "boolean", array = "string" }

local function param_type(param)
  local name = param.values and ('"' .. table.concat(param.values, '"|"') .. '"')
    or PARAMS[param.type]
  if param.type == "array" then
    return ("%s|%s[]"):format(name, name:find("|", 1, true) and "(" .. name .. ")" or name)
  end
  return param.format == "unix-milliseconds" and "integer|string" or name
end

-- ---- lines ----

local lines = {}

local function put(format, ...)
  lines[#lines + 1] = select("#", ...) > 0 and format:format(...) or format
end

local function put_class(name, fields)
  put("")
  put("---@class %s", name)
  for _, field in ipairs(fields) do
    put("---@field %s%s %s%s", field[1], field[4] and "?" or "", field[2],
      field[3] and " " .. field[3] or "")
  end
end

local function put_records()
  local names = { unpack(catalogue.record_names) }
  table.sort(names)
  for _, name in ipairs(names) do
    local fields = {}
    for i, field in ipairs(catalogue.records[name]) do
      fields[i] = { field.name, field_type(field), nil, field.absent or field.null }
    end
    put_class("ashby." .. name, fields)
  end
end

-- ---- the calls ----

local OWN = {
  { "fields", "string[]", "only these fields, such as \"source.title\"", true },
  { "raw", "boolean", "each record as its bytes, a string of JSON", true },
  { "null", "any", "what a JSON null becomes", true },
  { "include_gone", "boolean", "true: also what is gone; only on a store", true },
}

local LIST = {
  { "max", "integer", "at most this many records in all", true },
  { "prefetch", "boolean", "false: the next page is asked for when it is needed", true },
  { "parallel", "boolean", "true: in several parts side by side", true },
}

local PAGING = {
  { "limit", "integer", "taken and ignored: the list does not page", true },
  { "cursor", "string", "taken and ignored: the list does not page", true },
}

local function append(to, rows)
  for _, row in ipairs(rows) do to[#to + 1] = row end
end

local function class_name(entity, suffix)
  return "ashby." .. entity:gsub("^%l", string.upper):gsub("_(%l)", string.upper) .. suffix
end

local function put_params(entity, method)
  local fields = {}
  if method.action == "get" and not method.by_name.id then
    fields[1] = { "id", "string", "short for " .. method.params[1].snake, true }
  end
  for _, param in ipairs(method.params) do
    fields[#fields + 1] = { param.snake, param_type(param), catalogue.note(param),
      not param.required or method.action == "get" }
  end
  if method.action == "list" and not method.paged then append(fields, PAGING) end
  append(fields, OWN)
  if method.action == "list" then append(fields, LIST) end
  local name = class_name(entity, method.action == "list" and "ListParams" or "GetParams")
  put_class(name, fields)
  return name
end

local function put_iterator(name, value)
  put("")
  put("---@class %s", name)
  put("---@field next fun(self): %s?, ashby.Error?", value)
  put("---@field close fun(self)")
  put("---@field sync_token string?")
  put("---@overload fun(): %s", value)
end

local function put_entity(entity)
  local list, get = entity.list, entity.get
  local params = put_params(entity.name, list)
  local record = "ashby." .. list.record
  local page = class_name(entity.name, "Page")
  put_class(page, { { "records", record .. "[]" }, { "meta", "ashby.Meta" } })
  put_iterator(class_name(entity.name, "Records"), record)
  put_iterator(class_name(entity.name, "Pages"), page)
  local calls = {
    { "list", ("fun(params?: %s): %s?, ashby.Error?"):format(params, page), "one page" },
    { "pages", ("fun(params?: %s): %s"):format(params, class_name(entity.name, "Pages")),
      "iterator over pages" },
    { "each", ("fun(params?: %s): %s"):format(params, class_name(entity.name, "Records")),
      "iterator over records" },
    { "all", ("fun(params?: %s): %s[]?, ashby.Error?"):format(params, record), "one array" },
  }
  if get then
    local get_params, one = put_params(entity.name, get), "ashby." .. get.record
    append(calls, {
      { "get", ("fun(id: string|%s): %s?, ashby.Error?"):format(get_params, one), "one record" },
      { "get_many", ("fun(ids: string[], options?: ashby.DecodeOptions): "
        .. "(%s|false)[]?, table<integer, ashby.Error>|ashby.Error"):format(one),
        "records in the order of the ids" },
    })
  end
  append(calls, { { "search", ("fun(params: ashby.SearchParams): %s?, ashby.Error?"):format(page),
    "a filter and a sort over any source" } })
  put_class(class_name(entity.name, ""), calls)
end

-- ---- what the catalogue does not know ----

local OPTIONS = {
  { "api_key", "string", "else ASHBY_API_KEY", true },
  { "base_url", "string", "else ASHBY_BASE_URL, else the service's own", true },
  { "api_version", "string", "a dated version of the API", true },
  { "hosted", "ashby.HostedOptions", "talk to Airbyte's hosted connector", true },
  { "timeout", "number", "seconds that one attempt may take: 30", true },
  { "connect_timeout", "number", "seconds that connecting may take: 10", true },
  { "deadline", "number", "seconds for a call with its attempts and waits: 120", true },
  { "retries", "integer", "how often a failed read is retried: 3", true },
  { "max_in_flight", "integer", "requests under way at a time: 12", true },
  { "rate_per_minute", "integer", "at most this many requests in 60 seconds", true },
  { "max_body", "integer", "bytes of the largest answer: 64 MiB", true },
  { "max_values", "integer", "values in the largest answer: 1,000,000", true },
  { "null", "any", "what a JSON null becomes; else an absent field", true },
  { "wait", '"blocking"|"frame"|"luv"|"resty"|fun(session: ashby.Session, seconds: number)',
    "how time passes", true },
  { "ca_file", "string", "certificates of a private authority", true },
  { "proxy", "string", "else what the environment says", true },
  { "allow_http", "boolean", "allow unencrypted requests to other machines: false", true },
  { "user_agent", "string", "put before the module's own", true },
  { "log", "fun(event: table)", "gets each request, answer and retry", true },
}

local function kind_names()
  local parts = {}
  for i, kind in ipairs(kinds.KINDS) do parts[i] = ('"%s"'):format(kind.name) end
  return table.concat(parts, "|")
end

local function put_common()
  put("")
  put("---@alias ashby.ErrorKind %s", kind_names())
  put_class("ashby.Error", {
    { "kind", "ashby.ErrorKind" }, { "code", "string", "the vendor's or the module's name for it" },
    { "message", "string", "what happened" },
    { "method", "string", "the vendor's method, \"job.list\"", true },
    { "status", "integer", "HTTP status, where there was an answer", true },
    { "request_id", "string", "what to quote to the vendor", true },
    { "retryable", "boolean", "whether the same call may succeed later" },
    { "retry_after", "number", "seconds that the server asked to wait", true },
    { "attempts", "integer", "how often the call tried, with its retries" },
    { "hint", "string", "what to do", true },
    { "offset", "integer", "byte of the answer at which reading stopped", true },
  })
  put_class("ashby.Meta", {
    { "cursor", "string", nil, true }, { "has_more", "boolean" },
    { "sync_token", "string", nil, true }, { "warnings", "any", nil, true },
    { "request_id", "string", nil, true },
  })
  put_class("ashby.DecodeOptions", OWN)
  put_class("ashby.CallOptions : ashby.DecodeOptions", {
    { "idempotent", "boolean", "whether it may be retried", true } })
  put_class("ashby.CallPagesOptions : ashby.DecodeOptions", { LIST[1], LIST[2] })
  put_class("ashby.SearchParams : ashby.DecodeOptions", {
    { "query", "ashby.Query", "what to find, and in which order" },
    { "limit", "integer", "records of a page: 100", true },
    { "cursor", "string", "meta.cursor of the page before", true } })
  put_class("ashby.Query", {
    { "filter", "table", "operators with fields: { eq = { status = \"Open\" } }", true },
    { "sort", "table<string, \"asc\"|\"desc\">[]", "one field in each table", true } })
  put_class("ashby.Page", { { "records", "table[]" }, { "meta", "ashby.Meta" } })
  put_iterator("ashby.Pages", "ashby.Page")
  put_iterator("ashby.Records", "table")
  put_class("ashby.Session", {
    { "poll", "fun(self, seconds: number): boolean", "waits; whether a step would move something" },
    { "step", "fun(self)", "moves what can move; never waits" },
    { "due", "fun(self): number?", "seconds until a step is due" },
    { "ended", "fun(self): integer", "how many transfers are over" },
    { "is_open", "fun(self): boolean" },
    { "watches", "fun(self): { fd: integer, read: boolean, write: boolean }[]" },
  })
  put_class("ashby.HostedOptions", {
    { "connector_id", "string", nil, true }, { "workspace", "string", nil, true },
    { "token", "string", nil, true }, { "client_id", "string", nil, true },
    { "client_secret", "string", nil, true }, { "organization_id", "string", nil, true },
  })
  put_class("ashby.Options", OPTIONS)
end

local function put_sync()
  put_class("ashby.SyncOptions", {
    { "state", "string|{ load: fun(): table?, save: fun(data: table): any }",
      "a file, or two functions" } })
  put_class("ashby.Sync", {
    { "changes", "fun(entity: string, params?: table): ashby.Records",
      "what changed since the last commit" },
    { "full", "fun(entity: string): boolean?, string?", "whether it was a full pass, and why" },
    { "reconcile", "fun(entity: string, params?: table): string[]?, "
      .. "table<string, boolean>|ashby.Error", "ids that are no longer listed" },
    { "commit", "fun(): true?, ashby.Error?", "keeps the tokens of the complete passes" },
    { "close", "fun()" },
  })
  put_class("ashby.CheckResult", {
    { "ok", "boolean", "whether the service takes the key" }, { "title", "string", nil, true },
    { "scopes", "string[]", nil, true }, { "entities", "table<string, boolean>", nil, true },
    { "closed", "table<string, string>", "why an entity is not open", true },
    { "error", "ashby.Error", nil, true },
  })
  put_class("ashby.WebhookEvent", {
    { "action", "string" }, { "id", "string", nil, true }, { "data", "table" },
    { "is_ping", "boolean" }, { "subject", "string", nil, true },
    { "subject_id", "string", nil, true }, { "dedup_key", "string" },
  })
  put_class("ashby.Webhook", {
    { "verify", "fun(raw_body: string, signature: string?, secret: string): true?, ashby.Error?" },
    { "event", "fun(raw_body: string): ashby.WebhookEvent?, ashby.Error?" },
  })
end

local function put_reports()
  local run = "source: ashby.Client|ashby.Store, options?: table): ashby.Report?, ashby.Error?"
  put_class("ashby.Report", {
    { "name", "string" }, { "title", "string" }, { "question", "string" }, { "note", "string" },
    { "columns", "{ name: string, title: string, type: string }[]" }, { "rows", "table[]" },
    { "chart", "table?" },
  })
  local fields = {
    { "names", "string[]" }, { "get", "fun(name: string): table", "the facts of a report" },
    { "run", "fun(name: string, " .. run },
    { "several", "fun(names: string[], source: ashby.Client|ashby.Store, "
      .. "given?: fun(name: string): table?): table<string, ashby.Report>, "
      .. "table<string, ashby.Error>" },
  }
  for _, name in ipairs(report.names) do
    fields[#fields + 1] = { name, "fun(" .. run, report.get(name).question }
  end
  put_class("ashby.Reports", fields)
end

local function put_client()
  local fields = {}
  for i, name in ipairs(catalogue.names) do fields[i] = { name, class_name(name, "") } end
  append(fields, {
    { "execute", "fun(entity: string, action: string, params?: table|string): any, ashby.Error?" },
    { "call", "fun(method: string, body?: table, options?: ashby.CallOptions): any, "
      .. "ashby.Meta|ashby.Error|nil" },
    { "call_pages", "fun(method: string, body?: table, options?: ashby.CallPagesOptions): "
      .. "ashby.Pages" },
    { "gather", "fun(functions: table<any, function>, options?: { settle: boolean }): "
      .. "table<any, any>?, table<any, ashby.Error>|ashby.Error|nil" },
    { "sync", "fun(options: ashby.SyncOptions): ashby.Sync?, ashby.Error?" },
    { "check", "fun(): ashby.CheckResult?, ashby.Error?" },
    { "entities", "fun(): string[]" },
    { "describe", "fun(entity: string): table" },
    { "tick", "fun()", "once a frame, with wait = \"frame\"" },
    { "close", "fun()" },
  })
  put_class("ashby.Client", fields)
  put_class("ashby : ashby.Client", {
    { "new", "fun(options?: ashby.Options): ashby.Client?, ashby.Error?" },
    { "store", "fun(path: string, options?: ashby.StoreOptions): ashby.Store?, ashby.Error?" },
    { "inspect", "fun(value: any): string", "a record, or any value, as text for a person" },
    { "time", "fun(text: string): number", "seconds since 1970 from '30d' or an ISO time" },
    { "report", "ashby.Reports" }, { "webhook", "ashby.Webhook" },
    { "null", "any" }, { "_VERSION", "string" },
  })
  put("local ashby = {}")
  put("")
  put("return ashby")
end

-- ---- the file ----

local function text()
  put((HEAD:gsub("\n$", "")))
  put_common()
  put_records()
  for _, name in ipairs(catalogue.names) do put_entity(catalogue.entities[name]) end
  put_sync()
  store_types.put(put_class, class_name)
  put_reports()
  put_client()
  return table.concat(lines, "\n") .. "\n"
end

return text
