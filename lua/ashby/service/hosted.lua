--- hosted: Airbyte's hosted connector with the same interface. Every operation is
-- a POST to one path, with {entity, action, params}.
--
-- SPDX-License-Identifier: MIT

local connector = require "ashby.service.connector"
local direct = require "ashby.service.direct"
local encode = require "ashby.encode"
local failure = require "ashby.service.failure"
local misuse = require "ashby.misuse"
local shape = require "ashby.service.shape"

local hosted = {}

hosted.DEFAULT_URL = "https://api.airbyte.ai"

-- ---- reading ----

-- Where Ashby's own envelope is passed through, it is read as such.
local function read_envelope(document)
  if document:value("result", "success") == false then
    return nil, failure.of(document, "result")
  end
  if document:kind("result", "results") ~= "object" then
    return shape.wrong("result.results should be an object")
  end
  return { more = false, count = document:open("result", "results") }
end

local function read_get(document)
  if document:kind("result") ~= "object" then
    return shape.wrong("result should be an object and is %s", document:kind("result") or "absent")
  end
  if document:kind("result", "success") == "boolean" then return read_envelope(document) end
  return { more = false, count = document:open("result") }
end

-- A refusal by Ashby shows as an empty array without an error. A real page of
-- a list that pages always says whether there is more.
local function looks_refused(page, request, more)
  return page.count == 0 and request.method.paged and type(more) ~= "boolean"
end

local function read_list(document, request)
  if document:value("result", "success") == false then
    return nil, failure.of(document, "result")
  end
  if document:kind("result") ~= "array" then
    return shape.wrong("result should be an array and is %s", document:kind("result") or "absent")
  end
  local more = document:value("connector_metadata", "has_more")
  local cursor = shape.text(document:value("connector_metadata", "cursor"))
  local page = { more = more == true, cursor = more == true and cursor or nil }
  page.count = document:open("result")
  if not page.count then return shape.wrong("a record is not an object") end
  if looks_refused(page, request, more) then
    return nil, { code = "hosted_list_failed", kind = request.cursor and "expired" or "invalid",
      message = "the hosted service sent an empty list that does not say whether it is the last "
        .. "page, as it does when Ashby refuses the request" }
  end
  return direct.check_paging(page, request.cursor)
end

local function read_search(document, request)
  if document:kind("result", "data") ~= "array" then
    return shape.wrong("result.data should be an array")
  end
  local more = document:value("result", "meta", "has_more") == true
  local page = {
    more = more, cursor = more and shape.text(document:value("result", "meta", "cursor")) or nil,
    took_ms = document:value("result", "meta", "took_ms"),
    count = document:open("result", "data"),
  }
  if not page.count then return shape.wrong("a record is not an object") end
  return direct.check_paging(page, request.cursor)
end

local READERS = { list = read_list, get = read_get, search = read_search }

--- Reads a good HTTP answer, as direct.read does.
function hosted.read(document, request)
  if document:kind() ~= "object" then return shape.wrong("it is not an object") end
  local status = document:value("status")
  if status ~= nil and status ~= "success" then
    local facts = failure.of(document)
    facts.message = facts.message or ("the service says status '%s'"):format(tostring(status))
    return nil, facts
  end
  local page, facts = READERS[request.method.action](document, request)
  if page then page.warnings = document:value("warning") end
  return page, facts
end

-- ---- bodies ----

local LIST_PARAMS = { params = { { name = "limit" }, { name = "cursor" } } }

--- The body of an operation of the catalogue. fields are sent where the result
-- is the records alone; they are applied to what comes back in any case.
function hosted.body(method, wire, own)
  local list = method.action == "list"
  local body = ('{"entity":%s,"action":%s,"params":%s'):format(encode.string(method.entity),
    encode.string(method.action), encode.params(list and LIST_PARAMS or method, wire))
  if list and own.fields then
    body = body .. ',"select_fields":' .. encode.strings(own.fields)
  end
  return body .. "}"
end

--- Refuses what the hosted service does not know.
function hosted.check(method, wire)
  for name in pairs(wire) do
    local known = name == method.params[1].name
    if method.action == "list" then known = name == "limit" or name == "cursor" end
    if not known then
      misuse.raise("%s: the hosted service does not know '%s', only %s", method.title, name,
        method.action == "list" and "limit and cursor" or method.params[1].snake)
    end
  end
end

-- ---- the service ----

local LINES = { "Content-Type: application/json", "Accept: application/json", "Expect:" }

--- The service of one client. given: the option hosted.
function hosted.new(given)
  local lines = { LINES[1], LINES[2], LINES[3] }
  if given.organization_id then
    lines[#lines + 1] = "X-Organization-Id: " .. tostring(given.organization_id)
  end
  local peer = connector.new(given, lines, failure.of)
  local service = {
    can_search = true, hides_refusals = true,
    auth_hint = "check hosted.token, or client_id and client_secret",
    DEFAULT_URL = hosted.DEFAULT_URL, lines = lines, token = given.token,
    read = hosted.read, failure = failure.of, body = hosted.body, check = hosted.check,
    ready = peer.ready, prepare = peer.prepare, recover = peer.recover,
  }

  function service.begin(session, request, seconds, notes)
    return session:request(peer.path(notes), { body = request.body, seconds = seconds,
      secrets = peer.secrets })
  end

  --- Forgets the secrets.
  function service.close()
    service.token = nil
    peer.close()
  end

  return service
end

return hosted
