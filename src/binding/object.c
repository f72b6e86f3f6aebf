/*
 * object: makes userdata and their metatables, and reports failures.
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

/* metatable.<name> = function, unless that is NULL [-0, +0, m] */
static void set_function(lua_State *L, const char *name, lua_CFunction function)
{
    if (function == NULL)
        return;
    lua_pushcfunction(L, function);
    lua_setfield(L, -2, name);
}

void ashb_object_type(lua_State *L, const char *type, const luaL_Reg *methods,
                      lua_CFunction gc)
{
    const luaL_Reg *row = methods;

    luaL_newmetatable(L, type);
    lua_newtable(L);
    luaL_setfuncs(L, methods, 0);
    lua_setfield(L, -2, "__index");
    lua_pushstring(L, type);
    lua_setfield(L, -2, "__name");
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    set_function(L, "__gc", gc);
    while (row->name != NULL && strcmp(row->name, "close") != 0)
        row++;
    set_function(L, "__close", row->func);
    lua_pop(L, 1);
}

void ashb_object_extend(lua_State *L, const char *type, const luaL_Reg *methods)
{
    luaL_getmetatable(L, type);
    ashb_object_field(L, -1, "__index");
    luaL_setfuncs(L, methods, 0);
    lua_pop(L, 2);
}

int ashb_object_fail(lua_State *L, enum ash_status status, const char *detail)
{
    char words[256] = "";

    if (detail != NULL)
        strncat(words, detail, sizeof words - 1);
    lua_pushnil(L);
    lua_pushstring(L, ash_status_name(status));
    if (words[0] != '\0')
        lua_pushfstring(L, "%s: %s", ash_status_message(status), words);
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
