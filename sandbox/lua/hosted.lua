-- SPDX-License-Identifier: MIT
-- The hosted API under /api/v1/: tokens, finding the connector, and execute, which runs the same
-- operations over the same data and wraps what they answer.

local json = require "json"
local ulid = require "ulid"
local auth = require "auth"
local answer = require "answer"
local catalogue = require "catalogue"
local parameters = require "parameters"
local lists = require "lists"
local records = require "records"
local options = require "options"
local tokens = require "tokens"
local search = require "search"
local select_fields = require "fields"

local hosted = { hosted = true }

hosted.CONNECTOR = "5a2d1c9e-70b4-4f0e-9b53-1f6f0f7a8c11"
hosted.DEFINITION = "4e8c9fa0-3634-499b-b948-11581b5c3efa"
hosted.ORGANIZATION = "d5073dfa-c081-4793-9886-b4a3182b02c5"

function hosted.fail(_, code, message, status)
  return answer.json(status or options.hosted_error_status, { errors = json.array{
    { error = code, message = message or code, userPresentableMessage = message or code } } })
end

local function invalid(message)
  if options.hosted_error_status == 422 then
    return answer.json(422, { detail = json.array{
      { loc = json.array{ "body" }, msg = message, type = "value_error" } }, message = message })
  end
  return hosted.fail(nil, "invalid_request", message)
end

function hosted.prepare(request)
  request.id = ulid()
  request.body = request.text ~= "" and json.decode(request.text) or {}
  if not json.is_object(request.body) then request.body = {} end
  if request.path:find("/execute$") then
    request.subject = "hosted:" .. tostring(request.body.entity) .. "."
      .. tostring(request.body.action)
  end
end

function hosted.add_headers(request, result)
  result.headers["x-request-id"] = request.id
  return result
end

-- The refusal, or nil.
local function check_token(request)
  local header = request.headers.authorization
  local token = type(header) == "string" and header:match("^[Bb]earer%s+(%S+)$")
  if not token then
    return hosted.fail(request, "unauthorized", "No bearer token was sent", 401)
  end
  if not tokens.good(token) then
    return hosted.fail(request, "unauthorized", "The token is not valid or has expired", 401)
  end
  local organization = request.headers["x-organization-id"]
  if organization and organization ~= hosted.ORGANIZATION then
    return hosted.fail(request, "forbidden", "No access to this organization", 403)
  end
  if options.organizations > 1 and not organization then
    return hosted.fail(request, "organization_required",
      "The account has several organizations: send X-Organization-Id", 400)
  end
end

local function application_token(request)
  local body = request.body
  if body.client_id ~= "sandbox-client" or body.client_secret ~= "sandbox-secret" then
    return hosted.fail(request, "unauthorized", "Unknown client id or wrong secret", 401)
  end
  return answer.json(200, { access_token = tokens.issue(options.token_lifetime_s),
    token_type = "bearer", expires_in = options.token_lifetime_s,
    organization_id = hosted.ORGANIZATION })
end

local function scoped_token(request)
  if request.body.workspace_name ~= "default" then
    return hosted.fail(request, "not_found", "No such workspace", 404)
  end
  return answer.json(200, { token = tokens.issue(math.min(1200, options.token_lifetime_s)) })
end

local function connectors()
  local query = ngx.req.get_uri_args()
  local list = json.array()
  if query.workspace_name == "default" and query.definition_id == hosted.DEFINITION then
    list[1] = { id = hosted.CONNECTOR, name = "Ashby" }
  end
  return answer.json(200, { data = list })
end

local MEMBERS = { entity = true, action = true, params = true, select_fields = true,
  exclude_fields = true, skip_truncation = true, intent = true }

-- A message about the body, or nil.
local function check_body(body, row)
  for name in pairs(body) do
    if not MEMBERS[name] then return "unknown member " .. name end
  end
  if body.intent ~= nil and (type(body.intent) ~= "string" or #body.intent > 512) then
    return "intent must be a string of at most 512 characters"
  end
  if body.params ~= nil and not json.is_object(body.params) then
    return "params must be an object"
  end
  local known = body.action == "list" and { cursor = true, limit = true }
    or { [row.id_parameter or "id"] = true }
  for name in pairs(body.params or {}) do
    if not known[name] then return "unknown parameter " .. name .. " for " .. row.entity end
  end
end

local function wrap(result, metadata, began)
  local head = { '{"status":"success","result":', result, ',"connector_metadata":',
    json.encode(metadata), ',"execution_metadata":{"connector_instance_id":"source_id:',
    hosted.CONNECTOR, '","execution_time_ms":', string.format("%d", (ngx.now() - began) * 1000),
    "}}" }
  local made = answer.json(200, "")
  made.body = head
  return made
end

local function trimmed(texts, body)
  if not (body.select_fields or body.exclude_fields) then return texts end
  local list = {}
  for n, text in ipairs(texts) do
    list[n] = json.encode(select_fields(assert(json.decode(text)), body.select_fields,
      body.exclude_fields))
  end
  return list
end

-- What Ashby itself answers, with a fault's success:false in its place.
local function inner(request, row, values)
  local tweak = request.tweak
  if tweak and (tweak.kind == "success_false" or tweak.kind == "expired_cursor") then
    return answer.fail(request, tweak.code or "next_cursor_expired", "Made by a fault.")
  end
  if row.action == "list" then return lists.run(request, row, values) end
  return records.run(request, row, values)
end

local function list_result(found, body, began)
  local texts = trimmed(found.texts or {}, body)
  local metadata = { cursor = found.cursor or json.null, has_more = found.more }
  if found.more == nil then metadata.has_more = json.null end
  return wrap("[" .. table.concat(texts, ",") .. "]", metadata, began)
end

local function get_result(found, body, began)
  local text = answer.body(found)
  if not found.failed then
    local bare = trimmed({ found.body[2] }, body)[1]
    text = options.hosted_get == "bare" and bare or '{"success":true,"results":' .. bare .. "}"
  end
  return wrap(text, {}, began)
end

local function execute(request)
  local body, began = request.body, ngx.now()
  local refusal = check_token(request)
  if refusal then return refusal end
  if request.path:match("connectors/([^/]+)/execute$") ~= hosted.CONNECTOR then
    return hosted.fail(request, "not_found", "No such connector", 404)
  end
  request.key = auth.keys[auth.MAIN]
  if body.action == "context_store_search" then
    local text, problem = search.run(body)
    if problem then return invalid(problem) end
    return wrap(text, {}, began)
  end
  local actions = catalogue.by_entity[body.entity]
  local row = actions and actions[body.action]
  if not row then
    return invalid("unknown entity or action " .. tostring(body.entity) .. "."
      .. tostring(body.action))
  end
  local values, problem = nil, check_body(body, row)
  if not problem then values, problem = parameters.check(row, body.params or {}) end
  if problem then return invalid(problem) end
  local found = inner(request, row, values)
  return (row.action == "list" and list_result or get_result)(found, body, began)
end

local ROUTES = {
  ["POST /api/v1/account/applications/token"] = application_token,
  ["POST /api/v1/account/applications/scoped-token"] = function(request)
    return check_token(request) or scoped_token(request)
  end,
  ["GET /api/v1/integrations/connectors"] = function(request)
    return check_token(request) or connectors()
  end,
}

local EXECUTE = "^POST /api/v1/integrations/connectors/[^/]+/execute$"

local function dispatch(request)
  local name = request.verb .. " " .. request.path
  if ROUTES[name] then return ROUTES[name](request) end
  if name:find(EXECUTE) then return execute(request) end
  return answer.json(404, { message = "Not Found" })
end

function hosted.answer_to(request) return hosted.add_headers(request, dispatch(request)) end

return hosted
