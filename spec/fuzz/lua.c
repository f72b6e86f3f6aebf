/*
 * lua: runs the targets that are written in Lua. SCRIPT returns a function; it
 * gets the input as a string and raises what is wrong. The core is linked in,
 * so that it is instrumented; lua-cjson is the installed one.
 *
 * SPDX-License-Identifier: MIT
 */
#include "fuzz.h"

#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>
#include <stdio.h>

int luaopen_ashby_core(lua_State *L);

static lua_State *open_state(void)
{
    lua_State *const L = luaL_newstate();

    luaL_openlibs(L);
    luaL_requiref(L, "ashby.core", luaopen_ashby_core, 0);
    if (luaL_dofile(L, SCRIPT)) {
        fprintf(stderr, "%s\n", lua_tostring(L, -1));
        abort();
    }
    return L;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static lua_State *L;

    if (L == NULL)
        L = open_state();
    lua_pushvalue(L, -1);
    lua_pushlstring(L, (const char *)data, size);
    if (lua_pcall(L, 1, 0, 0) != LUA_OK) {
        fprintf(stderr, "%s\n", lua_tostring(L, -1));
        abort();
    }
    lua_gc(L, LUA_GCSTEP, 0);
    return 0;
}
