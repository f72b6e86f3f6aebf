--- state: what a sync remembers between runs: tokens and known ids, by entity
-- and filter. Kept in a file that people can read, or by the user's functions.
--
-- SPDX-License-Identifier: MIT

local cjson = require "cjson"

local core = require "ashby.core"
local encode = require "ashby.encode"
local errors = require "ashby.errors"
local misuse = require "ashby.misuse"

local state = {}

local VERSION = 1

local function failure(code, message, ...)
  return errors.new { code = code, message = message:format(...) }
end

-- ---- text ----

local function sorted_keys(t)
  local keys = {}
  for key in pairs(t) do keys[#keys + 1] = key end
  table.sort(keys)
  return keys
end

local function entry_text(entry)
  local parts = {}
  for _, name in ipairs { "token", "saved_at" } do
    if entry[name] then
      parts[#parts + 1] = ('        "%s": %s'):format(name, encode.string(entry[name]))
    end
  end
  if entry.ids then parts[#parts + 1] = '        "ids": ' .. encode.strings(entry.ids) end
  return "{\n" .. table.concat(parts, ",\n") .. "\n      }"
end

local function members(t, indent, text_of)
  local parts = {}
  for i, key in ipairs(sorted_keys(t)) do
    parts[i] = ("%s%s: %s"):format(indent, encode.string(key), text_of(t[key]))
  end
  return table.concat(parts, ",\n")
end

local function to_text(data)
  local entities = members(data.entities, "    ", function(filters)
    return "{\n" .. members(filters, "      ", entry_text) .. "\n    }"
  end)
  return ('{\n  "version": %d,\n  "entities": {\n%s\n  }\n}\n'):format(VERSION, entities)
end

-- ---- checking what was loaded ----

local function are_texts(list)
  if type(list) ~= "table" then return false end
  for _, value in pairs(list) do
    if type(value) ~= "string" then return false end
  end
  return true
end

local function check_entry(entry)
  return type(entry) == "table" and entry.token ~= "" and are_texts { entry.token, entry.saved_at }
    and (entry.ids == nil or are_texts(entry.ids))
end

local function check(data, where)
  if type(data) ~= "table" or type(data.version) ~= "number" or type(data.entities) ~= "table" then
    return nil, failure("bad_state", "%s holds no state of a sync", where)
  end
  if data.version ~= VERSION then
    return nil, failure("bad_state", "%s is of version %g; this one reads version %d", where,
      data.version, VERSION)
  end
  for _, filters in pairs(data.entities) do
    if type(filters) ~= "table" then return nil, failure("bad_state", "%s is damaged", where) end
    for _, entry in pairs(filters) do
      if not check_entry(entry) then return nil, failure("bad_state", "%s is damaged", where) end
    end
  end
  return data
end

local function empty()
  return { version = VERSION, entities = {} }
end

-- ---- files ----

local function read_file(path)
  local file, problem, number = io.open(path, "rb")
  if not file then
    if number == 2 then return nil end -- not there: the first run
    return nil, failure("file", "%s", problem)
  end
  local text, unreadable = file:read("*a")
  file:close()
  if not text then return nil, failure("file", "%s: %s", path, unreadable or "cannot be read") end
  return text
end

local function load_file(path)
  local text, err = read_file(path)
  if err then return nil, err end
  if not text then return empty() end
  local document = core.document(text, { null = cjson.null })
  return check(document and document:value(), path)
end

local function open_file(path)
  local lock, code, message = core.lock(path .. ".lock")
  if not lock then return nil, failure(code, "%s.lock: %s", path, message) end
  local data, err = load_file(path)
  if not data then
    lock:close()
    return nil, err
  end
  return {
    data = data,
    save = function(new)
      local ok, problem, words = core.save(path, to_text(new))
      if ok then return true end
      return nil, failure(problem, "%s: %s", path, words)
    end,
    close = function() lock:close() end,
  }
end

-- ---- functions of the user's ----

local function failed(name, problem)
  if errors.is(problem) then return problem end
  return failure("file", "%s: %s", name, tostring(problem))
end

local function open_functions(given)
  if type(given.load) ~= "function" or type(given.save) ~= "function" then
    misuse.raise("sync: state = { load = function, save = function } expected")
  end
  local data, problem = given.load()
  if data == nil and problem ~= nil then return nil, failed("load", problem) end
  if data == nil then data = empty() end
  local checked, err = check(data, "what load returned")
  if not checked then return nil, err end
  return { data = checked, close = function() end, save = function(new)
    local ok, words = given.save(new)
    if ok == nil or ok == false then return nil, failed("save", words) end
    return true
  end }
end

--- Opens a state: a file's path, or { load = fn, save = fn }. Returns { data,
-- save(data), close() }, or nil and an error: another writer holds the file,
-- or what is there is no state.
function state.open(given)
  if type(given) == "string" and given ~= "" then return open_file(given) end
  if type(given) == "table" then return open_functions(given) end
  misuse.raise("sync: state = a file's path, or { load =, save = } expected")
end

return state
