/*
 * sqlite: the contents page of ashby.sqlite, a separate module on libsqlite3.
 * It has the functions and methods that ashby.store needs, and no more.
 *
 * SPDX-License-Identifier: MIT
 */
#include "store/database.h"

#include "binding/version.h"

/* sqlite.version() -> the version of the library in use */
static int sqlite_version(lua_State *L)
{
    lua_pushstring(L, sqlite3_libversion());
    return 1;
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

    ashb_version_check(L, "ashby.sqlite");
    ashs_open_database(L);
    ashs_open_statement(L);
    ashs_open_keep(L);
    ashs_open_plan(L);
    luaL_newlib(L, FUNCTIONS);
    return 1;
}
