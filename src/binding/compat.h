/*
 * compat: every difference between Lua 5.1, LuaJIT and Lua 5.2 to 5.4, as
 * feature tests. A uservalue is always a table, set right after creation: 5.1
 * keeps it as the userdata's environment and takes nothing else.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ASH_COMPAT_H
#define ASH_COMPAT_H

#include <lauxlib.h>
#include <lua.h>

#include <stdint.h>

#if LUA_VERSION_NUM == 501
#define lua_getuservalue(L, index) lua_getfenv(L, index)
#define lua_setuservalue(L, index) lua_setfenv(L, index)
#define lua_rawlen(L, index) lua_objlen(L, index)
#endif

#if LUA_VERSION_NUM == 501 && !defined(luaL_newlib)
static inline void luaL_setmetatable(lua_State *L, const char *name)
{
    luaL_getmetatable(L, name);
    lua_setmetatable(L, -2);
}

static inline void luaL_setfuncs(lua_State *L, const luaL_Reg *row,
                                 int upvalues)
{
    (void)upvalues; /* none of ours has any */
    for (; row->name != NULL; row++) {
        lua_pushcfunction(L, row->func);
        lua_setfield(L, -2, row->name);
    }
}

static inline void compat_newlib(lua_State *L, const luaL_Reg *rows, int count)
{
    lua_createtable(L, 0, count);
    luaL_setfuncs(L, rows, 0);
}

#define luaL_newlib(L, rows) \
    compat_newlib(L, rows, (int)(sizeof(rows) / sizeof *(rows)) - 1)
#endif

/* Pushes _G, which is then read raw. */
#if LUA_VERSION_NUM == 501
#define compat_pushglobals(L) lua_pushvalue(L, LUA_GLOBALSINDEX)
#else
#define compat_pushglobals(L) \
    lua_rawgeti(L, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS)
#endif

/* As an integer where Lua has integers. */
static inline void compat_pushinteger(lua_State *L, int64_t value)
{
#if LUA_VERSION_NUM >= 503
    lua_pushinteger(L, (lua_Integer)value);
#else
    lua_pushnumber(L, (lua_Number)value);
#endif
}

#endif
