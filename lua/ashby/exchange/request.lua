--- request: what travels: body, cursor, and how the answer is to be read.
--
-- SPDX-License-Identifier: MIT

local cjson = require "cjson"

local core = require "ashby.core"

local request = {}

-- How the core builds records: null may be asked for per client or per call.
function request.decode(context, own)
  local null = own.null
  if null == nil then null = context.null end
  return {
    null = null == nil and cjson.null or null, keep_nulls = null ~= nil,
    array = cjson.array_mt or cjson.empty_array_mt, raw = own.raw,
    projection = own.fields and core.projection(own.fields) or nil,
  }
end

--- The request of a method of the catalogue.
function request.of(context, method, checked)
  local wire = checked.wire
  context.service.check(method, wire)
  return {
    method = method, body = context.service.body(method, wire, checked.own), cursor = wire.cursor,
    idempotent = true, decode = request.decode(context, checked.own),
  }
end

--- The first request of a list; at(cursor) is the one for the page at a cursor.
-- A sync token goes along on every page of its pass.
function request.paged(context, method, checked)
  local first = request.of(context, method, checked)
  function first.at(cursor)
    if cursor == first.cursor then return first end
    local wire = {}
    for name, value in pairs(checked.wire) do wire[name] = value end
    wire.cursor = cursor
    return { method = method, body = context.service.body(method, wire, checked.own),
      cursor = cursor, idempotent = true, decode = first.decode }
  end
  return first
end

return request
