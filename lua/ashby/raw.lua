--- raw: any of the vendor's methods by its name.
--
-- SPDX-License-Identifier: MIT

local answer = require "ashby.lists.answer"
local call = require "ashby.exchange.call"
local misuse = require "ashby.misuse"
local ours = require "ashby.params.ours"
local pages = require "ashby.lists.pages"
local request = require "ashby.exchange.request"

local raw = {}

local CALL_OPTIONS = { idempotent = true }
local CALL_PAGES_OPTIONS = { max = true, prefetch = true }

local function raw_method(context, title, name)
  if not context.service.has_methods then
    misuse.raise("%s: the hosted service has no raw methods", title)
  end
  if type(name) ~= "string" or not name:find("^[A-Za-z0-9]+%.[A-Za-z0-9.]+$") then
    misuse.raise("%s: a method such as 'candidate.search' expected, got '%s'", title,
      tostring(name))
  end
  return { name = name, title = name }
end

--- The functions call and call_pages of a client.
function raw.calls(context)
  local calls = {}

  function calls.call(name, body, own)
    local method = raw_method(context, "call", name)
    own = ours.options("call", own, CALL_OPTIONS)
    local got, err = call.once(context, request.raw(context, method, body, own))
    if not got then return nil, err end
    local page = answer.page(got)
    if got.kind == "array" then return page.records, page.meta end
    if got.count then return page.records[1], page.meta end
    return true, page.meta
  end

  function calls.call_pages(name, body, own)
    local method = raw_method(context, "call_pages", name)
    method.action = "list"
    own = ours.options("call_pages", own, CALL_PAGES_OPTIONS)
    return pages.pages(context, request.raw(context, method, body, own), own, answer.page)
  end

  return calls
end

return raw
