--- rockspecs: one for each rock, all from one tarball of the tree. LuaRocks calls
-- make, so that a rock holds what `make install` would put there.
--
-- SPDX-License-Identifier: MIT

local VERSION = dofile "lua/ashby/version.lua"

-- Where the tarballs of releases are.
local SOURCE = os.getenv "ASHBY_SOURCE" or "https://ashby.invalid/releases"

local ROCKS = {
  { name = "ashby", folder = "", part = "module", target = "core",
    summary = "The data of the Ashby recruiting system in any program that speaks Lua",
    detailed = { "A client for the Ashby API (and Airbyte's hosted connector for it): a core",
      "in C on libcurl, iterators over records, one face for scripts, nginx and",
      "programs that embed Lua." },
    depends = { "lua-cjson" }, libraries = { "CURL", "CRYPTO" },
    words = { "CURL", "-lcrypto -lssl -lcurl" }, folders = { "docs", "types" } },
  { name = "ashby-sqlite", folder = "packaging/", part = "sqlite", target = "sqlite",
    summary = "SQLite for the local copy of the Lua module ashby",
    detailed = { "What ashby.store keeps its records in: a thin binding on libsqlite3." },
    depends = { "ashby == " .. VERSION }, libraries = { "SQLITE" },
    words = { "SQLITE", "-lsqlite3" } },
  { name = "ashby-cli", folder = "packaging/", part = "command",
    summary = "The data of the Ashby recruiting system in the shell",
    detailed = { "The command ashby: lists, records, a local copy with SQL, reports." },
    depends = { "ashby == " .. VERSION, "ashby-sqlite == " .. VERSION, "argparse" },
    libraries = {} },
}

-- The variables that every rock passes to make.
local VARIABLES = { "LUA = \"$(LUA)\"", "LUA_INC = \"$(LUA_INCDIR)\"", "CFLAGS = \"$(CFLAGS)\"",
  "LUADIR = \"$(LUADIR)\"", "LIBDIR = \"$(LIBDIR)\"", "BINDIR = \"$(BINDIR)\"",
  "MANDIR = \"$(PREFIX)/doc/man\"" }

-- A text with a line for each of some words.
local function lines(words, format)
  local out = {}
  for i, word in ipairs(words) do out[i] = format:format(word) .. "\n" end
  return table.concat(out)
end

-- The rock's libraries, each in a format, between blanks.
local function flags(rock, format)
  return (lines(rock.libraries, format):gsub("\n$", ""):gsub("\n", " "))
end

local function head(rock)
  return [[
-- SPDX-License-Identifier: MIT
-- Written by `make docs` (tools/generate/rockspecs.lua): change it there.
rockspec_format = "3.0"
package = "]] .. rock.name .. [["
version = "]] .. VERSION .. [[-1"

-- `luarocks make` builds the checkout in which it is run and fetches nothing.
source = {
  url = "]] .. SOURCE .. "/ashby-" .. VERSION .. [[.tar.gz",
  dir = "ashby-]] .. VERSION .. [[",
}

description = {
  summary = "]] .. rock.summary .. [[",
  detailed = [=[
]] .. lines(rock.detailed, "    %s") .. [[
  ]=],
  license = "MIT",
  labels = { "http", "api", "recruiting", "ats" },
}

supported_platforms = { "unix" }

dependencies = {
  "lua >= 5.1, < 5.5",
]] .. lines(rock.depends, "  \"%s\",") .. "}\n"
end

local function libraries(rock)
  if #rock.libraries == 0 then return "" end
  return [[

-- Nothing to look for: LuaRocks does not know the folders in which Debian
-- keeps headers and libraries, the compiler does, and where it finds none our
-- sources name the packages. Other places: ]] .. flags(rock, "%s_DIR") .. [[.
external_dependencies = {
]] .. lines(rock.libraries, "  %s = {},") .. "}\n"
end

local function variables(rock)
  local text = lines(VARIABLES, "    %s,") .. ("    PARTS = \"%s\",\n"):format(rock.part)
  if not rock.words then return text end
  local name, link = rock.words[1], rock.words[2]
  return text .. ("    %s_CFLAGS = \"%s\",\n"):format(name, flags(rock, "-I$(%s_INCDIR)"))
    .. ("    %s_LIBS = \"%s %s\",\n"):format(name, flags(rock, "-L$(%s_LIBDIR)"), link)
end

local function build(rock)
  local pass = rock.target and ("build_target = \"%s\""):format(rock.target) or "build_pass = false"
  local folders = rock.folders and ("  copy_directories = { \"%s\" },\n"):format(
    table.concat(rock.folders, "\", \"")) or ""
  return "\nbuild = {\n  type = \"make\",\n  " .. pass .. ",\n  variables = {\n"
    .. variables(rock) .. "  },\n" .. folders .. "}\n"
end

-- path -> text
local rockspecs = {}
for _, rock in ipairs(ROCKS) do
  rockspecs[("%s%s-%s-1.rockspec"):format(rock.folder, rock.name, VERSION)] =
    head(rock) .. libraries(rock) .. build(rock)
end

return rockspecs
