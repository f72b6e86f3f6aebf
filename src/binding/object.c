/*
 * object: creation of userdata and the one way to report a failure.
 *
 * SPDX-License-Identifier: MIT
 */
#include "binding/object.h"

#include <string.h>

void *ashb_object_new(lua_State *L, size_t size, const char *type)
{
    void *const object = lua_newuserdata(L, size);

    memset(object, 0, size);
    luaL_setmetatable(L, type);
    lua_newtable(L);
    lua_setuservalue(L, -2);
    return object;
}

void ashb_object_type(lua_State *L, const char *type, const luaL_Reg *methods,
                      lua_CFunction gc)
{
    luaL_newmetatable(L, type);
    lua_newtable(L);
    luaL_setfuncs(L, methods, 0);
    lua_setfield(L, -2, "__index");
    lua_pushstring(L, type);
    lua_setfield(L, -2, "__name");
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    if (gc != NULL) {
        lua_pushcfunction(L, gc);
        lua_setfield(L, -2, "__gc");
        lua_pushcfunction(L, gc);
        lua_setfield(L, -2, "__close");
    }
    lua_pop(L, 1);
}

int ashb_object_fail(lua_State *L, enum ash_status status, const char *detail)
{
    lua_pushnil(L);
    lua_pushstring(L, ash_status_name(status));
    if (detail != NULL && *detail != '\0')
        lua_pushfstring(L, "%s: %s", ash_status_message(status), detail);
    else
        lua_pushstring(L, ash_status_message(status));
    return 3;
}

int ashb_object_nil(lua_State *L)
{
    lua_pushnil(L);
    return 1;
}

void ashb_object_field(lua_State *L, int index, const char *name)
{
    lua_pushvalue(L, index);
    lua_pushstring(L, name);
    lua_rawget(L, -2);
    lua_remove(L, -2);
}
