/*
 * sqlite: the contents page of ashby.sqlite, a separate module on libsqlite3.
 * It has the functions and methods that ashby.store needs, and no more.
 *
 * SPDX-License-Identifier: MIT
 */
#include "store/database.h"

#include <string.h>

/* sqlite.version() -> the version of the library in use */
static int sqlite_version(lua_State *L)
{
    lua_pushstring(L, sqlite3_libversion());
    return 1;
}

/* Another version of Lua may have every function that the module links to, and
 * some would do something else. [-0, +0, v] */
static void check_version(lua_State *L)
{
    compat_pushglobals(L);
    lua_pushliteral(L, "_VERSION");
    lua_rawget(L, -2);
    if (lua_type(L, -1) == LUA_TSTRING &&
        strcmp(lua_tostring(L, -1), LUA_VERSION) != 0)
        luaL_error(L,
                   "this ashby.sqlite was built for %s and does not work "
                   "with %s",
                   LUA_VERSION, lua_tostring(L, -1));
    lua_pop(L, 2);
}

__attribute__((visibility("default"))) int luaopen_ashby_sqlite(lua_State *L);

int luaopen_ashby_sqlite(lua_State *L)
{
    static const luaL_Reg FUNCTIONS[] = {
        {"open", ashs_database_open},
        {"plan", ashs_plan_new},
        {"version", sqlite_version},
        {NULL, NULL},
    };

    check_version(L);
    ashs_open_database(L);
    ashs_open_statement(L);
    ashs_open_keep(L);
    ashs_open_plan(L);
    luaL_newlib(L, FUNCTIONS);
    return 1;
}
