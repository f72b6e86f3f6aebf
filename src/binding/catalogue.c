/*
 * catalogue: copies the constant tables of the engine into new Lua tables, when
 * Lua first needs them.
 *
 * SPDX-License-Identifier: MIT
 */
#include "binding/catalogue.h"

#include "engine/catalogue.h"

#include <string.h>

/* table[name] = text, unless that is NULL [-0, +0, m] */
static void set_text(lua_State *L, const char *name, const char *text)
{
    if (text == NULL)
        return;
    lua_pushstring(L, text);
    lua_setfield(L, -2, name);
}

/* table[name] = true, if on [-0, +0, m] */
static void set_flag(lua_State *L, const char *name, int on)
{
    if (!on)
        return;
    lua_pushboolean(L, 1);
    lua_setfield(L, -2, name);
}

/* "a,b" -> { "a", "b" } [-0, +1, m] */
static void push_values(lua_State *L, const char *values)
{
    int i;

    lua_newtable(L);
    for (i = 1; values != NULL; i++) {
        const char *const comma = strchr(values, ',');

        if (comma == NULL)
            lua_pushstring(L, values);
        else
            lua_pushlstring(L, values, (size_t)(comma - values));
        lua_rawseti(L, -2, i);
        values = comma != NULL ? comma + 1 : NULL;
    }
}

/* table[name] = the values, unless there are none [-0, +0, m] */
static void set_values(lua_State *L, const char *name, const char *values)
{
    if (values == NULL)
        return;
    push_values(L, values);
    lua_setfield(L, -2, name);
}

static void push_param(lua_State *L, const struct ash_param *param)
{
    static const char *const TYPES[] = {"string", "integer", "boolean",
                                        "array"};

    lua_newtable(L);
    set_text(L, "name", param->name);
    set_text(L, "type", TYPES[param->type]);
    set_text(L, "format", param->format);
    set_text(L, "default", param->standard);
    set_text(L, "note", param->note);
    set_flag(L, "required", param->flags == ASH_NEEDED);
    set_flag(L, "one_of", param->flags == ASH_ONE_OF);
    set_values(L, "values", param->values);
    if (param->maximum != 0) {
        compat_pushinteger(L, param->minimum);
        lua_setfield(L, -2, "minimum");
        compat_pushinteger(L, param->maximum);
        lua_setfield(L, -2, "maximum");
    }
}

static void push_method(lua_State *L, const struct ash_method *method)
{
    const struct ash_param *param;
    int i;

    lua_newtable(L);
    set_text(L, "name", method->name);
    set_text(L, "permission", method->permission);
    set_text(L, "record", method->record->name);
    set_flag(L, "paged", method->flags & ASH_PAGED);
    set_flag(L, "sync", method->flags & ASH_SYNC);
    lua_newtable(L);
    for (i = 0; (param = ash_method_param(method, i))->name != NULL; i++) {
        push_param(L, param);
        lua_rawseti(L, -2, i + 1);
    }
    lua_setfield(L, -2, "params");
}

static void push_entity(lua_State *L, const struct ash_entity *entity)
{
    lua_newtable(L);
    set_text(L, "name", entity->name);
    set_text(L, "title", entity->title);
    set_values(L, "searched", entity->searched);
    set_text(L, "cut", entity->cut);
    set_values(L, "cut_values", entity->cut_values);
    push_method(L, entity->list);
    lua_setfield(L, -2, "list");
    if (entity->get != NULL) {
        push_method(L, entity->get);
        lua_setfield(L, -2, "get");
    }
}

static void push_fields(lua_State *L, const struct ash_field *fields)
{
    int i;

    lua_newtable(L);
    for (i = 0; fields[i].name != NULL; i++) {
        lua_newtable(L);
        set_text(L, "name", fields[i].name);
        set_text(L, "type", fields[i].type);
        set_flag(L, "absent", fields[i].flags & ASH_ABSENT);
        set_flag(L, "null", fields[i].flags & ASH_NULL);
        set_flag(L, "list", fields[i].flags & ASH_LIST);
        lua_rawseti(L, -2, i + 1);
    }
}

int ashb_catalogue_push(lua_State *L)
{
    int i;

    lua_newtable(L);
    for (i = 0; ASH_ENTITIES[i].name != NULL; i++) {
        push_entity(L, &ASH_ENTITIES[i]);
        lua_rawseti(L, -2, i + 1);
    }
    lua_newtable(L);
    for (i = 0; ASH_RECORDS[i] != NULL; i++) {
        lua_pushstring(L, ASH_RECORDS[i]->name);
        lua_rawseti(L, -2, i + 1);
    }
    return 2;
}

int ashb_catalogue_fields(lua_State *L)
{
    const char *const name = luaL_checkstring(L, 1);
    int i;

    for (i = 0; ASH_RECORDS[i] != NULL; i++) {
        if (strcmp(ASH_RECORDS[i]->name, name) == 0) {
            push_fields(L, ASH_RECORDS[i]->fields);
            return 1;
        }
    }
    return 0;
}
