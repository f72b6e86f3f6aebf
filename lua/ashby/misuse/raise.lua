--- raise: raising our errors where the interpreter would not show their text. The
-- assert of Lua 5.1 and 5.2 takes only text, and the interpreter of 5.1 prints no
-- object that nobody has caught. here is misuse.here, which names the script's line.
--
-- SPDX-License-Identifier: MIT

local debug = debug

local raise = {}

local function takes_objects()
  local _, raised = pcall(assert, nil, raise)
  return raised == raise
end

local IS_OLD = debug ~= nil and not takes_objects()
local PRINTS_NO_OBJECT = IS_OLD and _VERSION == "Lua 5.1"

local TEMPORARY = "(*temporary)"

-- The two last values that the function at that level has on its stack beyond its
-- variables: those of the call whose arguments it is working out.
local function pending(level)
  local before, last
  for i = 1, 250 do
    local name, value = debug.getlocal(level + 1, i)
    if not name then break end
    before, last = last, nil
    if name == TEMPORARY then last = value end
  end
  return before, last
end

-- The level of the function that has called one of ours, over tail calls of it.
local function calling_level(first)
  for level = first + 1, first + 12 do
    local info = debug.getinfo(level, "S")
    if not info then return nil end
    if info.what ~= "tail" then return info.what ~= "C" and level - 1 or nil end
  end
end

-- In pcall(assert, f()) it is an argument, and not what gets the results.
local PASSES_ON = { [pcall] = true, [xpcall] = true, [select] = true }

local function goes_to_assert()
  local level = calling_level(3)
  if not level then return false end
  local before, last = pending(level)
  return last == assert and not PASSES_ON[before] and type(before) ~= "table"
end

--- What the results of a public function pass through, or nil where they need not.
-- An error that goes straight to assert, as in assert(ashby.jobs.list{}), is raised
-- there as assert would raise it: as text, with the line.
function raise.results(here)
  return IS_OLD and function(...)
    local value, err = ...
    if value == nil and type(err) == "table" and err.kind and goes_to_assert() then
      error(here() .. tostring(err), 0)
    end
    return ...
  end or nil
end

-- Whether something may catch what is raised: then it is raised as an object.
-- Files are loaded by C functions that catch nothing.
local LOADS = { [require] = true, [dofile] = true }

local function may_be_caught()
  if coroutine.running() then return true end
  for level = 3, 200 do
    local info = debug.getinfo(level, "Sf")
    if not info then return false end
    local is_last = not debug.getinfo(level + 1, "S")
    if info.what == "C" and not is_last and not LOADS[info.func] then return true end
  end
  return true
end

--- Raises an error object, as text where it would be the end of the script.
function raise.error(err, here)
  if PRINTS_NO_OBJECT and type(err) == "table" and not may_be_caught() then
    err = here() .. tostring(err)
  end
  error(err, 0)
end

return raise
