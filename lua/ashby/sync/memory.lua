--- memory: what a sync remembers between runs: tokens and known ids, by entity
-- and filter. Kept in a file that people can read, or by the user's functions.
--
-- SPDX-License-Identifier: MIT

local cjson = require "cjson"

local core = require "ashby.core"
local encode = require "ashby.encode"
local errors = require "ashby.errors"
local misuse = require "ashby.misuse"
local tables = require "ashby.tables"

local memory = {}

local VERSION = 1

local function failure(code, message, ...)
  return errors.new { code = code, message = message:format(...) }
end

-- ---- text ----

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
  for i, key in ipairs(tables.keys(t)) do
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

-- A text, nil where it is absent or null, or false where it is neither.
local function text_or_nil(value)
  if value == nil or value == cjson.null then return nil end
  return type(value) == "string" and value ~= "" and value
end

-- A copy of an array of texts without a hole, or nil.
local function texts_of(list)
  if type(list) ~= "table" then return nil end
  local copy, count = {}, 0
  for _ in pairs(list) do count = count + 1 end
  for i = 1, count do
    copy[i] = text_or_nil(list[i])
    if not copy[i] then return nil end
  end
  return copy
end

local function entry_of(entry)
  if type(entry) ~= "table" then return nil end
  local token, saved_at = text_or_nil(entry.token), text_or_nil(entry.saved_at)
  local ids = entry.ids ~= nil and entry.ids ~= cjson.null and entry.ids or nil
  local copy = ids and texts_of(ids)
  if token == false or saved_at == false or (ids and not copy) then return nil end
  return { token = token, saved_at = saved_at, ids = copy }
end

-- A copy of a table by names, each value as copy_of makes it; or nil.
local function by_name(t, copy_of)
  if type(t) ~= "table" then return nil end
  local copy = {}
  for name, value in pairs(t) do
    copy[name] = type(name) == "string" and copy_of(value) or nil
    if not copy[name] then return nil end
  end
  return copy
end

local function filters_of(filters) return by_name(filters, entry_of) end

-- A checked copy: a caller may go on with the table that load returned.
local function check(data, where)
  if type(data) ~= "table" or type(data.version) ~= "number" or type(data.entities) ~= "table" then
    return nil, failure("bad_state", "%s holds no state of a sync", where)
  end
  if data.version ~= VERSION then
    return nil, failure("bad_state", "%s is of version %g; this one reads version %d", where,
      data.version, VERSION)
  end
  local copy = { version = VERSION, entities = by_name(data.entities, filters_of) }
  if not copy.entities then return nil, failure("bad_state", "%s is damaged", where) end
  return copy
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

local function open_file(given)
  local file, code, message = core.file(given)
  if not file then
    local beside = code == "file" and " or the .lock beside it" or ""
    return nil, failure(code, "%s%s: %s", given, beside, message)
  end
  local path = file:path() -- read at once: later it may be relative to another folder
  local data, err = load_file(path)
  if not data then
    file:close()
    return nil, err
  end
  return {
    data = data,
    save = function(new)
      local ok, problem, words = file:save(to_text(new))
      if ok then return true end
      return nil, failure(problem, "%s: %s", path, words)
    end,
    close = function() file:close() end,
  }
end

-- ---- the user's functions ----

-- What one of them has said went wrong; it may have said nothing.
local function failed(name, problem)
  if errors.is(problem) then return problem end
  if problem == nil then problem = "it returned neither true nor a reason" end
  local err = failure("file", "%s: %s", name, tostring(problem))
  err.hint = "that is what your own function says"
  return err
end

-- As check, and it is text that JSON can carry, as a file is.
local function check_loaded(data)
  local checked, err = check(data, "what load returned")
  if checked and not core.document(to_text(checked)) then
    checked, err = nil, failure("bad_state", "what load returned is damaged: it is not UTF-8")
  end
  if err then err.hint = "have load return what save got, or nil to start with a full pass" end
  return checked, err
end

local function open_functions(given)
  if type(given.load) ~= "function" or type(given.save) ~= "function" then
    misuse.raise("sync: state = { load = function, save = function } expected")
  end
  local data, problem = given.load()
  if not data and problem ~= nil then return nil, failed("load", problem) end
  if data == nil then data = empty() end
  local checked, err = check_loaded(data)
  if not checked then return nil, err end
  return { data = checked, close = function() end, save = function(new)
    local ok, words = given.save(check(new)) -- a copy, the program's own
    if ok == nil or ok == false then return nil, failed("save", words) end
    return true
  end }
end

--- Opens what the option state names: the path of a file, or a table with load
-- and save. Returns { data, save(data), close() }, or nil and an error: another
-- writer holds the file, or what is there is not a state. save wants data of
-- texts that are UTF-8.
function memory.open(given)
  if type(given) == "string" and given ~= "" then
    if given:find("%z") then misuse.raise("sync: the path of the state holds a NUL") end
    return open_file(given)
  end
  if type(given) == "table" then return open_functions(given) end
  misuse.raise("sync: state = a file's path, or { load =, save = } expected")
end

return memory
