--- c: what the C sources may not do (rules 1 to 5).
--
-- SPDX-License-Identifier: MIT

local source = require "tools.house.source"

local ENGINE = source.files("src/engine", "c", "h")
local BINDING = source.files("src/binding src/store", "c", "h")
local ALL = source.files("src", "c", "h")
local NUMBERS = "src/engine/number.c"

local rules = {}

-- Lines of files that have a pattern, with their strings.
local function each_include(paths, pattern, found)
  for _, path in ipairs(paths) do
    for number, line in ipairs(source.lines(path)) do
      if line:find("^%s*#%s*include%s*[<\"]" .. pattern) then found(path, number) end
    end
  end
end

rules[1] = function(report)
  for _, header in ipairs { "lua%.h", "luaconf", "lauxlib", "lualib" } do
    each_include(ENGINE, header, function(path, number)
      report(path, number, "the engine includes a header of Lua")
    end)
  end
end

rules[2] = function(report)
  source.each_call(BINDING, "lua_call lua_pcall lua_callk lua_pcallk lua_yield lua_yieldk "
    .. "lua_resume luaL_ref luaL_requiref luaL_callmeta luaL_tolstring lua_pushlightuserdata",
    function(path, number)
      report(path, number, "the binding calls Lua, keeps a reference or passes a pointer")
    end)
  source.each_call(BINDING, "lua_gettable lua_getfield lua_geti lua_compare lua_concat lua_arith "
    .. "luaL_len", function(path, number) report(path, number, "this may run a metamethod") end)
end

rules[3] = function(report)
  for _, path in ipairs(ALL) do
    local inside = false
    for number, line in ipairs(source.code(path)) do
      if line:find "%f[%w_]struct%s*[%w_]*%s*{" or line:find "%f[%w_]union%s*[%w_]*%s*{" then
        inside = true
      end
      if inside and line:find "^[^(]*lua_State%s*%*[^()]*;" then
        report(path, number, "a struct keeps a lua_State")
      end
      if line:find "^}" then inside = false end
    end
  end
end

rules[4] = function(report)
  source.each_call(ALL, "abort exit printf fprintf sprintf vprintf vfprintf vsprintf strcpy "
    .. "strcat gets setlocale", function(path, number) report(path, number, "not in a library") end)
  local function local_only(path, number)
    if path ~= NUMBERS then
      report(path, number, "depends on the locale: numbers are read in engine/number.c")
    end
  end
  source.each_call(ALL, "strtod strtof strtold atof", local_only)
  each_include(ALL, "ctype%.h", local_only)
  each_include(ALL, "locale%.h", local_only)
end

-- A name that offers to turn TLS verification off, in lower case.
local OFFERS = { "insecure", "tls_?verify", "ssl_?verify", "cert_?verify", "peer_?verify",
  "host_?verify", "verify_?tls", "verify_?ssl", "verify_?cert", "verify_?peer", "verify_?host" }
for _, verb in ipairs { "no", "skip", "disable", "ignore" } do
  for _, noun in ipairs { "verify", "verification", "tls", "ssl", "cert" } do
    OFFERS[#OFFERS + 1] = verb .. "_?" .. noun
  end
end

local function is_offer(line)
  for _, pattern in ipairs(OFFERS) do
    if line:find(pattern) and not line:find "CURLOPT_" then return true end
  end
end

-- The code of what follows a word, over the end of its line.
local function argument(path, number, rest)
  return rest .. " " .. (source.code(path)[number + 1] or "")
end

rules[5] = function(report)
  source.each_word(ALL, "CURLOPT_SSL_VERIFYPEER CURLOPT_SSL_VERIFYHOST CURLOPT_SSL_VERIFYSTATUS "
    .. "CURLOPT_PROXY_SSL_VERIFYPEER CURLOPT_PROXY_SSL_VERIFYHOST",
    function(path, number, _, rest)
      if not argument(path, number, rest):find "^%s*,%s*[12]L?[^%w]" then
        report(path, number, "TLS verification is only ever set on")
      end
    end)
  for _, path in ipairs(source.files("src lua", "c", "h", "lua")) do
    for number, line in ipairs(source.code(path)) do
      if is_offer(line) then
        report(path, number, "a name that offers to turn TLS verification off")
      end
    end
  end
end

return rules
