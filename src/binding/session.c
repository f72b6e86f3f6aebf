/*
 * session: gives a wait what it needs: step, poll, due, watches. It makes no
 * callbacks: Lua steps it and looks. The secret goes from the options straight
 * into the engine, and no method returns it.
 *
 * SPDX-License-Identifier: MIT
 */
#include "binding/session.h"

#include "binding/transfer.h"

#include <limits.h>
#include <stddef.h>
#include <string.h>

#define MAX_LINES 8

/* ---- options ---- */

enum row_type { TEXT, MILLISECONDS, BYTES, COUNT };

struct row {
    const char *name;
    enum row_type type;
    size_t offset;
    lua_Number minimum, maximum;
    int needed;
};

#define AT(member) offsetof(struct ash_session_options, member)

/* clang-format off */
static const struct row ROWS[] = {
    {"base_url",        TEXT,         AT(handle.base_url),           0,     0,      1},
    {"user_agent",      TEXT,         AT(handle.user_agent),         0,     0,      1},
    {"ca_file",         TEXT,         AT(handle.ca_file),            0,     0,      0},
    {"proxy",           TEXT,         AT(handle.proxy),              0,     0,      0},
    {"connect_timeout", MILLISECONDS, AT(handle.connect_timeout_ms), 0.001, 1e6,    1},
    {"max_body",        BYTES,        AT(max_body),                  1,     2147483648.0, 1},
    {"max_in_flight",   COUNT,        AT(max_in_flight),             1,     1000,   1},
};
/* clang-format on */

/* Header lines and addresses are built from these, so they must not have
 * control characters. */
static const char *clean_text(lua_State *L, const char *name)
{
    size_t length, i;
    const char *const text = lua_tolstring(L, -1, &length);

    for (i = 0; i < length; i++)
        if ((unsigned char)text[i] < 0x20 || text[i] == 0x7F)
            luaL_error(L, "option '%s' has a control character", name);
    return text;
}

static void store_number(lua_State *L, const struct row *row, void *place)
{
    const lua_Number value = lua_tonumber(L, -1);

    if (!lua_isnumber(L, -1) || !(value >= row->minimum) ||
        !(value <= row->maximum))
        luaL_error(L, "option '%s': a number from %f to %f expected", row->name,
                   row->minimum, row->maximum);
    if (row->type == MILLISECONDS)
        *(long *)place = (long)(value * 1000 + 0.5);
    else if (row->type == BYTES)
        *(size_t *)place = (size_t)value;
    else
        *(int *)place = (int)value;
}

/* Each of these leaves what it has read on the stack: the options point into
 * the strings, and the caller's table may lose them meanwhile. */

/* [-0, +1, v] */
static void read_row(lua_State *L, const struct row *row,
                     struct ash_session_options *options)
{
    void *const place = (char *)options + row->offset;

    ashb_object_field(L, 1, row->name);
    if (lua_isnil(L, -1) && !row->needed) {
        *(const char **)place = NULL;
    } else if (row->type != TEXT) {
        store_number(L, row, place);
    } else {
        if (lua_type(L, -1) != LUA_TSTRING)
            luaL_error(L, "option '%s': a string expected", row->name);
        *(const char **)place = clean_text(L, row->name);
    }
}

/* [-0, +1, v] */
static int read_secret(lua_State *L, int table, const char *name,
                       struct ash_header_options *options)
{
    ashb_object_field(L, table, name);
    if (lua_type(L, -1) != LUA_TSTRING)
        return 0;
    clean_text(L, name);
    options->secret = lua_tolstring(L, -1, &options->secret_length);
    return 1;
}

/* Reads headers, an array of "Name: value". [-0, +n, v] */
static void read_lines(lua_State *L, int table, const char **lines)
{
    int i = 0, headers;

    ashb_object_field(L, table, "headers");
    headers = lua_gettop(L);
    while (lua_istable(L, headers)) {
        lua_rawgeti(L, headers, i + 1);
        if (lua_type(L, -1) != LUA_TSTRING)
            break;
        if (i == MAX_LINES)
            luaL_error(L, "option 'headers': at most %d lines", MAX_LINES);
        lines[i++] = clean_text(L, "headers");
    }
    lines[i] = NULL;
}

/* Reads api_key or token, and headers. [-0, +n, v] */
static void read_headers(lua_State *L, int table, const char **lines,
                         struct ash_header_options *options)
{
    memset(options, 0, sizeof *options);
    luaL_checkstack(L, MAX_LINES + 8, NULL);
    if (read_secret(L, table, "api_key", options))
        options->auth = ASH_AUTH_BASIC;
    else if (read_secret(L, table, "token", options))
        options->auth = ASH_AUTH_BEARER;
    read_lines(L, table, lines);
    options->lines = lines;
}

int ashb_session_new(lua_State *L)
{
    const char *lines[MAX_LINES + 1];
    struct ash_session_options options;
    struct ash_session *session;
    enum ash_status status;
    size_t i;

    luaL_checktype(L, 1, LUA_TTABLE);
    luaL_checkstack(L, sizeof ROWS / sizeof *ROWS + 8, NULL);
    memset(&options, 0, sizeof options);
    for (i = 0; i < sizeof ROWS / sizeof *ROWS; i++)
        read_row(L, &ROWS[i], &options);
    read_headers(L, 1, lines, &options.headers);
    session = ashb_object_new(L, sizeof *session, ASH_SESSION_TYPE);
    status = ash_session_open(session, &options);
    return status == ASH_OK ? 1 : ashb_object_fail(L, status, NULL);
}

/* ---- methods ---- */

static struct ash_session *check(lua_State *L)
{
    return luaL_checkudata(L, 1, ASH_SESSION_TYPE);
}

/* session:request(path, options) -> transfer, or nil, code, message: begins
 * a transfer; the options are those of ashb_transfer_begin */
static int session_request(lua_State *L)
{
    struct ash_request request = {.body = ""};

    request.path = luaL_checklstring(L, 2, &request.path_length);
    return ashb_transfer_begin(L, &request, 3);
}

/* session:headers(options) -> true, or nil, code, message: sets api_key or
 * token, and headers, for the requests from now on */
static int session_headers(lua_State *L)
{
    struct ash_session *const session = check(L);
    const char *lines[MAX_LINES + 1];
    struct ash_header_options options;
    enum ash_status status;

    luaL_checktype(L, 2, LUA_TTABLE);
    read_headers(L, 2, lines, &options);
    status = ash_session_headers(session, &options);
    if (status != ASH_OK)
        return ashb_object_fail(L, status, NULL);
    lua_pushboolean(L, 1);
    return 1;
}

/* session:step(): moves everything that can move; never waits */
static int session_step(lua_State *L)
{
    ash_session_step(check(L));
    return 0;
}

/* session:poll(seconds) -> whether a step would move something. Waits until it
 * would, for at most so many seconds; a signal ends the wait early */
static int session_poll(lua_State *L)
{
    struct ash_session *const session = check(L);
    const lua_Number seconds = luaL_checknumber(L, 2);

    lua_pushboolean(L, ash_session_poll(session, seconds > 0 ? seconds : 0));
    return 1;
}

/* session:due() -> seconds until a step is due even if no socket moves, or nil
 * where there is no deadline */
static int session_due(lua_State *L)
{
    const double due = ash_watch_due(&check(L)->watches);

    if (due < 0)
        return ashb_object_nil(L);
    lua_pushnumber(L, due);
    return 1;
}

/* { fd =, read =, write = } [-0, +1, m] */
static void push_watch(lua_State *L, struct pollfd watch)
{
    lua_createtable(L, 0, 3);
    compat_pushinteger(L, watch.fd);
    lua_setfield(L, -2, "fd");
    lua_pushboolean(L, watch.events & POLLIN);
    lua_setfield(L, -2, "read");
    lua_pushboolean(L, watch.events & POLLOUT);
    lua_setfield(L, -2, "write");
}

/* session:watches() -> an array of { fd =, read =, write = } */
static int session_watches(lua_State *L)
{
    const struct ash_session *const session = check(L);
    size_t i;

    lua_newtable(L); /* a finalizer may close the session at each push */
    for (i = 0; i < session->watches.count; i++) {
        push_watch(L, session->watches.list[i]);
        lua_rawseti(L, -2, (int)i + 1);
    }
    return 1;
}

/* session:count() -> transfers that are queued or running, sockets watched */
static int session_count(lua_State *L)
{
    const struct ash_session *const session = check(L);
    const struct ash_transfer *t;
    int count = 0;

    for (t = session->first; t != NULL; t = t->next)
        count++;
    compat_pushinteger(L, count);
    compat_pushinteger(L, (int64_t)session->watches.count);
    return 2;
}

/* session:ended() -> how many transfers have ended. Several waits may share a
 * session: a change shows each that another's step may have ended its transfer
 */
static int session_ended(lua_State *L)
{
    lua_pushnumber(L, check(L)->ended);
    return 1;
}

/* session:is_open() -> false after it was closed */
static int session_is_open(lua_State *L)
{
    lua_pushboolean(L, check(L)->multi != NULL);
    return 1;
}

/* session:close(): ends every transfer and wipes the secret */
static int session_gc(lua_State *L)
{
    ash_session_close(check(L));
    return 0;
}

void ashb_open_session(lua_State *L)
{
    static const luaL_Reg METHODS[] = {
        {"request", session_request},
        {"headers", session_headers},
        {"step", session_step},
        {"poll", session_poll},
        {"due", session_due},
        {"watches", session_watches},
        {"count", session_count},
        {"ended", session_ended},
        {"is_open", session_is_open},
        {"close", session_gc},
        {NULL, NULL},
    };

    ashb_object_type(L, ASH_SESSION_TYPE, METHODS, session_gc);
}
