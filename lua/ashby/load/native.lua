--- native: says in one line why a module in C does not load.
--
-- SPDX-License-Identifier: MIT

-- Whether C modules find Lua's functions in this program: nil where the dynamic
-- linker cannot be asked. Any function that every Lua has will do.
local function exports_lua()
  local found, _, reason = package.loadlib("", "lua_gettop")
  if found then return true end
  if reason == "init" then return false end
  return nil
end

local function this_lua()
  if rawget(_G, "jit") then return "LuaJIT", "luajit" end
  return _VERSION, "lua" .. _VERSION:match("[%d.]+")
end

-- A module that was built for another Lua fails here: its file does not link,
-- or it says so itself.
local function explain(name, problem)
  local missing = problem:match("undefined symbol: lua[L_][%w_]+")
  local why = missing or problem:match("this core was built for [%w. ]+")
  if not why then return problem end
  local file = problem:match("from file '([^']*)'") or name
  if missing and exports_lua() == false then
    return ("ashby: %s cannot be loaded (%s): this program does not export the functions of its "
      .. "Lua; link it with -Wl,-E, or link the module into it"):format(file, why)
  end
  local title, target = this_lua()
  local cure = name == "cjson" and "install lua-cjson for it" or "make LUA=" .. target
  return ("ashby: %s was not built for this %s (%s): %s"):format(file, title, why, cure)
end

-- How to get a module that is not there at all.
local FROM = {
  cjson = "lua-cjson is not installed: apt install lua-cjson, or luarocks install lua-cjson",
  ["ashby.core"] = "the module's core in C is not there: run make in its folder (and "
    .. "eval \"$(make -s env)\" to use it from there), or luarocks install ashby",
}

local function absent(name, problem)
  if not FROM[name] or not problem:find("module '" .. name .. "' not found", 1, true) then
    return nil
  end
  local title, target = this_lua()
  local how = name == "cjson" and "" or ": LUA=" .. target
  return ("ashby: %s (for %s%s)"):format(FROM[name], title, how)
end

--- problem: what require raised.
return function(name, problem)
  return absent(name, problem) or explain(name, problem)
end
