--- source: what the records come from: a client of the service, or a store.
--
-- SPDX-License-Identifier: MIT

local ashby = require "ashby"
local core = require "ashby.core"
local failure = require "ashby.cli.failure"

local source = {}

local function trimmed(text)
  return text and text:match "^%s*(.-)%s*$"
end

local OTHERS = 63 -- 0077: what the group and all others may do

local function read_key_file(path)
  local mode = core.mode(path)
  if mode and mode % (OTHERS + 1) ~= 0 then
    failure.other("ASHBY_API_KEY_FILE=%s may be read by others: chmod 600 %s", path, path)
  end
  local file, problem = io.open(path, "rb")
  if not file then failure.other("ASHBY_API_KEY_FILE: %s", problem) end
  local key = trimmed(file:read "*a")
  file:close()
  if key == "" then failure.other("ASHBY_API_KEY_FILE=%s is empty", path) end
  return key
end

--- The key and the name of the variable that gave it; nothing where none does.
function source.key()
  local key = trimmed(os.getenv "ASHBY_API_KEY")
  if key and key ~= "" then return key, "ASHBY_API_KEY" end
  local path = os.getenv "ASHBY_API_KEY_FILE"
  if path and path ~= "" then return read_key_file(path), "ASHBY_API_KEY_FILE" end
end

--- A client with the key of the environment.
function source.client(options, progress)
  return failure.need(ashby.new {
    api_key = source.key(), base_url = options.base_url, allow_http = options.allow_http or nil,
    log = progress and progress.log,
  })
end

--- A store for reading.
function source.store(path)
  if not ashby.store then failure.other "this build has no store" end
  return failure.need(ashby.store(path, { read_only = true }))
end

--- What --from names, else a client.
function source.open(options, progress)
  if options.from then return source.store(options.from) end
  return source.client(options, progress)
end

return source
