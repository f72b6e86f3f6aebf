-- SPDX-License-Identifier: MIT
-- Written by `make docs` (tools/generate/rockspecs.lua): change it there.
rockspec_format = "3.0"
package = "ashby-sqlite"
version = "0.2.0-1"

-- `luarocks make` builds the checkout in which it is run and fetches nothing.
source = {
  url = "https://ashby.invalid/releases/ashby-0.2.0.tar.gz",
  dir = "ashby-0.2.0",
}

description = {
  summary = "SQLite for the local copy of the Lua module ashby",
  detailed = [=[
    What ashby.store keeps its records in: a thin binding on libsqlite3.
  ]=],
  license = "MIT",
  labels = { "http", "api", "recruiting", "ats" },
}

supported_platforms = { "unix" }

dependencies = {
  "lua >= 5.1, < 5.5",
  "ashby == 0.2.0",
}

-- Nothing to look for: LuaRocks does not know the folders in which Debian
-- keeps headers and libraries, the compiler does, and where it finds none our
-- sources name the packages. Other places: SQLITE_DIR.
external_dependencies = {
  SQLITE = {},
}

build = {
  type = "make",
  build_target = "sqlite",
  variables = {
    LUA = "$(LUA)",
    LUA_INC = "$(LUA_INCDIR)",
    CFLAGS = "$(CFLAGS)",
    LUADIR = "$(LUADIR)",
    LIBDIR = "$(LIBDIR)",
    BINDIR = "$(BINDIR)",
    MANDIR = "$(PREFIX)/doc/man",
    PARTS = "sqlite",
    SQLITE_CFLAGS = "-I$(SQLITE_INCDIR)",
    SQLITE_LIBS = "-L$(SQLITE_LIBDIR) -lsqlite3",
  },
}
