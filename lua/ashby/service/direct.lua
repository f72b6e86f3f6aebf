--- direct: Ashby's own API. How a request is sent, and what its answer says.
--
-- SPDX-License-Identifier: MIT

local core = require "ashby.core"
local encode = require "ashby.encode"
local failure = require "ashby.service.failure"
local shape = require "ashby.service.shape"

local direct = { needs_key = true, has_versions = true, has_filters = true,
  has_sync_tokens = true, has_methods = true }

direct.DEFAULT_URL = "https://api.ashbyhq.com"

direct.lines = { "Content-Type: application/json", "Accept: application/json; version=1",
  "Expect:" }

--- The body of a method of the catalogue.
direct.body = encode.params

--- Everything that the catalogue names may be sent.
function direct.check() end

--- Begins an exchange; the core knows the paths of the catalogue's methods. A
-- method that must not be repeated gets a connection of its own.
function direct.begin(session, request, seconds)
  local method = request.method
  local options = { body = request.body, seconds = seconds, fresh = not request.idempotent }
  if method.entity then return core[method.entity][method.action](session, options) end
  return session:request("/" .. method.name, options)
end

--- What an answer with success = false (or an error status) says.
direct.failure = failure.of

local function flag(document, name)
  local kind = document:kind(name)
  if kind == nil or kind == "null" then return false end
  if kind ~= "boolean" then return nil end
  return document:value(name)
end

local function string_or_nil(document, name)
  local kind = document:kind(name)
  if kind == "string" then return true, shape.text(document:value(name)) end
  return kind == nil or kind == "null", nil
end

-- The most bytes of a cursor or token. Those of a pass are all remembered; the
-- longest that Ashby was seen to send has 118.
local MOST_CURSOR = 16384

--- A page with no cursor to the next one, or with the cursor it was asked for
-- by, is an error.
function direct.check_paging(page, sent_cursor)
  if #(page.cursor or "") > MOST_CURSOR or #(page.sync_token or "") > MOST_CURSOR then
    return shape.wrong("a cursor or token of more than %d bytes", MOST_CURSOR)
  end
  if page.more and not page.cursor then
    return nil, { code = "missing_cursor", message = "there is more data, but no cursor to it" }
  end
  if page.more and page.cursor == sent_cursor then
    return nil, { code = "repeated_cursor", message = "the next cursor is the one just used" }
  end
  return page
end

local function paging(document, sent_cursor)
  local more = flag(document, "moreDataAvailable")
  if more == nil then return shape.wrong("moreDataAvailable is not a boolean") end
  local ok, cursor = string_or_nil(document, "nextCursor")
  if not ok then return shape.wrong("nextCursor is not a string") end
  local ok_token, token = string_or_nil(document, "syncToken")
  if not ok_token then return shape.wrong("syncToken is not a string") end
  return direct.check_paging({ more = more, cursor = more and cursor or nil, sync_token = token },
    sent_cursor)
end

--- Reads a good HTTP answer: { more, cursor, sync_token, count, warnings },
-- with the document opened at its records; or nil and the facts of an error.
function direct.read(document, request)
  if document:kind() ~= "object" then return shape.wrong("it is not an object") end
  local success = document:value("success")
  if success == false then return nil, direct.failure(document) end
  if success ~= true then return shape.wrong("it does not say whether it is a success") end
  local kind = document:kind("results")
  local wanted = request.method.action == "list" and "array"
    or request.method.action == "get" and "object"
  if wanted and kind ~= wanted then
    return shape.wrong("results should be an %s and is %s", wanted, kind or "absent")
  end
  local page, problem = paging(document, request.cursor)
  if not page then return nil, problem end
  page.warnings = document:value("warnings")
  page.kind = kind
  page.count = document:open("results")
  if wanted and not page.count then return shape.wrong("a record is not an object") end
  return page
end

return direct
