-- SPDX-License-Identifier: MIT
-- Written by `make docs` (tools/generate/rockspecs.lua): change it there.
rockspec_format = "3.0"
package = "ashby-cli"
version = "0.2.0-1"

-- `luarocks make` builds the checkout in which it is run and fetches nothing.
source = {
  url = "https://ashby.invalid/releases/ashby-0.2.0.tar.gz",
  dir = "ashby-0.2.0",
}

description = {
  summary = "The data of the Ashby recruiting system in the shell",
  detailed = [=[
    The command ashby: lists, records, a local copy with SQL, reports.
  ]=],
  license = "MIT",
  labels = { "http", "api", "recruiting", "ats" },
}

supported_platforms = { "unix" }

dependencies = {
  "lua >= 5.1, < 5.5",
  "ashby == 0.2.0",
  "ashby-sqlite == 0.2.0",
  "argparse",
}

build = {
  type = "make",
  build_pass = false,
  variables = {
    LUA = "$(LUA)",
    LUA_INC = "$(LUA_INCDIR)",
    CFLAGS = "$(CFLAGS)",
    LUADIR = "$(LUADIR)",
    LIBDIR = "$(LIBDIR)",
    BINDIR = "$(BINDIR)",
    MANDIR = "$(PREFIX)/doc/man",
    PARTS = "command",
  },
}
