--- failure: what ends a command: its sentence and its exit code.
--
-- SPDX-License-Identifier: MIT

local failure = {}

--- The exit codes, in the order of the help.
failure.CODES = {
  { code = 0, means = "complete: everything that was asked for" },
  { code = 1, means = "any other failure", kinds = { "invalid", "expired", "closed" } },
  { code = 2, means = "the command line was wrong; nothing was sent" },
  { code = 3, means = "the key is missing, wrong or deactivated", kinds = { "auth" } },
  { code = 4, means = "the key may not do this", kinds = { "permission" } },
  { code = 5, means = "there is no such record", kinds = { "not_found" } },
  { code = 6, means = "too many requests", kinds = { "rate_limited" } },
  { code = 7, means = "no connection, no trusted one, or no answer in time",
    kinds = { "network", "timeout", "tls" } },
  { code = 8, means = "the service failed or sent what the API does not",
    kinds = { "server", "protocol", "too_large" } },
  { code = 130, means = "interrupted" },
}

local BY_KIND = {}
for _, row in ipairs(failure.CODES) do
  for _, kind in ipairs(row.kinds or {}) do BY_KIND[kind] = row.code end
end

local Failure = { __tostring = function(self) return "ashby: " .. self.message end }

local function raise(code, format, ...)
  error(setmetatable({ code = code, message = format:format(...) }, Failure), 0)
end

--- Ends the command: its command line was wrong.
function failure.usage(format, ...) raise(2, format, ...) end

--- Ends the command: there is no key to use.
function failure.key(format, ...) raise(3, format, ...) end

--- Ends the command silently: its output is no longer read.
function failure.quiet(code)
  error(setmetatable({ code = code }, Failure), 0)
end

--- Ends the command for any other reason.
function failure.other(format, ...) raise(1, format, ...) end

--- Returns a value, or ends the command with the error that came in its place, as
-- assert would, which takes no error object in Lua 5.1 and 5.2.
function failure.need(value, err)
  if not value then error(err, 0) end
  return value
end

-- What the module says to programs, in the words of the shell.
local WORDS = {
  { ", or pass api_key to ashby.new", ", or ASHBY_API_KEY_FILE to a file with it" },
  { "ashby.new{ allow_http = true }", "--allow-http" },
  { "say allow_http = true", "say --allow-http" },
  { "ashby.new: bad option 'base_url': ", "--base-url: " },
  { "wait retry_after seconds, or a minute if it is nil; rate_per_minute keeps you below the limit",
    "try again in %s s" },
  { "raise timeout, or ask for less with limit", "try again, or ask for less with --limit" },
  { "raise max_body, or ask for less with limit", "ask for less with --limit" },
  { "raise max_values, or ask for less with limit", "ask for less with --limit" },
  { "raise deadline", "try again" },
  { "check base_url (ASHBY_BASE_URL)", "check --base-url (ASHBY_BASE_URL)" },
  { "check base_url and", "check --base-url and" },
  { "set base_url to", "set --base-url to" },
  { "for a private certificate authority set ca_file",
    "a private certificate authority has to be among this machine's" },
  { "give the proxy's user and password: proxy = 'http://user:password@host:port'",
    "give the proxy's user and password: https_proxy=http://user:password@host:port" },
  { "option proxy, variable NO_PROXY", "variable NO_PROXY" },
  { "open it once without read_only: that rebuilds its columns",
    "the next ashby pull rebuilds its columns" },
  { "make it with a pull", "make it with ashby pull" },
  { "store.sql can only read", "ashby sql can only read" },
  { "ashby.time: ", "" },
}

local function for_shells(text, err)
  for _, row in ipairs(WORDS) do
    local first, last = text:find(row[1], 1, true)
    if first then
      local instead = row[2]:format(math.ceil(err and err.retry_after or 60))
      text = text:sub(1, first - 1) .. instead .. text:sub(last + 1)
    end
  end
  return text
end

--- What a raised value means: the exit code and the line for stderr. There is
-- no line if the output is no longer read.
---@param problem any
---@return integer code, string? line
function failure.of(problem)
  if getmetatable(problem) == Failure then
    return problem.code, problem.message and tostring(problem)
  end
  if type(problem) == "table" and problem.kind then
    return BY_KIND[problem.kind] or 1, for_shells(tostring(problem), problem)
  end
  local text = tostring(problem)
  if text:find "interrupted!" then return 130, "ashby: interrupted" end
  local misuse = text:match "ashby: (.*)"
  if misuse then return 2, "ashby: " .. for_shells(misuse) end
  return 1, "ashby: a fault of the command itself: " .. text
end

return failure
