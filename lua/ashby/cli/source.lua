--- source: what the records come from: a client of the service, or a store.
--
-- SPDX-License-Identifier: MIT

local ashby = require "ashby"
local core = require "ashby.core"
local failure = require "ashby.cli.failure"

local source = {}

local KEY, FILE = "ASHBY_API_KEY", "ASHBY_API_KEY_FILE"

local function trimmed(text)
  return text and text:match "^%s*(.-)%s*$"
end

local OTHERS = 63 -- 0077: what the group and all others may do

local function read_key_file(path)
  local file, problem = io.open(path, "rb")
  if not file then failure.key("%s=%s", FILE, problem) end
  local text = file:read "*a"
  file:close()
  local mode = core.mode(path)
  if not text then failure.key("%s=%s: it is no file", FILE, path) end
  if mode and mode % (OTHERS + 1) ~= 0 then
    failure.key("%s=%s may be read by others: chmod 600 %s", FILE, path, path)
  end
  return text
end

-- The text of a key, from where it was given.
local function checked(text, where)
  local key = trimmed(text)
  if key == "" then failure.key("%s is empty", where) end
  if key:find "%c" then failure.key("%s is not one line with a key", where) end
  return key
end

--- The key and the name of the variable that gave it; nothing where none does.
function source.key()
  local key, path = os.getenv(KEY), os.getenv(FILE)
  if key and trimmed(key) ~= "" then return checked(key, KEY), KEY end
  if path and path ~= "" then
    return checked(read_key_file(path), ("%s=%s"):format(FILE, path)), FILE
  end
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
