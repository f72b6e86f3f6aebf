/*
 * transfer: begins an HTTP exchange and gives its outcome to Lua. Its uservalue
 * holds the session. Only the script holds the transfer: one that is collected
 * is cancelled.
 *
 * SPDX-License-Identifier: MIT
 */
#include "binding/transfer.h"

#include "binding/document.h"
#include "engine/session.h"

#include <string.h>

/* The one entry of the uservalue. */
enum { SESSION = 1 };

/* The transfer is on top. [-0, +0, m] */
static void hold_session(lua_State *L, int session)
{
    lua_getuservalue(L, -1);
    lua_pushvalue(L, session);
    lua_rawseti(L, -2, SESSION);
    lua_pop(L, 1);
}

/* ---- the options of a request ---- */

/* Each reads the option's value on top of the stack and leaves it there. */

static void read_body(lua_State *L, struct ash_request *request)
{
    if (lua_isnil(L, -1) && !request->is_post)
        return;
    if (lua_type(L, -1) != LUA_TSTRING)
        luaL_error(L, "option 'body': a string expected");
    request->is_post = 1;
    request->body = lua_tolstring(L, -1, &request->body_length);
}

static void read_seconds(lua_State *L, struct ash_request *request)
{
    const lua_Number seconds = lua_tonumber(L, -1);

    if (!lua_isnumber(L, -1) || !(seconds >= 0.0005 && seconds <= 1e6))
        luaL_error(L,
                   "option 'seconds': a number above 0, up to 1e6, expected");
    request->timeout_ms = (long)(seconds * 1000 + 0.5);
}

static void read_fresh(lua_State *L, struct ash_request *request)
{
    request->fresh = lua_toboolean(L, -1);
}

static void read_anonymous(lua_State *L, struct ash_request *request)
{
    request->anonymous = lua_toboolean(L, -1);
}

/* Read last: an array, whose strings stay on the stack above it. */
static void read_secrets(lua_State *L, struct ash_request *request)
{
    const int secrets = lua_gettop(L);
    int i;

    for (i = 0; lua_istable(L, secrets) && i < ASH_REQUEST_SECRETS; i++) {
        struct ash_text *const secret = &request->secrets[i];

        lua_rawgeti(L, secrets, i + 1);
        if (lua_type(L, -1) != LUA_TSTRING)
            return;
        secret->data = lua_tolstring(L, -1, &secret->length);
        request->secret_count = i + 1;
    }
}

/* clang-format off */
static const struct row {
    const char *name;
    void (*read)(lua_State *L, struct ash_request *request);
} ROWS[] = {
    {"body",      read_body},
    {"seconds",   read_seconds},
    {"fresh",     read_fresh},
    {"anonymous", read_anonymous},
    {"secrets",   read_secrets},
};
/* clang-format on */

enum { ROW_COUNT = sizeof ROWS / sizeof *ROWS };

/* The values stay on the stack: the request points into the body, and the table
 * may lose it meanwhile. [-0, +n, v] */
static void read_request(lua_State *L, int options, struct ash_request *request)
{
    int i;

    luaL_checktype(L, options, LUA_TTABLE);
    luaL_checkstack(L, ROW_COUNT + ASH_REQUEST_SECRETS + 8, NULL);
    for (i = 0; i < ROW_COUNT; i++) {
        ashb_object_field(L, options, ROWS[i].name);
        ROWS[i].read(L, request);
    }
}

int ashb_transfer_begin(lua_State *L, struct ash_request *request, int options)
{
    struct ash_session *const session = luaL_checkudata(L, 1, ASH_SESSION_TYPE);
    struct ash_transfer *transfer;
    enum ash_status status;

    read_request(L, options, request);
    transfer = ashb_object_new(L, sizeof *transfer, ASH_TRANSFER_TYPE);
    hold_session(L, 1);
    status = ash_session_begin(session, transfer, request);
    return status == ASH_OK ? 1 : ashb_object_fail(L, status, NULL);
}

/* ---- methods ---- */

static struct ash_transfer *check(lua_State *L)
{
    return luaL_checkudata(L, 1, ASH_TRANSFER_TYPE);
}

/* transfer:finished() -> whether it has an outcome */
static int transfer_finished(lua_State *L)
{
    const enum ash_transfer_phase phase = check(L)->phase;

    lua_pushboolean(L,
                    phase == ASH_TRANSFER_DONE || phase == ASH_TRANSFER_IDLE);
    return 1;
}

/* transfer:result() -> HTTP status, or nil, code, message, and the status with
 * which a proxy refused the connection, where one did; nil while it runs */
static int transfer_result(lua_State *L)
{
    const struct ash_transfer *const t = check(L);
    const long refusal = t->proxy_status >= 300 ? t->proxy_status : 0;

    if (t->phase == ASH_TRANSFER_IDLE)
        return ashb_object_fail(L, ASH_CANCELLED, NULL);
    if (t->phase != ASH_TRANSFER_DONE)
        return ashb_object_nil(L);
    if (t->status == ASH_OK) {
        compat_pushinteger(L, t->http_status);
        return 1;
    }
    ashb_object_fail(L, t->status, t->detail);
    if (refusal == 0)
        return 3;
    compat_pushinteger(L, refusal);
    return 4;
}

/* Sets *value to NULL where there is none. */
static int find_header(const struct ash_transfer *t, const char *name,
                       const char **value, size_t *length)
{
    *value = NULL;
    return t->head.data != NULL &&
           ash_header_find(&t->head, name, value, length);
}

/* transfer:header(name) -> the header's value, or nil */
static int transfer_header(lua_State *L)
{
    const struct ash_transfer *const t = check(L);
    const char *const name = luaL_checkstring(L, 2);
    const char *value;
    char *copy = NULL;
    size_t length, room = 0;

    while (find_header(t, name, &value, &length) && length > room) {
        lua_settop(L, 2);
        room = length;
        copy = lua_newuserdata(L, room); /* a finalizer may change it */
    }
    if (value == NULL)
        return ashb_object_nil(L);
    if (length > 0)
        memcpy(copy, value, length);
    lua_pushlstring(L, length > 0 ? copy : "", length);
    return 1;
}

/* transfer:text(most) -> the body's first bytes */
static int transfer_text(lua_State *L)
{
    const struct ash_transfer *const t = check(L);
    const lua_Number most = luaL_checknumber(L, 2);
    size_t length = t->body.length;
    char *copy;

    if (!(most >= (lua_Number)length))
        length = most > 0 ? (size_t)most : 0;
    copy = lua_newuserdata(L, length + 1); /* a finalizer may shorten it */
    if (length > t->body.length)
        length = t->body.length;
    if (length > 0)
        memcpy(copy, t->body.data, length);
    lua_pushlstring(L, copy, length);
    return 1;
}

/* transfer:document(options) -> document, or nil, code, message, offset. The
 * document takes the body over. */
static int transfer_document(lua_State *L)
{
    struct ash_transfer *const t = check(L);
    struct document *document;

    lua_settop(L, 2);
    document = ashb_document_make(L, 2); /* a finalizer may close t meanwhile */
    if (t->phase == ASH_TRANSFER_IDLE)
        return ashb_object_fail(L, ASH_CANCELLED, NULL);
    luaL_argcheck(L, t->phase == ASH_TRANSFER_DONE, 1, "not finished");
    if (t->body.data == NULL)
        ash_buf_init(&t->body, 1);
    return ashb_document_take(L, document, &t->body);
}

/* transfer:redact(text) -> the text with stars over every secret that the
 * transfer carried, or "" where it was closed and has them no more */
static int transfer_redact(lua_State *L)
{
    size_t length;
    const char *const text = luaL_checklstring(L, 2, &length);
    char *const copy = lua_newuserdata(L, length + 1);
    const struct ash_transfer *const t = check(L);

    memcpy(copy, text, length);
    ash_transfer_redact(t, copy, length);
    lua_pushlstring(L, copy, t->headers != NULL ? length : 0);
    return 1;
}

/* transfer:close(): cancels it, queued, running or done, and frees its memory
 */
static int transfer_gc(lua_State *L)
{
    ash_session_cancel(check(L));
    return 0;
}

void ashb_open_transfer(lua_State *L)
{
    static const luaL_Reg METHODS[] = {
        {"finished", transfer_finished}, {"result", transfer_result},
        {"header", transfer_header},     {"text", transfer_text},
        {"document", transfer_document}, {"redact", transfer_redact},
        {"close", transfer_gc},          {NULL, NULL},
    };

    ashb_object_type(L, ASH_TRANSFER_TYPE, METHODS, transfer_gc);
}
