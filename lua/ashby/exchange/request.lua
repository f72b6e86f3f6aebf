--- request: what is sent, and how its answer is to be read. All its fields are
-- named here, and it never changes once it is made: what comes up between
-- sending and answer is kept in the exchange.
--
-- SPDX-License-Identifier: MIT

local cjson = require "cjson"

local core = require "ashby.core"
local encode = require "ashby.encode"
local tables = require "ashby.tables"

local request = {}

--- Every field.
request.FIELDS = {
  method = "a row of the catalogue, or name and title; action and permission, if known",
  body = "JSON text; nil for a GET",
  path = "where it goes, where the service does not know it by the method",
  cursor = "the one in the body, which must not come back",
  at = "of a list: at(cursor) is the request for the page at a cursor",
  idempotent = "whether it may be sent again",
  decode = "how the core builds its records",
  service = "what sends and reads it, if not the client's service: begin, read, failure",
  secrets = "what the body carries that nobody may see, an array",
  is_secret = "whether a good answer brings a secret, which is quoted nowhere",
}

local FIXED = { __newindex = function(_, name)
  error(("request.%s: a request does not change"):format(name), 2)
end }

local function new(fields)
  for name in pairs(fields) do assert(request.FIELDS[name], name) end
  return setmetatable(fields, FIXED)
end

--- How the core builds records: null may be asked for per client or per call.
function request.decode(context, own)
  local null = own.null
  if null == nil then null = context.null end
  return {
    null = null == nil and cjson.null or null, keep_nulls = null ~= nil,
    array = cjson.array_mt or cjson.empty_array_mt, raw = own.raw,
    max_values = context.max_values,
    projection = own.fields and core.projection(own.fields) or nil,
  }
end

local function with_cursor(t, cursor)
  local copy = tables.copy(t)
  copy.cursor = cursor
  return copy
end

--- The request of a method of the catalogue.
function request.of(context, method, checked)
  local wire = checked.wire
  context.service.check(method, wire)
  return new { method = method, body = context.service.body(method, wire, checked.own),
    cursor = wire.cursor, idempotent = true, decode = request.decode(context, checked.own) }
end

--- The first request of a list. A sync token goes along on every page of its pass.
function request.paged(context, method, checked)
  local wire, own = checked.wire, checked.own
  context.service.check(method, wire)
  local built = request.decode(context, own)

  local function at(cursor)
    return new { method = method, cursor = cursor, idempotent = true, decode = built,
      body = context.service.body(method, with_cursor(wire, cursor), own) }
  end

  return new { method = method, cursor = wire.cursor, idempotent = true, decode = built, at = at,
    body = context.service.body(method, wire, own) }
end

-- Methods that are known to be reads, by the last word of their name.
local READS = { list = true, info = true, search = true }

--- The request of any method by its name, with a table as its body. Its later
-- pages are made from the text: the program may use the table for other things.
function request.raw(context, method, body, own)
  local idempotent, built = own.idempotent, request.decode(context, own)
  if idempotent == nil then idempotent = READS[method.name:match("%.(%w+)$")] or false end
  local text = encode.body(method.title, body)
  local first = body and body.cursor
  local without = first == nil and text or encode.body(method.title, with_cursor(body, nil))

  local function made(one, cursor, at)
    return new { method = method, body = one, at = at, decode = built, idempotent = idempotent,
      cursor = cursor }
  end

  return made(text, first, function(cursor)
    return made(encode.at_cursor(without, cursor), cursor)
  end)
end

--- A read for which the service has an operation, but the catalogue no method.
function request.operation(context, method, body, own)
  return new { method = method, body = encode.body(method.title, body), cursor = own.cursor,
    idempotent = true, decode = request.decode(context, own) }
end

--- What a service has to ask before it can send. facts: name, body or path,
-- begin, read and failure, as a service has them, is_secret, secrets.
function request.first(facts)
  return new { method = { name = facts.name, title = facts.name }, body = facts.body,
    path = facts.path, idempotent = true, decode = { max_values = 10000 },
    is_secret = facts.is_secret, secrets = facts.secrets,
    service = { begin = facts.begin, read = facts.read, failure = facts.failure } }
end

return request
