/*
 * document: an answer in memory. Members are read by path; the records of one
 * array are handed out one by one, so memory and pauses follow the record and
 * not the page. The bytes are freed when the last record is out.
 *
 * While values are built the collector may run a stranger's finalizer, and
 * that one may come back here: busy keeps it out.
 *
 * SPDX-License-Identifier: MIT
 */
#include "binding/document.h"

#include "binding/projection.h"

#include <string.h>

/* Records of this API need about that part of their length for the index. */
#define SPAN_SHARE 12

/* Places in the uservalue. */
enum { NULL_VALUE = 1, ARRAY_TYPE, PROJECTION };

static void release(struct document *d)
{
    ash_buf_free(&d->text);
    ash_buf_free(&d->spans);
    ash_buf_free(&d->scratch);
    d->left = 0;
}

/* ---- making ---- */

static int flag(lua_State *L, int options, const char *name)
{
    int on;

    ashb_object_field(L, options, name);
    on = lua_toboolean(L, -1);
    lua_pop(L, 1);
    return on;
}

/* Keeps an option in the uservalue of the document on top. */
static void keep(lua_State *L, int options, const char *name, int place)
{
    lua_getuservalue(L, -1);
    ashb_object_field(L, options, name);
    lua_rawseti(L, -2, place);
    lua_pop(L, 1);
}

static void read_options(lua_State *L, int options, struct document *d)
{
    if (lua_isnoneornil(L, options))
        return;
    luaL_checktype(L, options, LUA_TTABLE);
    d->keep_nulls = flag(L, options, "keep_nulls");
    d->raw = flag(L, options, "raw");
    keep(L, options, "null", NULL_VALUE);
    keep(L, options, "array", ARRAY_TYPE);
    keep(L, options, "projection", PROJECTION);
    ashb_object_field(L, options, "projection");
    d->projection = ashb_projection_at(L, lua_gettop(L));
    lua_pop(L, 1);
}

/* The index takes 12 bytes a container; a container takes at least two, but
 * for those that are still open where the text ends too early. */
static enum ash_status index_text(struct document *d, size_t *offset)
{
    enum ash_status status;

    ash_buf_init(&d->spans, (d->text.length / 2 + ASH_JSON_MAX_DEPTH) *
                                sizeof(struct ash_span));
    status = ash_buf_reserve(&d->spans, d->text.length / SPAN_SHARE);
    if (status != ASH_OK)
        return status;
    status = ash_json_index(&d->json, d->text.data, d->text.length,
                            d->keep_nulls, &d->spans, offset);
    if (status != ASH_OK)
        return status;
    ash_buf_init(&d->scratch, d->json.longest);
    return ash_buf_reserve(&d->scratch, d->json.longest);
}

int ashb_document_push(lua_State *L, struct ash_buf *body, int options)
{
    struct document *const d = ashb_object_new(L, sizeof *d, ASH_DOCUMENT_TYPE);
    enum ash_status status = ASH_OK;
    size_t offset = 0;

    read_options(L, options, d);
    if (body->data == NULL)
        status = ash_buf_append(body, "", 0);
    if (status == ASH_OK) {
        d->text = *body;
        memset(body, 0, sizeof *body);
        status = index_text(d, &offset);
    }
    if (status == ASH_OK)
        return 1;
    *body = d->text;
    memset(&d->text, 0, sizeof d->text);
    release(d);
    ashb_object_fail(L, status, NULL);
    compat_pushinteger(L, (int64_t)offset);
    return 4;
}

int ashb_document_new(lua_State *L)
{
    size_t length;
    const char *const text = luaL_checklstring(L, 1, &length);
    struct document *holder;
    enum ash_status status;

    lua_settop(L, 2);
    holder = ashb_object_new(L, sizeof *holder, ASH_DOCUMENT_TYPE);
    ash_buf_init(&holder->text, length);
    status = ash_buf_append(&holder->text, text, length);
    if (status != ASH_OK)
        return ashb_object_fail(L, status, NULL);
    return ashb_document_push(L, &holder->text, 2);
}

/* ---- places ---- */

static struct document *check(lua_State *L)
{
    struct document *const d = luaL_checkudata(L, 1, ASH_DOCUMENT_TYPE);

    if (d->busy)
        luaL_error(L, "the document is in use");
    return d;
}

/* Follows the names in the arguments from the second one on. */
static int find(lua_State *L, const struct document *d, struct ash_value *place)
{
    const int last = lua_gettop(L);
    int i;

    if (d->text.data == NULL)
        return 0;
    *place = ash_walk_root(&d->json);
    for (i = 2; i <= last; i++) {
        size_t length;
        const char *const name = luaL_checklstring(L, i, &length);

        if (!ash_walk_member(&d->json, *place, name, length, place))
            return 0;
    }
    return 1;
}

/* Leaves the uservalue's null and array metatable on the stack, and says
 * where they are. [-0, +3, m] */
static struct values prepare(lua_State *L, struct document *d)
{
    struct values v;

    lua_getuservalue(L, 1);
    lua_rawgeti(L, -1, NULL_VALUE);
    v.null = lua_gettop(L);
    lua_rawgeti(L, -2, ARRAY_TYPE);
    v.array = lua_istable(L, -1) ? lua_gettop(L) : 0;
    v.json = &d->json;
    v.scratch = d->scratch.data;
    v.keep_nulls = d->keep_nulls;
    return v;
}

/* ---- methods ---- */

/* document:value(name, ...) -> the value behind the names, or nil */
static int document_value(lua_State *L)
{
    struct document *const d = check(L);
    struct ash_value place;
    struct values v;

    if (!find(L, d, &place) || (*place.at == 'n' && !d->keep_nulls))
        return ashb_object_nil(L);
    v = prepare(L, d);
    d->busy = 1;
    ashb_values_push(L, &v, &place);
    d->busy = 0;
    return 1;
}

static const char *kind_of(char first)
{
    switch (first) {
    case '{':
        return "object";
    case '[':
        return "array";
    case '"':
        return "string";
    case 't':
    case 'f':
        return "boolean";
    case 'n':
        return "null";
    default:
        return "number";
    }
}

/* document:kind(name, ...) -> "object", "array", "string", "number",
 * "boolean", "null", or nil where there is nothing */
static int document_kind(lua_State *L)
{
    const struct document *const d = check(L);
    struct ash_value place;

    if (!find(L, d, &place))
        return ashb_object_nil(L);
    lua_pushstring(L, kind_of(*place.at));
    return 1;
}

/* Whether all elements of the array are objects: anything else is no record.
 */
static int all_objects(const struct ash_json *json, struct ash_value array)
{
    struct ash_value place = ash_walk_enter(array);

    while (*place.at == '{')
        place = ash_walk_next(ash_walk_skip(json, place));
    return *place.at == ']';
}

/* document:open(name, ...) -> the number of records in the array of objects
 * there, which next then hands out; an object is one record; nil where there
 * is neither */
static int document_open(lua_State *L)
{
    struct document *const d = check(L);
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
static void push_raw(lua_State *L, const struct document *d,
                     struct ash_value *place)
{
    const char *const start = place->at;

    *place = ash_walk_skip(&d->json, *place);
    lua_pushlstring(L, start, (size_t)(place->at - start));
}

/* Pushes the next record. The document must have one. v is not needed where
 * records are raw. [-0, +1, m] */
static void next_record(lua_State *L, struct document *d,
                        const struct values *v)
{
    struct ash_value place = d->next;

    d->busy = 1;
    if (d->raw)
        push_raw(L, d, &place);
    else if (d->projection != NULL)
        ashb_values_project(L, v, d->projection, &place);
    else
        ashb_values_push(L, v, &place);
    d->busy = 0;
    d->next = ash_walk_next(place);
    if (--d->left == 0)
        release(d);
}

/* document:next() -> the next record, or nil behind the last one */
static int document_next(lua_State *L)
{
    struct document *const d = check(L);
    struct values v = {NULL, NULL, 0, 0, 0};

    if (d->left == 0)
        return ashb_object_nil(L);
    if (!d->raw)
        v = prepare(L, d);
    next_record(L, d, &v);
    return 1;
}

/* document:skip() -> whether there is a record after the one that this
 * leaves out */
static int document_skip(lua_State *L)
{
    struct document *const d = check(L);

    if (d->left > 0) {
        d->next = ash_walk_next(ash_walk_skip(&d->json, d->next));
        if (--d->left == 0)
            release(d);
    }
    lua_pushboolean(L, d->left > 0);
    return 1;
}

/* document:rest() -> an array of the records that next has not given yet */
static int document_rest(lua_State *L)
{
    struct document *const d = check(L);
    const struct values v = prepare(L, d);
    int i;

    lua_createtable(L, d->left, 0);
    if (v.array != 0) {
        lua_pushvalue(L, v.array);
        lua_setmetatable(L, -2);
    }
    for (i = 1; d->left > 0; i++) {
        next_record(L, d, &v);
        lua_rawseti(L, -2, i);
    }
    return 1;
}

/* document:raw(name, ...) -> the exact bytes behind the names, or nil */
static int document_raw(lua_State *L)
{
    const struct document *const d = check(L);
    struct ash_value place;
    struct ash_slice bytes;

    if (!find(L, d, &place))
        return ashb_object_nil(L);
    bytes = ash_walk_slice(&d->json, place);
    lua_pushlstring(L, bytes.start, (size_t)(bytes.end - bytes.start));
    return 1;
}

/* document:close(): frees the bytes; whatever was built from them stays */
static int document_close(lua_State *L)
{
    release(check(L));
    return 0;
}

/* An error while building left busy set; now nobody builds any more. */
static int document_gc(lua_State *L)
{
    release(luaL_checkudata(L, 1, ASH_DOCUMENT_TYPE));
    return 0;
}

void ashb_open_document(lua_State *L)
{
    static const luaL_Reg METHODS[] = {
        {"value", document_value},
        {"kind", document_kind},
        {"open", document_open},
        {"next", document_next},
        {"skip", document_skip},
        {"rest", document_rest},
        {"raw", document_raw},
        {"close", document_close},
        {NULL, NULL},
    };

    ashb_object_type(L, ASH_DOCUMENT_TYPE, METHODS, document_gc);
}
