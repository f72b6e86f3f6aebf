/*
 * reader: builds values and records from a document's bytes. A record counts as
 * returned before it is built, so that each is returned once even where a
 * finalizer asks for the next one meanwhile.
 *
 * SPDX-License-Identifier: MIT
 */
#include "binding/reader.h"

#include "binding/values.h"

/* Follows the names in the arguments from the second one on. */
static int find(lua_State *L, const struct document *d, struct ash_value *place)
{
    const int last = lua_gettop(L);
    int i;

    if (d->closed || d->text.data == NULL)
        return 0;
    *place = ash_walk_root(&d->json);
    for (i = 2; i <= last; i++) {
        size_t length;
        const char *const name = lua_tolstring(L, i, &length);

        if (!ash_walk_member(&d->json, *place, name, length, place))
            return 0;
    }
    return 1;
}

/* Leaves what building needs on the stack, and returns where that is.
 * [-0, +4, m] */
static struct values prepare(lua_State *L, struct document *d)
{
    struct values v;

    v.scratch = ashb_document_scratch(L, d);
    lua_getuservalue(L, 1);
    lua_rawgeti(L, -1, ASHB_NULL);
    v.null = lua_gettop(L);
    lua_rawgeti(L, -2, ASHB_ARRAY_TYPE);
    v.array = lua_istable(L, -1) ? lua_gettop(L) : 0;
    v.json = &d->json;
    v.keep_nulls = d->rules.keep_nulls;
    return v;
}

int ashb_reader_value(lua_State *L, struct document *d)
{
    struct ash_value place;
    struct values v;

    if (!find(L, d, &place) || (*place.at == 'n' && !d->rules.keep_nulls))
        return ashb_object_nil(L);
    v = prepare(L, d);
    ashb_values_push(L, &v, &place);
    return 1;
}

int ashb_reader_kind(lua_State *L, struct document *d)
{
    struct ash_value place;

    if (!find(L, d, &place))
        return ashb_object_nil(L);
    lua_pushstring(L, ash_walk_kind(place));
    return 1;
}

/* Whether all elements of the array are objects, as records are. */
static int all_objects(const struct ash_json *json, struct ash_value array)
{
    struct ash_value place = ash_walk_enter(array);

    while (*place.at == '{')
        place = ash_walk_next(ash_walk_skip(json, place));
    return *place.at == ']';
}

int ashb_reader_open(lua_State *L, struct document *d)
{
    struct ash_value place;

    if (!find(L, d, &place))
        return ashb_object_nil(L);
    if (*place.at == '[' && all_objects(&d->json, place)) {
        d->left = (int)d->json.spans[place.span].count;
        d->next = ash_walk_enter(place);
    } else if (*place.at == '{') {
        d->left = 1;
        d->next = place;
    } else {
        return ashb_object_nil(L);
    }
    compat_pushinteger(L, d->left);
    return 1;
}

/* [-0, +1, m] */
static void push_raw(lua_State *L, const struct ash_json *json,
                     struct ash_value place)
{
    const struct ash_slice bytes = ash_walk_slice(json, place);

    lua_pushlstring(L, bytes.start, (size_t)(bytes.end - bytes.start));
}

/* v is not used where records are raw. [-0, +1, m] */
static void push_record(lua_State *L, const struct document *d,
                        const struct values *v, struct ash_value place)
{
    if (d->raw)
        push_raw(L, &d->json, place);
    else if (d->projection != NULL)
        ashb_values_project(L, v, d->projection, &place);
    else
        ashb_values_push(L, v, &place);
}

int ashb_reader_next(lua_State *L, struct document *d)
{
    struct values v = {NULL, NULL, 0, 0, 0};
    struct ash_value place;

    if (d->left == 0)
        return ashb_object_nil(L);
    place = ashb_document_pass(d);
    if (!d->raw)
        v = prepare(L, d);
    push_record(L, d, &v, place);
    return 1;
}

/* All that are left count as returned at once: a finalizer that asks for one
 * meanwhile gets none. */
int ashb_reader_rest(lua_State *L, struct document *d)
{
    const struct values v = prepare(L, d);
    const int count = d->left;
    struct ash_value place = d->next;
    int i;

    if (count > 0)
        d->closed = 1;
    d->left = 0;
    lua_createtable(L, count, 0);
    if (v.array != 0) {
        lua_pushvalue(L, v.array);
        lua_setmetatable(L, -2);
    }
    for (i = 1; i <= count; i++) {
        push_record(L, d, &v, place);
        lua_rawseti(L, -2, i);
        place = ash_walk_next(ash_walk_skip(&d->json, place));
    }
    return 1;
}

int ashb_reader_raw(lua_State *L, struct document *d)
{
    struct ash_value place;

    if (!find(L, d, &place))
        return ashb_object_nil(L);
    push_raw(L, &d->json, place);
    return 1;
}

int ashb_reader_skip(lua_State *L, struct document *d)
{
    if (d->left > 0)
        ashb_document_pass(d);
    lua_pushboolean(L, d->left > 0);
    return 1;
}

int ashb_reader_close(lua_State *L, struct document *d)
{
    (void)L;
    d->left = 0;
    d->closed = 1;
    return 0;
}
