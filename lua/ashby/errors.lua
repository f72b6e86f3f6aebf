--- errors: the error object, and which kind each failure is. Pure: it knows no
-- clock and no socket. A failure of the engine, a code of the vendor and an
-- HTTP status each have a row; what has none is told by its neighbours.
--
-- SPDX-License-Identifier: MIT

local errors = {}

---@class ashby.Error
---@field kind string         one of errors.KINDS
---@field code string         the vendor's or the module's own name for it
---@field message string      what happened
---@field method string?      the vendor's method, "job.list"
---@field status integer?     HTTP status, where there was an answer
---@field request_id string?  what to quote to the vendor
---@field retryable boolean   whether the same call may succeed later
---@field retry_after number? seconds that the server asked to wait
---@field attempts integer    how often the request was sent
---@field hint string?        what to do
---@field offset integer?     byte of the answer at which JSON reading stopped

--- Every kind, and what it tells the user in general.
errors.KINDS = {
  auth = "the key is missing, wrong or deactivated",
  permission = "the key may not do this",
  invalid = "the service refuses the request",
  not_found = "there is no such record",
  expired = "a cursor or sync token is not valid any more",
  rate_limited = "too many requests",
  server = "the service failed",
  network = "no connection, or it broke",
  timeout = "it took too long",
  tls = "no trusted connection",
  protocol = "the answer is not what the API sends",
  too_large = "the answer is larger than allowed",
  closed = "the client was closed",
}

local RETRYABLE = { network = true, timeout = true, rate_limited = true, server = true }

-- Codes of an answer that broke off: by its announced length, or, where none
-- was announced, by its JSON.
local BROKEN_OFF = { cut_off = true, json_end = true }

-- The vendor's codes.
local VENDOR = {
  invalid_input = "invalid", missing_endpoint_permission = "permission",
  next_cursor_expired = "expired", invalid_next_cursor = "expired",
  cursor_invalid = "expired", sync_token_expired = "expired",
  sync_token_invalid = "expired", incremental_sync_too_large = "expired",
  rate_limit_exceeded = "rate_limited", concurrent_limit_exceeded = "rate_limited",
  generic_internal_error = "server",
}

-- All codes: the engine's (src/engine/status.c), our own, and the vendor's.
local CODES = {
  no_memory = "network", closed = "closed", cancelled = "closed",
  bad_url = "invalid", resolve = "network", connect = "network",
  timeout = "timeout", tls = "tls", send = "network", receive = "network",
  no_answer = "network", cut_off = "protocol", bad_encoding = "protocol",
  bad_http = "protocol", body_limit = "too_large", header_limit = "too_large",
  network = "network", file = "invalid", locked = "invalid", bad_state = "invalid",

  no_key = "auth", deadline = "timeout", redirect = "protocol",
  repeated_cursor = "protocol", missing_cursor = "protocol",
  wrong_shape = "protocol", not_json = "protocol",
}
for code, kind in pairs(VENDOR) do CODES[code] = kind end

-- What an answer without a known code means by its status.
local STATUSES = {
  [400] = "invalid", [401] = "auth", [403] = "auth", [404] = "not_found",
  [408] = "timeout", [413] = "invalid", [422] = "invalid", [429] = "rate_limited",
}

-- The specs read these and look that each row comes about.
errors.CODES = CODES
errors.VENDOR = VENDOR
errors.STATUSES = STATUSES
errors.BROKEN_OFF = BROKEN_OFF

local HINTS = {
  no_key = "set the environment variable ASHBY_API_KEY, or pass api_key to ashby.new",
  resolve = "check base_url (ASHBY_BASE_URL) and the name service",
  connect = "check base_url (ASHBY_BASE_URL), the network and the proxy",
  tls = "check base_url and this machine's clock; for a private certificate authority set ca_file",
  body_limit = "raise max_body, or ask for less with limit",
  redirect = "set base_url to the address that serves the API",
  repeated_cursor = "start the list again; the records so far are not all",
  missing_cursor = "start the list again; the records so far are not all",
  cut_off = "try again", json_end = "try again",
  timeout = "raise timeout, or ask for less with limit",
  deadline = "raise deadline",
  locked = "one program at a time can keep a state; give each its own file",
  bad_state = "remove the file to start with a full pass",
  expired = "start the list again without cursor and sync_token",
  rate_limited = "wait retry_after seconds; rate_per_minute keeps below the limit",
  auth = "check the key under Admin, API keys",
  closed = "make a new client with ashby.new",
  unknown_path = "check base_url (ASHBY_BASE_URL) and the name of the method",
}

local PERMISSIONS = "the key lacks %s: enable it under Admin, API keys"

local Error = {}
Error.__index = Error
Error.__name = "ashby.Error"

local function context(err)
  local parts = { err.kind }
  if err.code ~= err.kind then parts[#parts + 1] = err.code end
  if err.status then parts[#parts + 1] = ("HTTP %d"):format(err.status) end
  if (err.attempts or 0) > 1 then parts[#parts + 1] = err.attempts .. " attempts" end
  if err.request_id then parts[#parts + 1] = "request " .. err.request_id end
  return table.concat(parts, ", ")
end

--- One line that a person can act on.
function Error:__tostring()
  local where = self.method and (self.method .. ": ") or ""
  local hint = self.hint and ("; " .. self.hint) or ""
  return ("ashby: %s%s (%s)%s"):format(where, self.message, context(self), hint)
end

local function kind_of(facts)
  local code = facts.code
  if CODES[code] then return CODES[code] end
  if code and code:find("^json_") then return "protocol" end
  if code and code:find("_not_found$") then return "not_found" end
  local status = facts.status
  if status and status >= 500 then return "server" end
  return STATUSES[status] or "invalid"
end

local function hint_of(err, permission)
  if err.kind == "permission" and permission then return PERMISSIONS:format(permission) end
  if err.status == 404 then return HINTS.unknown_path end
  return HINTS[err.code] or HINTS[err.kind]
end

--- Makes an error object. facts: code, message, and whatever of the other
-- fields is known; permission names what the method needs.
---@param facts table
---@return ashby.Error
function errors.new(facts)
  local err = {
    code = facts.code, message = facts.message, method = facts.method,
    status = facts.status, request_id = facts.request_id,
    retry_after = facts.retry_after, attempts = facts.attempts or 0,
    offset = facts.offset,
  }
  err.kind = facts.kind or kind_of(facts)
  err.code = err.code or err.kind
  err.message = err.message or errors.KINDS[err.kind]
  err.retryable = RETRYABLE[err.kind] or BROKEN_OFF[err.code] or false
  err.hint = facts.hint or hint_of(err, facts.permission)
  return setmetatable(err, Error)
end

--- Whether a value is one of our error objects.
function errors.is(value)
  return getmetatable(value) == Error
end

return errors
