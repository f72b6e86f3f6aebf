--- kinds: every kind of error, and which kind each code and each status is. The
-- codes are those of the engine, the module and the vendor.
--
-- SPDX-License-Identifier: MIT

local kinds = {}

--- Every kind, from the user's mistakes to failures outside: its name, what it
-- says, what to do about it; again: whether the same call may succeed later.
kinds.KINDS = {
  { name = "auth", says = "the key is missing, wrong or deactivated",
    hint = "check the key under Admin, API keys" },
  { name = "permission", says = "the key may not do this" },
  { name = "invalid", says = "the service refuses the request" },
  { name = "not_found", says = "there is no such record" },
  { name = "expired", says = "a cursor or sync token is no longer valid",
    hint = "start the list again without cursor and sync_token" },
  { name = "rate_limited", says = "too many requests", again = true,
    hint = "wait retry_after seconds, or a minute if it is nil; rate_per_minute keeps you "
      .. "below the limit" },
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
kinds.CODES = {
  { name = "no_memory", kind = "network" },
  { name = "too_large", kind = "too_large" },
  { name = "closed", kind = "closed" },
  { name = "cancelled", kind = "closed", hint = "start it again" },
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
  { name = "file", kind = "invalid",
    hint = "check the path: its folder has to be there, with room, and to let this user write" },
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
    hint = CHECK_URL .. " and any proxy on the way: the API does not send this status" },
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
kinds.STATUSES = {
  [400] = "invalid", [401] = "auth", [403] = "auth", [404] = "not_found",
  [408] = "timeout", [413] = "invalid", [422] = "invalid", [429] = "rate_limited",
}

return kinds
