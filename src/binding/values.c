/*
 * values: makes tables in their final size, which is in the index. Reading
 * allocates nothing, so an error raised half-way leaks nothing. Arrays keep
 * their nulls, so that the other elements keep their positions.
 *
 * SPDX-License-Identifier: MIT
 */
#include "binding/values.h"

#include "engine/number.h"

static void push_any(lua_State *L, const struct values *v,
                     struct ash_value *place);

/* [-0, +1, m] */
static void push_text(lua_State *L, const struct values *v,
                      struct ash_slice text, int escaped)
{
    if (escaped)
        lua_pushlstring(L, v->scratch, ash_text_unescape(text, v->scratch));
    else
        lua_pushlstring(L, text.start, (size_t)(text.end - text.start));
}

static void push_string(lua_State *L, const struct values *v,
                        struct ash_value *place)
{
    int escaped;
    const struct ash_slice text = ash_text_slice(
        place->at, v->json->text + v->json->length, &escaped);

    push_text(L, v, text, escaped);
    place->at = text.end + 1;
}

static void push_number(lua_State *L, struct ash_value *place)
{
    const char *const end = ash_number_end(place->at);
    struct ash_number number;

    ash_number_read(place->at, end, &number);
    if (number.is_integer)
        compat_pushinteger(L, number.integer);
    else
        lua_pushnumber(L, number.real);
    place->at = end;
}

/* A member that is null is left out, and so is an earlier one of the same name,
 * since the last one counts. [-1 (name), +0, m] */
static void drop_member(lua_State *L)
{
    lua_pushvalue(L, -1);
    lua_rawget(L, -3);
    if (lua_isnil(L, -1)) {
        lua_pop(L, 2);
        return;
    }
    lua_pop(L, 1);
    lua_pushnil(L); /* table name nil */
    lua_rawset(L, -3);
}

static void push_object(lua_State *L, const struct values *v,
                        struct ash_value *place)
{
    lua_createtable(L, 0, (int)v->json->spans[place->span].count);
    *place = ash_walk_enter(*place);
    while (*place->at != '}') {
        struct ash_slice name;
        int escaped;

        *place = ash_walk_name(v->json, *place, &name, &escaped);
        push_text(L, v, name, escaped);
        if (*place->at == 'n' && !v->keep_nulls) {
            drop_member(L);
            place->at += 4;
        } else {
            push_any(L, v, place); /* table name value */
            lua_rawset(L, -3);
        }
        *place = ash_walk_next(*place);
    }
    place->at++;
}

static void mark_array(lua_State *L, const struct values *v)
{
    if (v->array == 0)
        return;
    lua_pushvalue(L, v->array);
    lua_setmetatable(L, -2);
}

static void push_array(lua_State *L, const struct values *v,
                       struct ash_value *place)
{
    int i = 0;

    lua_createtable(L, (int)v->json->spans[place->span].count, 0);
    mark_array(L, v);
    *place = ash_walk_enter(*place);
    while (*place->at != ']') {
        push_any(L, v, place);
        lua_rawseti(L, -2, ++i);
        *place = ash_walk_next(*place);
    }
    place->at++;
}

static void push_any(lua_State *L, const struct values *v,
                     struct ash_value *place)
{
    switch (*place->at) {
    case '{':
        push_object(L, v, place);
        return;
    case '[':
        push_array(L, v, place);
        return;
    case '"':
        push_string(L, v, place);
        return;
    case 't':
        lua_pushboolean(L, 1);
        place->at += 4;
        return;
    case 'f':
        lua_pushboolean(L, 0);
        place->at += 5;
        return;
    case 'n':
        lua_pushvalue(L, v->null);
        place->at += 4;
        return;
    default:
        push_number(L, place);
    }
}

void ashb_values_push(lua_State *L, const struct values *v,
                      struct ash_value *place)
{
    push_any(L, v, place);
}
