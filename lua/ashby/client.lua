--- client: what ashby.new makes. A client's members are closures over one
-- state: the session, the wait, the policy. Nothing is opened before the first
-- call, and the key is handed to the core and kept nowhere else.
--
-- SPDX-License-Identifier: MIT

local cjson = require "cjson"

local core = require "ashby.core"
local call = require "ashby.call"
local catalogue = require "ashby.catalogue"
local check = require "ashby.check"
local direct = require "ashby.direct"
local encode = require "ashby.encode"
local errors = require "ashby.errors"
local gather = require "ashby.gather"
local hosted = require "ashby.hosted"
local many = require "ashby.many"
local misuse = require "ashby.misuse"
local options = require "ashby.options"
local pages = require "ashby.pages"
local parallel = require "ashby.parallel"
local params = require "ashby.params"
local rate = require "ashby.rate"
local search = require "ashby.search"
local sync = require "ashby.sync"
local wait = require "ashby.wait"

local client = {}

local getenv = os.getenv
local unpack = table.unpack or unpack

-- ---- the state ----

local function user_agent(own)
  local product = ("ashby-lua/%s libcurl/%s"):format(core.version, core.curl_version())
  return own and own .. " " .. product or product
end

local function header_lines(service, opts)
  local lines = { unpack(service.lines) }
  if opts.api_version then lines[#lines + 1] = "Ashby-Version: " .. opts.api_version end
  return lines
end

local function session_options(service, opts)
  return {
    base_url = options.check_url("base_url",
      opts.base_url or getenv "ASHBY_BASE_URL" or service.DEFAULT_URL),
    headers = header_lines(service, opts), user_agent = user_agent(opts.user_agent),
    ca_file = opts.ca_file, proxy = opts.proxy, connect_timeout = opts.connect_timeout,
    max_body = opts.max_body, max_in_flight = opts.max_in_flight,
  }
end

-- The session, opened at the first call; or nil and the facts of an error.
local function opener(state, opts)
  local key = opts.api_key
  opts.api_key = nil
  return function()
    if state.closed then return nil, { code = "closed" } end
    if state.session then return state.session end
    local all = session_options(state.service, opts)
    all.token = state.service.token
    if not state.service.is_hosted then
      all.api_key = key or getenv "ASHBY_API_KEY"
      if not all.api_key or all.api_key == "" then
        return nil, { code = "no_key", message = "no API key" }
      end
    end
    local session, code, message = core.session(all)
    if not session then return nil, { code = code, message = message } end
    key = nil
    state.session = session
    return session
  end
end

-- Chance enough to spread the retries of several programs.
local function clock_digits()
  return core.time() * 1e6 % 1000 / 1000
end

local function new_state(opts)
  local state = {
    timeout = opts.timeout, deadline = opts.deadline, retries = opts.retries,
    max_in_flight = opts.max_in_flight, null = opts.null, log = opts.log,
    rate = rate.new(opts.rate_per_minute), random = clock_digits,
    service = opts.hosted and hosted.new(opts.hosted) or direct,
  }
  opts.hosted = nil
  local host_wait, tick = wait.choose(opts.wait)
  state.wait = gather.wrap(host_wait)
  state.tick = tick
  state.open = opener(state, opts)

  --- A text that a server or libcurl wrote, without the secrets.
  function state.redact(said)
    if state.session then said = state.session:redact(said) end
    return state.service.redact and state.service.redact(said) or said
  end

  return state
end

-- ---- requests ----

-- How the core builds records: null may be asked for per client or per call.
local function decode_options(state, own)
  local null = own.null
  if null == nil then null = state.null end
  return {
    null = null == nil and cjson.null or null, keep_nulls = null ~= nil,
    array = cjson.array_mt or cjson.empty_array_mt, raw = own.raw,
    projection = own.fields and core.projection(own.fields) or nil,
  }
end

local function request_of(state, method, checked)
  local wire = checked.wire
  state.service.check(method, wire)
  return {
    method = method, body = state.service.body(method, wire, checked.own), cursor = wire.cursor,
    idempotent = true, decode = decode_options(state, checked.own),
  }
end

-- at(cursor): the same request for the page at a cursor. A sync token goes
-- along on every page of its pass.
local function paged_request(state, method, checked)
  local request = request_of(state, method, checked)
  function request.at(cursor)
    if cursor == request.cursor then return request end
    local wire = {}
    for name, value in pairs(checked.wire) do wire[name] = value end
    wire.cursor = cursor
    return { method = method, body = state.service.body(method, wire, checked.own),
      cursor = cursor, idempotent = true, decode = request.decode }
  end
  return request
end

local function list_check(method, given)
  local checked = params.check(method, given)
  local own, wire = checked.own, checked.wire
  if method.paged and own.max and not wire.limit then wire.limit = math.min(own.max, 100) end
  return checked
end

local function in_parts(state, method, checked)
  local requests = {}
  for i, wire in ipairs(parallel.parts(method, checked.wire)) do
    requests[i] = paged_request(state, method, { wire = wire, own = checked.own })
  end
  return parallel.records(state, requests, checked.own)
end

-- ---- results ----

local function page_of(answer, most)
  local records = answer.document:rest()
  for i = #records, (most or #records) + 1, -1 do records[i] = nil end
  return {
    records = records,
    meta = { cursor = answer.cursor, has_more = answer.more, sync_token = answer.sync_token,
      warnings = answer.warnings, request_id = answer.request_id },
  }
end

local function collect(it)
  local records = {}
  while true do
    local record, err = it:next()
    if err then return nil, err end
    if record == nil then return records end
    records[#records + 1] = record
  end
end

-- ---- the calls of an entity ----

local function list_calls(state, method)
  local calls = {}

  local function one_chain(given)
    local checked = list_check(method, given)
    if checked.own.parallel then
      misuse.raise("%s: parallel works with each and all", method.title)
    end
    return checked
  end

  function calls.list(given)
    local checked = one_chain(given)
    local answer, err = call.once(state, request_of(state, method, checked))
    if not answer then return nil, err end
    return page_of(answer, checked.own.max)
  end

  function calls.pages(given)
    local checked = one_chain(given)
    return pages.pages(state, paged_request(state, method, checked), checked.own, page_of)
  end

  function calls.each(given)
    local checked = list_check(method, given)
    if checked.own.parallel then return in_parts(state, method, checked) end
    return pages.records(state, paged_request(state, method, checked), checked.own)
  end

  function calls.all(given)
    return collect((calls.each(given)))
  end

  return calls
end

local function get_request(state, method, given)
  return request_of(state, method, params.check(method, given))
end

local function get_calls(state, method)
  local calls = {}

  function calls.get(given)
    local answer, err = call.once(state, get_request(state, method, given))
    if not answer then return nil, err end
    return answer.document:next()
  end

  function calls.get_many(ids, own)
    return many.get(state, method, ids, own, get_request)
  end

  return calls
end

-- The hosted service's search over its own copy.
local function search_call(state, entity)
  local method = { name = entity.name .. ".context_store_search", title = entity.name .. ".search",
    action = "search", entity = entity.name }
  return function(given)
    if not state.service.is_hosted then
      misuse.raise("%s: only the hosted service can search; ashby.call has candidate.search and "
        .. "the like", method.title)
    end
    local own, body = search.check(entity.name, given)
    local request = { method = method, body = body, cursor = own.cursor, idempotent = true,
      decode = decode_options(state, own) }
    local answer, err = call.once(state, request)
    if not answer then return nil, err end
    local page = page_of(answer)
    page.meta.took_ms = answer.took_ms
    return page
  end
end

local function entity_calls(state, entity)
  local calls = list_calls(state, entity.list)
  if search.FIELDS[entity.name] then calls.search = search_call(state, entity) end
  if entity.get then
    for name, fn in pairs(get_calls(state, entity.get)) do calls[name] = fn end
  end
  return calls
end

-- ---- raw calls ----

local READS = { list = true, info = true, search = true }

local CALL_OPTIONS = { idempotent = true }
local CALL_PAGES_OPTIONS = { max = true, prefetch = true }

local function raw_method(state, title, name)
  if state.service.is_hosted then
    misuse.raise("%s: the hosted service has no raw methods", title)
  end
  if type(name) ~= "string" or not name:find("^[%w]+%.[%w.]+$") then
    misuse.raise("%s: a method such as 'candidate.search' expected, got '%s'", title,
      tostring(name))
  end
  return { name = name, title = name }
end

local function raw_request(state, method, body, own)
  local idempotent = own.idempotent
  if idempotent == nil then idempotent = READS[method.name:match("%.(%w+)$")] or false end
  return {
    method = method, body = encode.body(method.name, body), idempotent = idempotent,
    decode = decode_options(state, own), cursor = body and body.cursor,
  }
end

local function raw_calls(state)
  local calls = {}

  function calls.call(name, body, own)
    local method = raw_method(state, "call", name)
    own = params.check_options("call", own, CALL_OPTIONS)
    local answer, err = call.once(state, raw_request(state, method, body, own))
    if not answer then return nil, err end
    local page = page_of(answer)
    if answer.kind == "array" then return page.records, page.meta end
    if answer.count then return page.records[1], page.meta end
    return true, page.meta
  end

  function calls.call_pages(name, body, own)
    local method = raw_method(state, "call_pages", name)
    method.action = "list"
    own = params.check_options("call_pages", own, CALL_PAGES_OPTIONS)
    local first = raw_request(state, method, body, own)
    function first.at(cursor)
      if cursor == first.cursor then return first end
      local with_cursor = { cursor = cursor }
      for key, value in pairs(body or {}) do
        if key ~= "cursor" then with_cursor[key] = value end
      end
      return raw_request(state, method, with_cursor, own)
    end
    return pages.pages(state, first, own, page_of)
  end

  return calls
end

-- ---- the client ----

local function entity_row(name)
  local entity = catalogue.entities[name]
  if not entity then
    misuse.raise("unknown entity '%s'%s", tostring(name),
      misuse.nearest(tostring(name), catalogue.names))
  end
  return entity
end

local ACTIONS = { "list", "get", "search" }

local function execute(self, name, action, given)
  entity_row(name)
  local fn = nil
  local actions = {}
  for _, known in ipairs(ACTIONS) do
    if self[name][known] then actions[#actions + 1] = known end
    if known == action then fn = self[name][known] end
  end
  if not fn then
    misuse.raise("%s has no action '%s'%s", name, tostring(action),
      misuse.nearest(tostring(action), actions))
  end
  return fn(given)
end

local function client_calls(self, state)
  local calls = raw_calls(state)

  function calls.execute(name, action, given)
    return execute(self, name, action, given)
  end

  function calls.gather(functions, own)
    return gather.run(state, functions, own)
  end

  function calls.entities()
    return { unpack(catalogue.names) }
  end

  function calls.describe(name)
    entity_row(name)
    return catalogue.describe(name)
  end

  function calls.check()
    return check.run(self, state.service.is_hosted)
  end

  function calls.sync(given)
    return sync.new(self, state, given)
  end

  function calls.tick()
    if state.tick and state.session then state.tick(state.session) end
  end

  function calls.close()
    state.closed = true
    if state.service.close then state.service.close() end
    if state.session then state.session:close() end
  end

  return calls
end

--- Hangs all members of a client on the table self.
function client.fill(self, path, state)
  for _, name in ipairs(catalogue.names) do
    local entity = {}
    for action, fn in pairs(entity_calls(state, catalogue.entities[name])) do
      misuse.hang(entity, path .. "." .. name, action, fn)
    end
    self[name] = entity
  end
  for name, fn in pairs(client_calls(self, state)) do misuse.hang(self, path, name, fn) end
  return self
end

--- Gives a client its metatable: a name, and closing at the end of a scope.
function client.dress(self, name)
  return setmetatable(self, {
    __name = name,
    __tostring = function() return name end,
    __close = function() self.close() end,
  })
end

--- A new client: see docs/usage.md for the options. A missing key is an error
-- of the world: nil, err.
function client.new(given)
  local state = new_state(options.check(given))
  local session, facts = state.open()
  if not session then
    facts.attempts = 0
    return nil, errors.new(facts)
  end
  return client.dress(client.fill({}, "client", state), "ashby.client")
end

--- The state of the default client: everything from the environment.
function client.default_state()
  return new_state(options.check {})
end

return client
