/*
 * document: an answer in memory. Members are read by path. The records of an
 * array are returned one by one, so that memory and pauses are those of a
 * record and not of a page. The bytes are freed after the last record.
 *
 * While values are built the collector may run a finalizer, which may call a
 * method of the same document: so each method holds the bytes (object.h).
 *
 * SPDX-License-Identifier: MIT
 */
#include "binding/document.h"

#include "binding/projection.h"
#include "binding/reader.h"
#include "binding/values.h"

#include <string.h>

/* The index of this API's records takes about 1/12 of their length. */
#define SPAN_SHARE 12

/* ---- making ---- */

static int flag(lua_State *L, int options, const char *name)
{
    int on;

    ashb_object_field(L, options, name);
    on = lua_toboolean(L, -1);
    lua_pop(L, 1);
    return on;
}

/* Returns 0 where the option is nil. */
static size_t count(lua_State *L, int options, const char *name)
{
    lua_Number number;

    ashb_object_field(L, options, name);
    number = lua_tonumber(L, -1);
    if (!lua_isnil(L, -1) && !(number >= 1 && number <= 2147483648.0))
        luaL_error(L, "option '%s': a number from 1 to 2147483648 expected",
                   name);
    lua_pop(L, 1);
    return (size_t)number;
}

/* Keeps an option in the uservalue of the document on top. */
static void keep(lua_State *L, int options, const char *name, int place)
{
    lua_getuservalue(L, -1);
    ashb_object_field(L, options, name);
    lua_rawseti(L, -2, place);
    lua_pop(L, 1);
}

/* The values in use are kept in the uservalue: the table may change. */
static void read_options(lua_State *L, int options, struct document *d)
{
    if (lua_isnoneornil(L, options))
        return;
    luaL_checktype(L, options, LUA_TTABLE);
    d->rules.keep_nulls = flag(L, options, "keep_nulls");
    d->rules.max_values = count(L, options, "max_values");
    d->raw = flag(L, options, "raw");
    keep(L, options, "null", ASHB_NULL);
    keep(L, options, "array", ASHB_ARRAY_TYPE);
    keep(L, options, "projection", ASHB_PROJECTION);
    lua_getuservalue(L, -1);
    lua_rawgeti(L, -1, ASHB_PROJECTION);
    d->projection = ashb_projection_at(L, lua_gettop(L));
    lua_pop(L, 2);
}

/* The ceiling of the index: a container takes at least two bytes of text, but
 * for those that are still open where a text was cut off. */
static enum ash_status index_text(struct document *d, size_t *offset)
{
    enum ash_status status;

    ash_buf_init(&d->spans, (d->text.length / 2 + ASH_JSON_MAX_DEPTH) *
                                sizeof(struct ash_span));
    status = ash_buf_reserve(&d->spans, d->text.length / SPAN_SHARE);
    if (status != ASH_OK)
        return status;
    status = ash_json_index(&d->json, d->text.data, d->text.length, &d->rules,
                            &d->spans, offset);
    if (status != ASH_OK)
        return status;
    ash_buf_init(&d->scratch, d->json.longest);
    return ash_buf_reserve(&d->scratch, d->json.longest);
}

struct document *ashb_document_make(lua_State *L, int options)
{
    struct document *const d = ashb_object_new(L, sizeof *d, ASH_DOCUMENT_TYPE);

    read_options(L, options, d);
    return d;
}

/* Reports the result of index_text, with the offset where a byte is wrong. */
static int report(lua_State *L, enum ash_status status, size_t offset)
{
    if (status == ASH_OK)
        return 1;
    ashb_object_fail(L, status, NULL);
    if (status < ASH_JSON_EMPTY)
        return 3;
    compat_pushinteger(L, (int64_t)offset);
    return 4;
}

int ashb_document_take(lua_State *L, struct document *d, struct ash_buf *body)
{
    enum ash_status status = ASH_OK;
    size_t offset = 0;

    if (body->data == NULL)
        status = ash_buf_append(body, "", 0);
    if (status == ASH_OK) {
        d->text = *body;
        memset(body, 0, sizeof *body);
        status = index_text(d, &offset);
    }
    if (status != ASH_OK && d->text.data != NULL) {
        *body = d->text;
        memset(&d->text, 0, sizeof d->text);
        ashb_document_release(d);
    }
    return report(L, status, offset);
}

int ashb_document_new(lua_State *L)
{
    size_t length, offset = 0;
    const char *const text = luaL_checklstring(L, 1, &length);
    struct document *d;
    enum ash_status status;

    lua_settop(L, 2);
    d = ashb_document_make(L, 2);
    ash_buf_init(&d->text, length);
    status = ash_buf_append(&d->text, text, length);
    if (status == ASH_OK)
        status = index_text(d, &offset);
    if (status != ASH_OK)
        ashb_document_release(d);
    return report(L, status, offset);
}

/* ---- methods ---- */

/* Runs read with the document in argument 1 held. */
static int hold(lua_State *L, int (*read)(lua_State *L, struct document *d))
{
    struct document *const d = luaL_checkudata(L, 1, ASH_DOCUMENT_TYPE);
    int results;

    luaL_checkstack(L, ASHB_VALUES_STACK(&d->json) + 8, "the JSON is too deep");
    ashb_document_hold(d);
    results = read(L, d);
    ashb_document_let_go(d);
    return results;
}

/* The same, with a name in each further argument. */
static int hold_place(lua_State *L,
                      int (*read)(lua_State *L, struct document *d))
{
    const int last = lua_gettop(L);
    int i;

    for (i = 2; i <= last; i++)
        luaL_checkstring(L, i);
    return hold(L, read);
}

/* document:value(name, ...) -> the value that the names lead to, or nil */
static int document_value(lua_State *L)
{
    return hold_place(L, ashb_reader_value);
}

/* document:kind(name, ...) -> "object", "array", "string", "number",
 * "boolean", "null", or nil where there is nothing */
static int document_kind(lua_State *L)
{
    return hold_place(L, ashb_reader_kind);
}

/* document:open(name, ...) -> the number of records there, which next then
 * returns: those of an array of objects, or one object; else nil */
static int document_open(lua_State *L)
{
    return hold_place(L, ashb_reader_open);
}

/* document:raw(name, ...) -> the exact bytes that the names lead to, or nil */
static int document_raw(lua_State *L)
{
    return hold_place(L, ashb_reader_raw);
}

/* document:next() -> the next record, or nil after the last one */
static int document_next(lua_State *L)
{
    return hold(L, ashb_reader_next);
}

/* document:skip() -> leaves a record out; whether there is one after it */
static int document_skip(lua_State *L)
{
    return hold(L, ashb_reader_skip);
}

/* document:rest() -> an array of the records that next has not returned yet */
static int document_rest(lua_State *L)
{
    return hold(L, ashb_reader_rest);
}

/* document:close(): frees the bytes; values that were built from them stay */
static int document_close(lua_State *L)
{
    return hold(L, ashb_reader_close);
}

static int document_gc(lua_State *L)
{
    struct document *const d = luaL_checkudata(L, 1, ASH_DOCUMENT_TYPE);

    d->left = 0;
    ashb_document_release(d);
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
