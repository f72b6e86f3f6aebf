--- options: what ashby.new takes, its defaults and checks.
--
-- SPDX-License-Identifier: MIT

local misuse = require "ashby.misuse"

local options = {}

local MAX_SECONDS = 86400

-- name, type, default, least, most
local ROWS = {
  { "api_key", "string" },
  { "base_url", "string" },
  { "api_version", "string" },
  { "hosted", "table" },
  { "timeout", "number", 30, 0.001, MAX_SECONDS },
  { "connect_timeout", "number", 10, 0.001, MAX_SECONDS },
  { "deadline", "number", 120, 0.001, MAX_SECONDS },
  { "retries", "whole", 3, 0, 100 },
  { "max_in_flight", "whole", 12, 1, 1000 },
  { "rate_per_minute", "whole", nil, 1, 1e6 },
  { "max_body", "whole", 64 * 1024 * 1024, 1, 2 ^ 31 },
  { "max_values", "whole", 1000000, 1, 2 ^ 31 },
  { "null", "any" },
  { "wait", "wait" },
  { "ca_file", "file" },
  { "proxy", "string" },
  { "allow_http", "boolean" },
  { "user_agent", "string" },
  { "log", "function" },
}

local NAMES = {}
for i, row in ipairs(ROWS) do NAMES[i] = row[1] end

options.NAMES = NAMES

local function fail(name, problem, ...)
  misuse.raise("ashby.new: bad option '%s': " .. problem, name, ...)
end

local function check_number(row, value)
  local name, kind, low, high = row[1], row[2], row[4], row[5]
  if type(value) ~= "number" or not (value >= low and value <= high)
    or (kind == "whole" and value ~= math.floor(value)) then
    fail(name, "a %s from %g to %g expected, got %s",
      kind == "whole" and "whole number" or "number", low, high, tostring(value))
  end
end

-- A value is never shown: it may be a key in the wrong place.
local function check_text(row, value)
  if type(value) ~= "string" then fail(row[1], "a string expected, got a %s", type(value)) end
  if value == "" then fail(row[1], "it is empty") end
  if value:find("[%z\1-\31\127]") then -- not %c, which depends on the locale
    fail(row[1], "it has a control character (a line feed at its end?)")
  end
end

local function check_other(row, value)
  local kind = row[2]
  if kind == "any" or type(value) == kind then return end
  if kind == "wait" and (type(value) == "string" or type(value) == "function") then return end
  fail(row[1], "a %s expected, got a %s", kind == "wait" and "name or function" or kind,
    type(value))
end

-- Checked here, since libcurl would only fail at the first request.
local function check_file(row, path)
  check_text(row, path)
  local file, problem = io.open(path, "rb")
  local byte
  if file then
    byte, problem = file:read(1)
    file:close()
  end
  if not byte then
    problem = problem and problem:gsub("^.*: ", "") or "it is empty"
    fail(row[1], "'%s' cannot be read: %s", path, problem)
  end
end

local function check(row, value)
  if row[2] == "number" or row[2] == "whole" then
    check_number(row, value)
  elseif row[2] == "file" then
    check_file(row, value)
  elseif row[2] == "string" then
    check_text(row, value)
  else
    check_other(row, value)
  end
end

local function check_names(given)
  for name in pairs(given) do
    local found = false
    for _, valid in ipairs(NAMES) do found = found or valid == name end
    if not found then
      misuse.raise("ashby.new: unknown option '%s'%s", tostring(name),
        misuse.nearest(tostring(name), NAMES))
    end
  end
end

--- A checked copy with the defaults filled in.
function options.check(given)
  if given == nil then given = {} end
  if type(given) ~= "table" then misuse.raise("ashby.new: a table of options expected") end
  check_names(given)
  local result = {}
  for _, row in ipairs(ROWS) do
    local value = given[row[1]]
    if value == nil then value = row[3] else check(row, value) end
    result[row[1]] = value
  end
  return result
end

return options
