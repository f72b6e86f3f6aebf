/*
 * version: compares _VERSION with that of the headers. Another version of Lua may
 * have every function that the module links to, and some would do something
 * else.
 *
 * SPDX-License-Identifier: MIT
 */
#include "binding/version.h"

#include <string.h>

void ashb_version_check(lua_State *L, const char *module)
{
    compat_pushglobals(L);
    lua_pushliteral(L, "_VERSION");
    lua_rawget(L, -2);
    if (lua_type(L, -1) == LUA_TSTRING &&
        strcmp(lua_tostring(L, -1), LUA_VERSION) != 0)
        luaL_error(L, "this %s was built for %s and does not work with %s",
                   module, LUA_VERSION, lua_tostring(L, -1));
    lua_pop(L, 2);
}
