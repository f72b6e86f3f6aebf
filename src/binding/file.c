/*
 * file: a lock is a userdata that owns a descriptor; atomic writes.
 *
 * SPDX-License-Identifier: MIT
 */
#include "binding/file.h"

#include "engine/file.h"

#include <errno.h>
#include <string.h>

#define ASH_LOCK_TYPE "ashby.lock"

struct lock {
    int held;
    int descriptor;
};

int ashb_file_lock(lua_State *L)
{
    const char *const path = luaL_checkstring(L, 1);
    struct lock *const lock = ashb_object_new(L, sizeof *lock, ASH_LOCK_TYPE);
    const enum ash_status status = ash_file_lock(path, &lock->descriptor);

    if (status != ASH_OK)
        return ashb_object_fail(L, status,
                                status == ASH_FILE ? strerror(errno) : NULL);
    lock->held = 1;
    return 1;
}

static int lock_gc(lua_State *L)
{
    struct lock *const lock = luaL_checkudata(L, 1, ASH_LOCK_TYPE);

    if (lock->held)
        ash_file_unlock(lock->descriptor);
    lock->held = 0;
    return 0;
}

int ashb_file_save(lua_State *L)
{
    size_t length;
    const char *const path = luaL_checkstring(L, 1);
    const char *const text = luaL_checklstring(L, 2, &length);
    const char *temporary;
    enum ash_status status;

    temporary = lua_pushfstring(L, "%s.new", path);
    status = ash_file_save(path, temporary, text, length);
    if (status != ASH_OK)
        return ashb_object_fail(L, status, strerror(errno));
    lua_pushboolean(L, 1);
    return 1;
}

void ashb_open_lock(lua_State *L)
{
    static const luaL_Reg METHODS[] = {{"close", lock_gc}, {NULL, NULL}};

    ashb_object_type(L, ASH_LOCK_TYPE, METHODS, lock_gc);
}
