--- entity: the calls that every entity has.
--
-- SPDX-License-Identifier: MIT

local answer = require "ashby.lists.answer"
local call = require "ashby.exchange.call"
local misuse = require "ashby.misuse"
local pages = require "ashby.lists.pages"
local params = require "ashby.params"
local request = require "ashby.exchange.request"

local entity = {}

local function list_check(method, given)
  local checked = params.check(method, given)
  local own, wire = checked.own, checked.wire
  if method.paged and own.max and not wire.limit then wire.limit = math.min(own.max, 100) end
  return checked
end

local function in_parts(context, method, checked)
  local requests = {}
  local parallel = require "ashby.lists.parallel"
  for i, wire in ipairs(parallel.parts(method, checked.wire)) do
    requests[i] = request.paged(context, method, { wire = wire, own = checked.own })
  end
  return parallel.records(context, requests, checked.own)
end

local function list_calls(context, method)
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
    local got, err = call.once(context, request.of(context, method, checked))
    if not got then return nil, err end
    return answer.page(got, checked.own.max)
  end

  function calls.pages(given)
    local checked = one_chain(given)
    return pages.pages(context, request.paged(context, method, checked), checked.own, answer.page)
  end

  function calls.each(given)
    local checked = list_check(method, given)
    if checked.own.parallel then return in_parts(context, method, checked) end
    return pages.records(context, request.paged(context, method, checked), checked.own)
  end

  function calls.all(given)
    return answer.collect((calls.each(given)))
  end

  return calls
end

local function get_request(context, method, given)
  return request.of(context, method, params.check(method, given))
end

local function get_calls(context, method)
  local calls = {}

  function calls.get(given)
    local got, err = call.once(context, get_request(context, method, given))
    if not got then return nil, err end
    return got.document:next()
  end

  function calls.get_many(ids, own)
    return require "ashby.lists.many".get(context, method, ids, own, get_request)
  end

  return calls
end

local function search_call(context, name)
  return function(given)
    return require "ashby.search".run(context, name, given)
  end
end

--- The calls of an entity, by name.
---@param row table  a row of the catalogue
function entity.calls(context, row)
  local calls = list_calls(context, row.list)
  calls.search = search_call(context, row.name)
  if row.get then
    for name, fn in pairs(get_calls(context, row.get)) do calls[name] = fn end
  end
  return calls
end

return entity
