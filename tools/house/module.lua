--- module: what the built core shows (rule 6).
--
-- SPDX-License-Identifier: MIT

local shell = require "tools.shell"

local BUILD = os.getenv "BUILD" or "build/lua5.4"
local MOST_BYTES = 150000

-- What others may see of a shared object: one name.
local ENTRIES = { core = "luaopen_ashby_core", sqlite = "luaopen_ashby_sqlite" }

-- In a program that links the objects only these prefixes are ours.
local PREFIXES = { "^ash_", "^ashb_", "^ashs_", "^ASH_" }

local function is_ours(name)
  for _, prefix in ipairs(PREFIXES) do
    if name:find(prefix) then return true end
  end
  return name == ENTRIES.core or name == ENTRIES.sqlite
end

-- The names that nm lists, with those options, as defined.
local function defined(options, objects)
  local names = {}
  for _, line in ipairs(shell.lines(("nm %s --defined-only %s"):format(options, objects))) do
    names[#names + 1] = line:match "^%x+ %a (%S+)$"
  end
  return names
end

local function check_exports(report, object, entry)
  local names = table.concat(defined("-D", object), " ")
  if names ~= entry then
    report(object, 1, ("exports %s, not %s alone"):format(names, entry))
  end
end

local function stripped_bytes(object)
  local copy = os.tmpname()
  shell.run(("strip -s -o %s %s"):format(copy, object))
  local size = #shell.read(copy)
  shell.remove(copy)
  return size
end

local rules = {}

rules[6] = function(report)
  local core = BUILD .. "/ashby/core.so"
  if shell.run "make -s LUA=lua5.4 build >/dev/null" ~= 0 then
    return report(core, 1, "does not build")
  end
  for name, entry in pairs(ENTRIES) do
    local object = ("%s/ashby/%s.so"):format(BUILD, name)
    if shell.read(object) then check_exports(report, object, entry) end
  end
  for _, name in ipairs(defined("-g", BUILD .. "/obj/*/*.o")) do
    if not is_ours(name) then
      report("src", 1, name .. " has no prefix: it may collide in a host that links the objects")
    end
  end
  local size = stripped_bytes(core)
  if size > MOST_BYTES then
    report(core, 1, ("%d bytes stripped, over %d"):format(size, MOST_BYTES))
  end
end

return rules
