--- service: the seam between exchanges and what serves the records over HTTP. A
-- service says how a request is sent, what an answer means and what it can do;
-- no caller asks which one it is. This file is the whole interface: a further
-- service is a table with these members, chosen below. direct and hosted are
-- the two.
--
-- SPDX-License-Identifier: MIT

local service = {}

--- Every member: its name, its type, and what it is. Those that are optional
-- may be left out; a capability that is left out is false.
service.MEMBERS = {
  { "DEFAULT_URL", "string", "its address, if neither base_url nor ASHBY_BASE_URL gives one" },
  { "lines", "table", "the header lines of every request, besides the secret" },
  { "token", "string", "the first secret, a bearer token; gone once the session has it",
    optional = true },
  { "auth_hint", "string", "what to do about a refused secret, if not \"check the key\"",
    optional = true },

  { "body", "function", "(method, wire, own) -> the JSON of a call: method is a row of the "
    .. "catalogue, wire the checked parameters by their names on the wire, own the module's" },
  { "check", "function", "(method, wire): raises for parameters that it does not take" },
  { "begin", "function", "(session, request, seconds, notes) -> a transfer, or nil, code, "
    .. "message. It never waits. notes: a table of the exchange, for recover" },
  { "read", "function", "(document, request) -> { more, cursor, sync_token, count, warnings, "
    .. "kind } with the document opened at its records, or nil and facts: of a 2xx answer" },
  { "failure", "function", "(document) -> the facts { code, message, request_id }: of any other" },

  { "ready", "function", "() -> whether a request can leave at once", optional = true },
  { "prepare", "function", "(exchange, seconds) -> nil, or an error: gets what is missing, in the "
    .. "coroutine of that exchange, by exchange:ask and exchange:pass", optional = true },
  { "recover", "function", "(notes, err) -> whether the same request may go again after this "
    .. "error, which does not count as an attempt", optional = true },
  { "close", "function", "(): forgets its secrets", optional = true },

  { "needs_key", "boolean", "an API key goes with every request", optional = true },
  { "has_versions", "boolean", "it takes the option api_version", optional = true },
  { "has_filters", "boolean", "lists take the filters of the catalogue", optional = true },
  { "has_sync_tokens", "boolean", "lists that sync give tokens", optional = true },
  { "has_methods", "boolean", "the vendor's methods can be called by name", optional = true },
  { "can_search", "boolean", "E.search is its own", optional = true },
  { "hides_refusals", "boolean", "an empty list may be a refusal in disguise", optional = true },
}

--- The service of a client. hosted: the option of that name, or nil.
function service.choose(hosted)
  if hosted then return require "ashby.service.hosted".new(hosted) end
  return require "ashby.service.direct"
end

return service
