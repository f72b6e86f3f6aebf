-- SPDX-License-Identifier: MIT
rockspec_format = "3.0"
package = "ashby"
version = "scm-1"

-- `luarocks make` builds the checkout it stands in and fetches nothing.
source = { url = "git+file://." }

description = {
  summary = "The data of the Ashby recruiting system in any program that speaks Lua",
  detailed = [[
    A client for the Ashby API (and Airbyte's hosted connector for it): a core
    in C on libcurl, iterators over records, one face for scripts, nginx and
    programs that embed Lua.
  ]],
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
-- sources name the packages. CURL_DIR and CRYPTO_DIR lead elsewhere.
external_dependencies = {
  CURL = {},
  CRYPTO = {},
}

build = {
  type = "make",
  build_target = "build",
  variables = {
    LUA = "$(LUA)",
    LUA_INC = "$(LUA_INCDIR)",
    CFLAGS = "$(CFLAGS)",
    CURL_CFLAGS = "-I$(CURL_INCDIR) -I$(CRYPTO_INCDIR)",
    CURL_LIBS = "-L$(CURL_LIBDIR) -L$(CRYPTO_LIBDIR) -lcurl -lcrypto",
    LUADIR = "$(LUADIR)",
    LIBDIR = "$(LIBDIR)",
    BINDIR = "$(BINDIR)",
    PARTS = "module sqlite command",
  },
  copy_directories = { "docs", "types" },
}
