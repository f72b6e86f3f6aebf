--- errors: the error object, and which kind each failure is. Pure: it knows no
-- clock and no socket. Two tables hold all facts: the kinds, and the codes of
-- the engine, the module and the vendor. A code without a row gets its kind
-- from the HTTP status.
--
-- SPDX-License-Identifier: MIT

local line = require "ashby.line"
local misuse = require "ashby.misuse"

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

--- Every kind, from the user's mistakes to failures outside: its name, what it
-- says, what to do about it; again: whether the same call may succeed later.
errors.KINDS = {
  { name = "auth", says = "the key is missing, wrong or deactivated",
    hint = "check the key under Admin, API keys" },
  { name = "permission", says = "the key may not do this" },
  { name = "invalid", says = "the service refuses the request" },
  { name = "not_found", says = "there is no such record" },
  { name = "expired", says = "a cursor or sync token is not valid any more",
    hint = "start the list again without cursor and sync_token" },
  { name = "rate_limited", says = "too many requests", again = true,
    hint = "wait retry_after seconds; rate_per_minute keeps below the limit" },
  { name = "server", says = "the service failed", again = true },
  { name = "network", says = "no connection, or it broke", again = true },
  { name = "timeout", says = "it took too long", again = true,
    hint = "raise timeout, or ask for less with limit" },
  { name = "tls", says = "no trusted connection",
    hint = "check base_url and this machine's clock; for a private certificate authority "
      .. "set ca_file" },
  { name = "protocol", says = "the answer is not what the API sends" },
  { name = "too_large", says = "the answer is larger than allowed" },
  { name = "closed", says = "the client was closed", hint = "make a new client with ashby.new" },
}

local CHECK_URL = "check base_url (ASHBY_BASE_URL)"
local NOT_ALL = "start the list again; the records so far are not all"

--- Every code with its kind. hint and again count where they are set, else the
-- kind's. First those of the engine (src/engine/status.c), then our own, then
-- the vendor's.
errors.CODES = {
  { name = "no_memory", kind = "network" },
  { name = "too_large", kind = "too_large" },
  { name = "closed", kind = "closed" },
  { name = "cancelled", kind = "closed" },
  { name = "bad_url", kind = "invalid" },
  { name = "unsupported", kind = "invalid",
    hint = "install a libcurl of 7.62 or newer, with OpenSSL" },
  { name = "resolve", kind = "network", hint = CHECK_URL .. " and the name service" },
  { name = "connect", kind = "network", hint = CHECK_URL .. ", the network and the proxy" },
  { name = "timeout", kind = "timeout" },
  { name = "tls", kind = "tls" },
  { name = "send", kind = "network" },
  { name = "receive", kind = "network" },
  { name = "refused", kind = "network" },
  { name = "no_answer", kind = "network" },
  { name = "cut_off", kind = "protocol", again = true, hint = "try again" },
  { name = "bad_encoding", kind = "protocol" },
  { name = "codings", kind = "protocol" },
  { name = "bad_http", kind = "protocol" },
  { name = "body_limit", kind = "too_large",
    hint = "raise max_body, or ask for less with limit" },
  { name = "value_limit", kind = "too_large",
    hint = "raise max_values, or ask for less with limit" },
  { name = "header_limit", kind = "too_large" },
  { name = "flood", kind = "protocol" },
  { name = "network", kind = "network" },
  { name = "file", kind = "invalid" },
  { name = "locked", kind = "invalid",
    hint = "one program at a time can use a sync's state; give each its own file" },
  { name = "lock_lost", kind = "invalid",
    hint = "leave <state>.lock where it is; open the sync again, which gives the changes again" },
  { name = "foreign", kind = "invalid",
    hint = "after a fork, open it and begin it again in the process that uses it" },
  { name = "json_end", kind = "protocol", again = true, hint = "try again" },

  { name = "bad_state", kind = "invalid", hint = "remove the file to start with a full pass" },
  { name = "no_key", kind = "auth",
    hint = "set the environment variable ASHBY_API_KEY, or pass api_key to ashby.new" },
  { name = "deadline", kind = "timeout", hint = "raise deadline" },
  { name = "redirect", kind = "protocol",
    hint = "set base_url to the address that serves the API" },
  { name = "unexpected_status", kind = "protocol",
    hint = CHECK_URL .. " and what is in between: the API does not send this status" },
  { name = "proxy_auth", kind = "network", again = false,
    hint = "give the proxy's user and password: proxy = 'http://user:password@host:port'" },
  { name = "proxy_refused", kind = "network", again = false,
    hint = "let the proxy allow this host, or go round it: option proxy, variable NO_PROXY" },
  { name = "repeated_cursor", kind = "protocol", hint = NOT_ALL },
  { name = "missing_cursor", kind = "protocol", hint = NOT_ALL },
  { name = "empty_pages", kind = "protocol",
    hint = "start the list again, with another filter or limit; the records so far are not all" },
  { name = "wrong_shape", kind = "protocol" },
  { name = "no_id", kind = "protocol",
    hint = "nothing of this pass is committed; report it to the service's support" },
  { name = "not_json", kind = "protocol" },

  { name = "no_sqlite", kind = "invalid",
    hint = "install libsqlite3-dev (SQLite with its headers) and run make again, or luarocks "
      .. "install ashby-sqlite" },
  { name = "store_missing", kind = "invalid", hint = "make it with a pull, or give another path" },
  { name = "not_a_store", kind = "invalid",
    hint = "give the path of a store, or one where there is no file" },
  { name = "store_damaged", kind = "invalid",
    hint = "move the file away and pull again: all but the log of stages comes back" },
  { name = "store_newer", kind = "invalid", hint = "update this module" },
  { name = "store_older", kind = "invalid",
    hint = "open it once without read_only: that rebuilds its columns" },
  { name = "store_busy", kind = "invalid", again = true,
    hint = "another program writes to the store: try again" },
  { name = "store_read_only", kind = "invalid",
    hint = "check the modes of the file and its folder, or open the store with read_only" },
  { name = "store_full", kind = "invalid",
    hint = "make room on the disk and pull again: nothing is lost" },
  { name = "store_file", kind = "invalid", hint = "check the path, its folder and their modes" },
  { name = "sql", kind = "invalid", hint = "docs/store.md shows the tables" },
  { name = "sql_refused", kind = "invalid",
    hint = "store.sql can only read: one select, or a pragma that only reads" },
  { name = "other_organisation", kind = "invalid",
    hint = "the key is another company's: give each company a store of its own" },
  { name = "forked", kind = "closed", hint = "open the store again in the child process" },

  { name = "invalid_input", kind = "invalid", vendor = true },
  { name = "missing_endpoint_permission", kind = "permission", vendor = true },
  { name = "next_cursor_expired", kind = "expired", vendor = true },
  { name = "invalid_next_cursor", kind = "expired", vendor = true },
  { name = "cursor_invalid", kind = "expired", vendor = true },
  { name = "sync_token_expired", kind = "expired", vendor = true },
  { name = "sync_token_invalid", kind = "expired", vendor = true },
  { name = "incremental_sync_too_large", kind = "expired", vendor = true },
  { name = "rate_limit_exceeded", kind = "rate_limited", vendor = true },
  { name = "concurrent_limit_exceeded", kind = "rate_limited", vendor = true },
  { name = "generic_internal_error", kind = "server", vendor = true },
}

-- What an answer without a known code means by its status.
errors.STATUSES = {
  [400] = "invalid", [401] = "auth", [403] = "auth", [404] = "not_found",
  [408] = "timeout", [413] = "invalid", [422] = "invalid", [429] = "rate_limited",
}

local function by_name(rows)
  local found = {}
  for _, row in ipairs(rows) do found[row.name] = row end
  return found
end

local KIND, CODE = by_name(errors.KINDS), by_name(errors.CODES)

local UNKNOWN_PATH = CHECK_URL .. " and the name of the method"
local NOTHING_THERE = "the server has nothing at this address"
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

--- One line that a person can act on; with the script's line where nothing
-- catches the error.
function Error:__tostring()
  local where = self.method and (self.method .. ": ") or ""
  local hint = self.hint and ("; " .. self.hint) or ""
  return ("%sashby: %s%s (%s)%s"):format(misuse.raised_at(), where, self.message, context(self),
    hint)
end

--- err .. "" and "" .. err, in every Lua.
function Error.__concat(a, b)
  return tostring(a) .. tostring(b)
end

-- What is known of a code. Of one that a server says, only what the vendor means
-- by it: a server that says "tls" or "closed" has not met ours.
local function row_of(facts)
  local row = CODE[facts.code]
  return row and (row.vendor or not facts.is_said) and row or nil
end

local function kind_of(err, row, is_said)
  local code = err.code
  if row then return row.kind end
  if code and code:find("^json_") and not is_said then return "protocol" end
  if code and code:find("_not_found$") then return "not_found" end
  local status = err.status
  if status and status >= 500 then return "server" end
  return errors.STATUSES[status] or "invalid"
end

local function hint_of(err, row, permission)
  if err.kind == "permission" and permission then return PERMISSIONS:format(permission) end
  if err.status == 404 then return UNKNOWN_PATH end
  return row and row.hint or KIND[err.kind].hint
end

local function is_retryable(err, row)
  if row and row.kind == err.kind and row.again ~= nil then return row.again end
  return KIND[err.kind].again or false
end

-- A server's words as a line; names and ids have less room than sentences.
local function words(text, most)
  return text ~= nil and line.of(tostring(text), most) or nil
end

--- Makes an error object. facts: code, message, and whatever of the other
-- fields is known; permission names what the method needs; is_said: the code is
-- a server's. Text from a server becomes one line.
---@param facts table
---@return ashby.Error
function errors.new(facts)
  local err = {
    code = words(facts.code, line.MOST_NAME), message = words(facts.message),
    method = facts.method, status = facts.status,
    request_id = words(facts.request_id, line.MOST_NAME), retry_after = facts.retry_after,
    attempts = facts.attempts or 0, offset = facts.offset,
  }
  local row = row_of(facts)
  err.kind = facts.kind or kind_of(err, row, facts.is_said)
  err.code = err.code or err.kind
  err.message = err.message or err.status == 404 and NOTHING_THERE or KIND[err.kind].says
  err.retryable = is_retryable(err, row)
  err.hint = words(facts.hint) or hint_of(err, row, facts.permission)
  return setmetatable(err, Error)
end

--- The row of a kind or a code, or nil.
function errors.kind(name) return KIND[name] end
function errors.code(name) return CODE[name] end

--- Whether a value is one of our error objects.
function errors.is(value)
  return getmetatable(value) == Error
end

return errors
