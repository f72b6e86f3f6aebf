--- connector: what a call to a hosted connector needs first: a bearer token,
-- fetched and renewed by the server's own expiry, and the connector's id. Of
-- many callers that need them at once, one does the work.
--
-- SPDX-License-Identifier: MIT

local core = require "ashby.core"
local encode = require "ashby.encode"
local errors = require "ashby.errors"
local misuse = require "ashby.misuse"
local once = require "ashby.service.once"
local shape = require "ashby.service.shape"

local connector = {}

local API = "/api/v1/"
local TOKEN_PATH = API .. "account/applications/token"
local CONNECTORS_PATH = API .. "integrations/connectors"
local DEFINITION_ID = "4e8c9fa0-3634-499b-b948-11581b5c3efa"

-- A token is renewed so many seconds before its end; a short-lived one when
-- this share of its life is left.
local MARGIN, MARGIN_SHARE = 60, 0.2

-- The most bytes of a token: what servers accept for all headers of a request.
local MAX_TOKEN = 16384

-- ---- options ----

local OPTIONS = { "connector_id", "token", "client_id", "client_secret", "organization_id",
  "workspace" }

local function check_options(given)
  for name, value in pairs(given) do
    local known = false
    for _, valid in ipairs(OPTIONS) do known = known or valid == name end
    if not known then
      misuse.raise("ashby.new: unknown option 'hosted.%s'%s", tostring(name),
        misuse.nearest(tostring(name), OPTIONS))
    end
    if type(value) ~= "string" or value == "" or value:find "[%z\1-\31\127]"
      or not encode.is_utf8(value) then
      misuse.raise("ashby.new: bad option 'hosted.%s': a string of UTF-8 without control "
        .. "characters expected", name)
    end
  end
  if not given.token and not (given.client_id and given.client_secret) then
    misuse.raise("ashby.new: hosted needs token, or client_id and client_secret")
  end
  if not given.connector_id and not given.workspace then
    misuse.raise("ashby.new: hosted needs connector_id, or workspace to look it up by")
  end
end

-- ---- set-up requests ----

local function escape(value)
  return (value:gsub("[^A-Za-z0-9%-._~]", function(c) return ("%%%02X"):format(c:byte()) end))
end

local function post_token(session, request, seconds)
  return session:request(request.path,
    { body = request.body, seconds = seconds, anonymous = true, secrets = request.secrets })
end

local function read_token(document)
  local token = shape.text(document:value "access_token")
  if not token then return shape.wrong "access_token is missing" end
  -- It becomes a header line, which takes no control characters.
  if #token > MAX_TOKEN or token:find "[^\33-\126]" then
    return shape.wrong "access_token is not a token"
  end
  -- At least a second: a lifetime of 0 would mean fetching tokens for ever.
  local seconds = tonumber(document:value "expires_in") or 900
  return { token = token, seconds = math.max(1, seconds) }
end

local function get_connectors(session, request, seconds)
  return session:request(request.path, { seconds = seconds })
end

local function read_connectors(document)
  local list = document:value "data"
  if type(list) ~= "table" then return shape.wrong "data should be an array" end
  local id = type(list[1]) == "table" and shape.text(list[1].id)
  if id then return { id = id } end
  return nil, { code = "connector_not_found", message = "the workspace has no Ashby connector" }
end

-- ---- what is prepared ----

-- The time until which a token that is fetched now is used.
local function use_until(answer)
  return core.clock() + answer.seconds - math.min(MARGIN, answer.seconds * MARGIN_SHARE)
end

-- The client may be closed, and with it the secret forgotten, while others wait for
-- the token.
local function fetch_token(self, exchange)
  local secret, secrets = self.client_secret, self.secrets
  if not secret then return errors.new { code = "closed", method = "token" } end
  local answer, err = exchange:ask { name = "token", path = TOKEN_PATH, is_secret = true,
    secrets = secrets,
    body = ('{"client_id":%s,"client_secret":%s}'):format(encode.string(self.client_id),
      encode.string(secret)),
    begin = post_token, read = read_token, failure = self.failure }
  if not answer then return err end
  local ok, code, message = exchange.context.session:headers { token = answer.token,
    headers = self.lines }
  if not ok then return errors.new { code = code, message = message, method = "token" } end
  self.generation, self.expires = self.generation + 1, use_until(answer)
end

local function find_id(self, exchange)
  local answer, err = exchange:ask { name = "connectors",
    path = CONNECTORS_PATH .. ("?workspace_name=%s&definition_id=%s"):format(
      escape(self.workspace), DEFINITION_ID),
    begin = get_connectors, read = read_connectors, failure = self.failure }
  if answer then
    self.id = answer.id
  elseif err.status == 401 and self.client_secret then
    self.expires = -math.huge
  end
  return err
end

local function has_token(self) return core.clock() < self.expires end

-- ---- the connector of one client ----

--- given: the option hosted. failure(document): reads an error answer.
function connector.new(given, lines, failure)
  check_options(given)
  local self = { client_id = given.client_id, client_secret = given.client_secret,
    id = given.connector_id, workspace = given.workspace, lines = lines, failure = failure,
    generation = 0, expires = given.token and math.huge or -math.huge }
  -- The secret as it is, and as the body spells it.
  self.secrets = self.client_secret
    and { self.client_secret, encode.string(self.client_secret):sub(2, -2) }
  local peer = { secrets = self.secrets }

  --- Whether a request can leave at once.
  function peer.ready()
    return self.id ~= nil and has_token(self)
  end

  local preparing = once.new(peer.ready, function(exchange)
    local err = not has_token(self) and fetch_token(self, exchange) or nil
    return err or not self.id and find_id(self, exchange) or nil
  end)

  --- Gets what is missing for an exchange; returns an error where that fails.
  function peer.prepare(exchange, seconds)
    return preparing:run(exchange, seconds)
  end

  --- The path of the connector's one method; notes which token it is sent with.
  function peer.path(notes)
    notes.generation = self.generation
    return CONNECTORS_PATH .. "/" .. escape(self.id) .. "/execute"
  end

  --- A token that the service no longer accepts is renewed once; a request that
  -- was refused with an older one is simply sent again.
  function peer.recover(notes, err)
    if err.status ~= 401 or not self.client_secret or notes.renewed then return false end
    notes.renewed = true
    if notes.generation == self.generation then self.expires = -math.huge end
    return true
  end

  function peer.close()
    self.client_secret, self.secrets, peer.secrets = nil, nil, nil
  end

  return peer
end

return connector
