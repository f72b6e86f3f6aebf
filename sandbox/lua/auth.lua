-- SPDX-License-Identifier: MIT
-- API keys, what they may do, and the count of requests per key and window.

local answer = require "answer"
local options = require "options"

local auth = {}

local CANDIDATES, JOBS = "candidates:read", "jobs:read"
local ORGANIZATION, PROCESS = "organization:read", "hiringProcessMetadata:read"

local SCOPE = {
  candidatesRead = CANDIDATES, jobsRead = JOBS, organizationRead = ORGANIZATION,
  hiringProcessMetadataRead = PROCESS, apiKeysRead = "apiKeys:read",
  offersRead = "offers:read", interviewsRead = "interviews:read", reportsRead = "reports:read",
  apiKeysWrite = "apiKeys:write", candidatesWrite = "candidates:write",
}

local function scopes(...)
  local set, list = {}, { ... }
  for _, scope in ipairs(list) do set[scope] = true end
  return { set = set, list = list }
end

local function key(title, access, private)
  return { title = title, scopes = access, private = private or false }
end

auth.MAIN = "ashby-sandbox-key"

auth.keys = {
  [auth.MAIN] = key("Sandbox", scopes("apiKeys:read", "apiKeys:write", CANDIDATES,
    "candidates:write", PROCESS, JOBS, ORGANIZATION, "offers:read", "interviews:read",
    "reports:read"), true),
  ["ashby-sandbox-no-offers"] = key("Everything but offers, interviews and reports",
    scopes("apiKeys:read", CANDIDATES, PROCESS, JOBS, ORGANIZATION), true),
  ["ashby-sandbox-no-confidential"] = key("Without confidential jobs and private fields",
    scopes("apiKeys:read", CANDIDATES, PROCESS, JOBS, ORGANIZATION)),
  ["ashby-sandbox-no-info"] = key("Reads only", scopes(CANDIDATES, PROCESS, JOBS, ORGANIZATION),
    true),
  ["ashby-sandbox-candidates-only"] = key("Candidates", scopes(CANDIDATES, "apiKeys:read"), true),
  ["ashby-sandbox-jobs-only"] = key("Jobs", scopes(JOBS, "apiKeys:read"), true),
  ["ashby-sandbox-organization-only"] = key("Organization", scopes(ORGANIZATION, "apiKeys:read"),
    true),
  ["ashby-sandbox-process-only"] = key("Process", scopes(PROCESS, "apiKeys:read"), true),
  ["ashby-sandbox-inactive"] = { title = "Deactivated", deactivated = true },
}

local windows

function auth.reset() windows = {} end

local function given_key(header)
  local encoded = header:match("^[Bb]asic%s+(%S+)$")
  local plain = encoded and ngx.decode_base64(encoded)
  return plain and plain:match("^(.-):$") or plain and plain:match("^(.-):") and "" or nil
end

-- Sets request.key, or returns the refusal.
function auth.check(request)
  local header = request.headers.authorization
  if type(header) ~= "string" or header == "" then
    return answer.text(401, "Unauthorized: no API key was sent. Use HTTP basic authentication "
      .. "with the key as the user name.")
  end
  local name = given_key(header)
  local found = name and auth.keys[name]
  request.key_name = name or header
  if not found then return answer.text(403, "Forbidden: the API key is not valid.") end
  if found.deactivated then return answer.text(403, "Forbidden: the API key is deactivated.") end
  request.key = found
end

-- nil when the key has the permission, else the refusal.
function auth.permit(request, permission)
  local scope = SCOPE[permission] or permission
  if not permission or request.key.scopes.set[scope] then return end
  return answer.fail(request, "missing_endpoint_permission", "The API key lacks the permission "
    .. permission .. " (" .. scope .. ").", options.permission_status)
end

-- The seconds to wait when the window of this name is full, else nil; and the window.
local function take(name, limit, seconds)
  local now = ngx.now()
  local window = windows[name]
  if not window or now >= window.stop then
    window = { used = 0, stop = now + seconds }
    windows[name] = window
  end
  window.used = window.used + 1
  return window.used > limit and math.max(1, math.ceil(window.stop - now)) or nil, window
end

-- Counts the request. Sets request.rate, the values of the x-ratelimit headers.
function auth.count(request)
  local over, window = take(request.key_name or "-", options.rate_limit, options.rate_window_s)
  request.rate = { limit = options.rate_limit,
    remaining = math.max(0, options.rate_limit - window.used), reset = math.ceil(window.stop) }
  if over then return auth.too_many(request, over) end
end

-- Reports have a count of their own: the refusal, or nil.
function auth.count_report(request, limit)
  local over = take("report", limit, 60)
  if over then return auth.too_many(request, over) end
end

function auth.too_many(request, seconds, without)
  local refusal = answer.fail(request, "rate_limit_exceeded",
    "Rate limit exceeded. Try again in " .. seconds .. " seconds", 429)
  refusal.body = refusal.body:gsub('"errors":%["[^"]*"%]', '"errors":["Rate limit exceeded"]')
  if options.rate_retry_after and not without then
    refusal.headers["Retry-After"] = tostring(seconds)
  end
  return refusal
end

auth.reset()

return auth
