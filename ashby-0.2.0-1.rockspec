-- SPDX-License-Identifier: MIT
-- Written by `make docs` (tools/generate/rockspecs.lua): change it there.
rockspec_format = "3.0"
package = "ashby"
version = "0.2.0-1"

-- `luarocks make` builds the checkout in which it is run and fetches nothing.
source = {
  url = "https://ashby.invalid/releases/ashby-0.2.0.tar.gz",
  dir = "ashby-0.2.0",
}

description = {
  summary = "The data of the Ashby recruiting system in any program that speaks Lua",
  detailed = [=[
    A client for the Ashby API (and Airbyte's hosted connector for it): a core
    in C on libcurl, iterators over records, one face for scripts, nginx and
    programs that embed Lua.
  ]=],
  license = "MIT",
  labels = { "http", "api", "recruiting", "ats" },
}

supported_platforms = { "unix" }

dependencies = {
  "lua >= 5.1, < 5.5",
  "lua-cjson",
}

-- Nothing to look for: LuaRocks does not know the folders in which Debian
-- keeps headers and libraries, the compiler does, and where it finds none our
-- sources name the packages. Other places: CURL_DIR CRYPTO_DIR.
external_dependencies = {
  CURL = {},
  CRYPTO = {},
}

build = {
  type = "make",
  build_target = "core",
  variables = {
    LUA = "$(LUA)",
    LUA_INC = "$(LUA_INCDIR)",
    CFLAGS = "$(CFLAGS)",
    LUADIR = "$(LUADIR)",
    LIBDIR = "$(LIBDIR)",
    BINDIR = "$(BINDIR)",
    MANDIR = "$(PREFIX)/doc/man",
    PARTS = "module",
    CURL_CFLAGS = "-I$(CURL_INCDIR) -I$(CRYPTO_INCDIR)",
    CURL_LIBS = "-L$(CURL_LIBDIR) -L$(CRYPTO_LIBDIR) -lcrypto -lssl -lcurl",
  },
  copy_directories = { "docs", "types" },
}
