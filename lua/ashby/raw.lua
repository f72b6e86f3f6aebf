--- raw: any of the vendor's methods by its name.
--
-- SPDX-License-Identifier: MIT

local answer = require "ashby.lists.answer"
local call = require "ashby.exchange.call"
local encode = require "ashby.encode"
local misuse = require "ashby.misuse"
local pages = require "ashby.lists.pages"
local params = require "ashby.params"
local request = require "ashby.exchange.request"

local raw = {}

local READS = { list = true, info = true, search = true }

local CALL_OPTIONS = { idempotent = true }
local CALL_PAGES_OPTIONS = { max = true, prefetch = true }

local function raw_method(context, title, name)
  if context.service.is_hosted then
    misuse.raise("%s: the hosted service has no raw methods", title)
  end
  if type(name) ~= "string" or not name:find("^[%w]+%.[%w.]+$") then
    misuse.raise("%s: a method such as 'candidate.search' expected, got '%s'", title,
      tostring(name))
  end
  return { name = name, title = name }
end

local function raw_request(context, method, body, own)
  local idempotent = own.idempotent
  if idempotent == nil then idempotent = READS[method.name:match("%.(%w+)$")] or false end
  return {
    method = method, body = encode.body(method.name, body), idempotent = idempotent,
    decode = request.decode(context, own), cursor = body and body.cursor,
  }
end

--- call and call_pages of a client.
function raw.calls(context)
  local calls = {}

  function calls.call(name, body, own)
    local method = raw_method(context, "call", name)
    own = params.check_options("call", own, CALL_OPTIONS)
    local got, err = call.once(context, raw_request(context, method, body, own))
    if not got then return nil, err end
    local page = answer.page(got)
    if got.kind == "array" then return page.records, page.meta end
    if got.count then return page.records[1], page.meta end
    return true, page.meta
  end

  function calls.call_pages(name, body, own)
    local method = raw_method(context, "call_pages", name)
    method.action = "list"
    own = params.check_options("call_pages", own, CALL_PAGES_OPTIONS)
    local first = raw_request(context, method, body, own)
    function first.at(cursor)
      if cursor == first.cursor then return first end
      local with_cursor = { cursor = cursor }
      for key, value in pairs(body or {}) do
        if key ~= "cursor" then with_cursor[key] = value end
      end
      return raw_request(context, method, with_cursor, own)
    end
    return pages.pages(context, first, own, answer.page)
  end

  return calls
end

return raw
