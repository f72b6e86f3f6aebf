--- connector: who speaks to which hosted connector: the bearer token, fetched
-- and renewed by the server's own expiry, and the connector's id. Of many who
-- ask together one does the work.
--
-- SPDX-License-Identifier: MIT

local core = require "ashby.core"
local encode = require "ashby.encode"
local misuse = require "ashby.misuse"

local connector = {}

local API = "/api/v1/"
local TOKEN_PATH = API .. "account/applications/token"
local CONNECTORS_PATH = API .. "integrations/connectors"
local DEFINITION_ID = "4e8c9fa0-3634-499b-b948-11581b5c3efa"

-- A token is renewed that long before its end, short-lived ones earlier.
local MARGIN, MARGIN_SHARE = 60, 0.2

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
    if type(value) ~= "string" or value == "" or value:find("%c") then
      misuse.raise("ashby.new: bad option 'hosted.%s': a string without control characters "
        .. "expected", name)
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

local function text(value)
  return type(value) == "string" and value ~= "" and value or nil
end

local function escape(value)
  return (value:gsub("[^%w%-._~]", function(c) return ("%%%02X"):format(c:byte()) end))
end

local function wrong(problem)
  return nil, { code = "wrong_shape", message = "the answer has the wrong shape: " .. problem }
end

local function post_token(session, request, seconds)
  return session:request(request.path,
    { body = request.body, seconds = seconds, anonymous = true, secrets = request.secrets })
end

local function read_token(document)
  local token = text(document:value "access_token")
  if not token then return wrong "access_token is missing" end
  -- A lifetime of nothing would mean to fetch for ever: then the 401 decides.
  local seconds = tonumber(document:value "expires_in") or 900
  return { token = token, seconds = math.max(1, seconds) }
end

local function get_connectors(session, request, seconds)
  return session:request(request.path, { seconds = seconds })
end

local function read_connectors(document)
  local list = document:value "data"
  if type(list) ~= "table" then return wrong "data should be an array" end
  local id = type(list[1]) == "table" and text(list[1].id)
  if id then return { id = id } end
  return nil, { code = "connector_not_found", message = "the workspace has no Ashby connector" }
end

-- ---- the connector of one client ----

--- given: the option hosted. failure(document): reads an error answer.
function connector.new(given, lines, failure)
  check_options(given)
  local client_id, client_secret = given.client_id, given.client_secret
  local id, workspace = given.connector_id, given.workspace
  local generation, expires = 0, given.token and math.huge or -math.huge
  -- [1]: the exchange that sets up, unless it was dropped in the middle; how
  -- often that has ended, and how the last time.
  local leader, rounds, problem = setmetatable({}, { __mode = "v" }), 0, nil
  local self = {}

  -- As it is, and as the body spells it.
  self.secrets = client_secret and { client_secret, encode.string(client_secret):sub(2, -2) }

  local function fetch_token(exchange)
    local answer, err = exchange:ask { name = "token", path = TOKEN_PATH, is_secret = true,
      secrets = self.secrets,
      body = ('{"client_id":%s,"client_secret":%s}'):format(encode.string(client_id),
        encode.string(client_secret)),
      begin = post_token, read = read_token, failure = failure }
    if not answer then return err end
    local margin = math.min(MARGIN, answer.seconds * MARGIN_SHARE)
    generation, expires = generation + 1, core.clock() + answer.seconds - margin
    exchange.context.session:headers { token = answer.token, headers = lines }
  end

  local function find_id(exchange)
    local answer, err = exchange:ask { name = "connectors",
      path = CONNECTORS_PATH .. ("?workspace_name=%s&definition_id=%s"):format(escape(workspace),
        DEFINITION_ID),
      begin = get_connectors, read = read_connectors, failure = failure }
    if not answer then
      if err.status == 401 and client_secret then expires = -math.huge end
      return err
    end
    id = answer.id
  end

  local function set_up(exchange)
    local err = core.clock() >= expires and fetch_token(exchange) or nil
    return err or (not id and find_id(exchange)) or nil
  end

  --- Whether a request can leave at once.
  function self.ready()
    return id ~= nil and core.clock() < expires
  end

  local function lead(exchange)
    leader[1] = exchange
    problem = set_up(exchange)
    leader[1], rounds = nil, rounds + 1
    return problem
  end

  --- Gets what is missing for an exchange; returns an error where that fails.
  -- Who finds another one at it waits for that one, and fails with it.
  function self.prepare(exchange, seconds)
    local give_up, seen = core.clock() + seconds, rounds
    while not self.ready() and core.clock() < give_up do
      if rounds ~= seen and problem then return problem end
      if not leader[1] or leader[1].cancelled then return lead(exchange) end
      exchange:pass(0.02)
    end
  end

  --- The path of the connector's one method; notes with which token it goes.
  function self.path(notes)
    notes.generation = generation
    return CONNECTORS_PATH .. "/" .. escape(id) .. "/execute"
  end

  --- A token that the service no longer takes is renewed once; who was refused
  -- together with an older one just goes again.
  function self.recover(notes, err)
    if err.status ~= 401 or not client_secret or notes.renewed then return false end
    notes.renewed = true
    if notes.generation == generation then expires = -math.huge end
    return true
  end

  function self.close()
    client_secret, self.secrets = nil, nil
  end

  return self
end

return connector
