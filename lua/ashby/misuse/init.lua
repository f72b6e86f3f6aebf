--- misuse: mistakes of the calling program, raised at its line.
--
-- SPDX-License-Identifier: MIT

local ascii = require "ashby.text.ascii"
local raise = require "ashby.misuse.raise"

local debug = debug

local misuse = {}

local OURS = debug and debug.getinfo(1, "S").source:match("^(.*)misuse/init%.lua$")

-- "script.lua:12: " of the innermost function outside this module, from that level
-- of the caller on. Tail calls, coroutines and wrappers make a fixed level wrong.
local function position(first)
  if not OURS then return "" end
  for level = first + 1, first + 28 do
    local info = debug.getinfo(level, "Sl")
    if not info then break end
    if info.currentline > 0 and info.source:sub(1, #OURS) ~= OURS then
      return ("%s:%d: "):format(info.short_src, info.currentline)
    end
  end
  return ""
end

local RAISING = { [error] = true, [assert] = true }

--- For the text of a raised object, which an interpreter prints without the place
-- that text gets from it: "script.lua:12: " where a handler of an error that is
-- being raised asks for the text, "" anywhere else.
function misuse.raised_at()
  for level = 3, OURS and 5 or 0 do
    local info = debug.getinfo(level, "f")
    if not info then break end
    if RAISING[info.func] then return (position(level + 1)) end
  end
  return ""
end

--- The place of the script that has called us.
function misuse.here() return (position(2)) end

--- Raises "file:line: bad argument: ..." for the caller of the public function.
function misuse.raise(format, ...)
  error(position(2) .. "ashby: " .. format:format(...), 0)
end

-- Levenshtein distance, one row at a time.
local function distance(a, b)
  local row = {}
  for j = 0, #b do row[j] = j end
  for i = 1, #a do
    local diagonal = row[0]
    row[0] = i
    for j = 1, #b do
      local above = row[j]
      local change = a:byte(i) == b:byte(j) and 0 or 1
      row[j] = math.min(above + 1, row[j - 1] + 1, diagonal + change)
      diagonal = above
    end
  end
  return row[#b]
end

--- ", did you mean 'status'?" for the nearest of names, or "" where none is
-- near. The first of equally near ones wins.
---@param name string
---@param names string[]
function misuse.nearest(name, names)
  local best, best_distance = nil, math.max(2, math.floor(#name / 3)) + 1
  for _, candidate in ipairs(names) do
    local d = distance(ascii.lower(name), ascii.lower(candidate))
    if d < best_distance then best, best_distance = candidate, d end
  end
  return best and (", did you mean '%s'?"):format(best) or ""
end

--- What was given, for "expected, got": "a table", or "nothing" for nil.
function misuse.kind(value)
  return value == nil and "nothing" or "a " .. type(value)
end

--- Raises for the read of a member that is not there. A name such as "__call"
-- gives nil: tools look for those on any table.
function misuse.no_member(owner, key, names)
  if type(key) ~= "string" then return nil end
  if key:find "^__" then return nil end
  misuse.raise("%s has no member '%s'%s", owner, key, misuse.nearest(key, names))
end

--- The one of these names that is the same word but for case, or nil.
function misuse.same_word(name, names)
  for _, candidate in ipairs(names) do
    if ascii.lower(candidate) == ascii.lower(name) then return candidate end
  end
end

--- Whether a value is one of these.
function misuse.is_one_of(value, values)
  for _, item in ipairs(values) do
    if item == value then return true end
  end
  return false
end

-- Functions that need no argument, and that programs will therefore have after
-- `in` without a call. All others refuse two nils in their own words.
local LISTS = { all = true, each = true, list = true, pages = true }

-- Raises for arguments that nobody writes on purpose. `for x in f do` calls f
-- with two values, which are nil.
local function refuse_form(owner, path, name, first)
  if rawequal(first, owner) then
    misuse.raise("call %s.%s with a dot, not a colon", path, name)
  end
  misuse.raise("%s.%s is a function, which 'for' cannot iterate over: call it, %s.%s{}",
    path, name, path, name)
end

--- Puts a public function into its table. This is the one place that recognises
-- a call with a colon, whose first argument is that table, and `for` over the
-- function itself.
function misuse.hang(owner, path, name, fn)
  local is_list, results = LISTS[name], raise.results(misuse.here)
  rawset(owner, name, function(first, ...)
    if rawequal(first, owner)
      or is_list and first == nil and select("#", ...) == 1 and (...) == nil then
      refuse_form(owner, path, name, first)
    end
    if results then return results(fn(first, ...)) end
    return fn(first, ...)
  end)
end

--- Puts the functions of a list of names into their table.
function misuse.hang_all(owner, path, list, functions)
  for _, name in ipairs(list) do
    misuse.hang(owner, path, name, assert(functions[name], name))
  end
end

return misuse
