/*
 * core: the contents page of the C side. luaopen_ashby_core registers the
 * ashby table: one subtable per entity, whose list and get closures begin a
 * transfer, and beside them the functions from which Lua builds the client.
 * Loading it reads no file, opens no socket and calls no Lua function.
 *
 * SPDX-License-Identifier: MIT
 */
#include "binding/catalogue.h"
#include "binding/cells.h"
#include "binding/document.h"
#include "binding/file.h"
#include "binding/machine.h"
#include "binding/projection.h"
#include "binding/session.h"
#include "binding/transfer.h"
#include "binding/version.h"
#include "engine/catalogue.h"
#include "engine/clock.h"
#include "engine/libcurl.h"
#include "engine/signature.h"

#include <string.h>
#include <sys/time.h>

/*
 * core.<entity>.list(session, options) -> transfer, or nil, code, message: as
 * session:request, to the method's path; the body is needed. The same for get.
 * Upvalue 1: the entity's row; upvalue 2: whether it is get.
 */
static int core_begin(lua_State *L)
{
    const int row = (int)lua_tonumber(L, lua_upvalueindex(1));
    const int is_get = lua_toboolean(L, lua_upvalueindex(2));
    const struct ash_entity *const entity = &ASH_ENTITIES[row];
    const char *const name = (is_get ? entity->get : entity->list)->name;
    char path[64] = "/";
    struct ash_request request = {.is_post = 1, .path = path, .body = ""};

    strncat(path, name, sizeof path - 2);
    request.path_length = strlen(path);
    return ashb_transfer_begin(L, &request, 2);
}

/* core.clock() -> seconds of a clock that never goes back */
static int core_clock(lua_State *L)
{
    lua_pushnumber(L, ash_clock());
    return 1;
}

/* core.time() -> seconds since 1970, with fractions */
static int core_time(lua_State *L)
{
    struct timeval now;

    gettimeofday(&now, NULL);
    lua_pushnumber(L, (lua_Number)now.tv_sec + (lua_Number)now.tv_usec / 1e6);
    return 1;
}

/* core.http_date(text) -> seconds since 1970, or nil when it is not a date */
static int core_http_date(lua_State *L)
{
    const time_t seconds = curl_getdate(luaL_checkstring(L, 1), NULL);

    if (seconds == (time_t)-1)
        return ashb_object_nil(L);
    lua_pushnumber(L, (lua_Number)seconds);
    return 1;
}

/* core.signed(body, digits, secret) -> whether digits are the hex digits of the
 * body's HMAC-SHA256 under secret; compared in constant time */
static int core_signed(lua_State *L)
{
    char digits[ASH_SIGNATURE_LENGTH];
    size_t length, given_length, secret_length;
    const char *const body = luaL_checklstring(L, 1, &length);
    const char *const given = luaL_checklstring(L, 2, &given_length);
    const char *const secret = luaL_checklstring(L, 3, &secret_length);
    const enum ash_status status = ash_signature_sign(secret, secret_length,
                                                      body, length, digits);

    lua_pushboolean(L, status == ASH_OK &&
                           given_length == ASH_SIGNATURE_LENGTH &&
                           ash_signature_equal(digits, given, given_length));
    return 1;
}

/* core.signature(body, secret) -> hex digits of the body's HMAC-SHA256 */
static int core_signature(lua_State *L)
{
    char digits[ASH_SIGNATURE_LENGTH];
    size_t length, secret_length;
    const char *const body = luaL_checklstring(L, 1, &length);
    const char *const secret = luaL_checklstring(L, 2, &secret_length);
    const enum ash_status status = ash_signature_sign(secret, secret_length,
                                                      body, length, digits);

    if (status != ASH_OK)
        return ashb_object_fail(L, status, NULL);
    lua_pushlstring(L, digits, sizeof digits);
    return 1;
}

/* core.curl_version() -> the version of the libcurl in use */
static int core_curl_version(lua_State *L)
{
    lua_pushstring(L, ash_libcurl_version());
    return 1;
}

/* core.statuses() -> { name = message } of every failure of the engine */
static int core_statuses(lua_State *L)
{
    int i;

    lua_createtable(L, 0, ASH_STATUS_COUNT);
    for (i = 0; i < ASH_STATUS_COUNT; i++) {
        lua_pushstring(L, ash_status_message((enum ash_status)i));
        lua_setfield(L, -2, ash_status_name((enum ash_status)i));
    }
    return 1;
}

/* table.<action> = closure over row [-0, +0, m] */
static void set_closure(lua_State *L, int row, const char *action, int is_get)
{
    lua_pushnumber(L, row);
    lua_pushboolean(L, is_get);
    lua_pushcclosure(L, core_begin, 2);
    lua_setfield(L, -2, action);
}

static void set_entities(lua_State *L)
{
    int row;

    for (row = 0; ASH_ENTITIES[row].name != NULL; row++) {
        lua_createtable(L, 0, 4);
        lua_pushboolean(L, ASH_ENTITIES[row].searched != NULL);
        lua_setfield(L, -2, "searchable");
        set_closure(L, row, "list", 0);
        if (ASH_ENTITIES[row].get != NULL)
            set_closure(L, row, "get", 1);
        lua_setfield(L, -2, ASH_ENTITIES[row].name);
    }
}

/* The library in use may be older than the headers of the build.
 * [-0, +0, v] */
static void check_libcurl(lua_State *L)
{
    const char *const lack = ash_libcurl_lack();

    if (lack != NULL)
        luaL_error(L, "ashby: libcurl %s %s: install %s or newer, with TLS",
                   ash_libcurl_version(), lack, ASH_LIBCURL_OLDEST_NAME);
}

__attribute__((visibility("default"))) int luaopen_ashby_core(lua_State *L);

int luaopen_ashby_core(lua_State *L)
{
    static const luaL_Reg FUNCTIONS[] = {
        {"session", ashb_session_new},
        {"document", ashb_document_new},
        {"projection", ashb_projection_new},
        {"cells", ashb_cells_new},
        {"catalogue", ashb_catalogue_push},
        {"record_fields", ashb_catalogue_fields},
        {"file", ashb_file_new},
        {"folder", ashb_file_folder},
        {"signed", core_signed},
        {"signature", core_signature},
        {"clock", core_clock},
        {"time", core_time},
        {"http_date", core_http_date},
        {"terminal", ashb_machine_terminal},
        {"mode", ashb_machine_mode},
        {"curl_version", core_curl_version},
        {"statuses", core_statuses},
        {NULL, NULL},
    };

    ashb_version_check(L, "core");
    check_libcurl(L);
    ashb_open_session(L);
    ashb_open_transfer(L);
    ashb_open_document(L);
    ashb_open_projection(L);
    ashb_open_cells(L);
    ashb_open_file(L);
    luaL_newlib(L, FUNCTIONS);
    set_entities(L);
    return 1;
}
