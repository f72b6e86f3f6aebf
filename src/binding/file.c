/*
 * file: a userdata that owns the engine's file: its lock and its folder.
 *
 * SPDX-License-Identifier: MIT
 */
#include "binding/file.h"

#include "engine/file.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#define ASH_FILE_TYPE "ashby.file"

/* What to add where strerror does not say what to do. */
static const struct {
    int problem;
    const char *advice;
} ADVICE[] = {
    {EBUSY, "; if the file itself is mounted, mount its folder instead"},
    {EMLINK, "; it has a second name (a hard link), which would keep the old "
             "contents: remove one of the two"},
    {EISDIR, "; a folder has its name, or the name of the file that is written "
             "first, with .new at the end"},
    {EINVAL, "; it is not a regular file"},
    {ELOOP, "; a symbolic link has taken its place, or links lead in a circle"},
};

/* Pushes what an errno means. [-0, +1, m] */
static const char *explain(lua_State *L, int problem)
{
    const char *advice = "";
    size_t i;

    for (i = 0; i < sizeof ADVICE / sizeof *ADVICE; i++)
        if (ADVICE[i].problem == problem)
            advice = ADVICE[i].advice;
    return lua_pushfstring(L, "%s%s", strerror(problem), advice);
}

static int file_fail(lua_State *L, enum ash_status status, int problem)
{
    return ashb_object_fail(L, status,
                            status == ASH_FILE ? explain(L, problem) : NULL);
}

int ashb_file_new(lua_State *L)
{
    size_t length;
    const char *const path = luaL_checklstring(L, 1, &length);
    struct ash_file *file;
    enum ash_status status;

    luaL_argcheck(L, strlen(path) == length, 1, "a NUL in the path");
    file = ashb_object_new(L, sizeof *file, ASH_FILE_TYPE);
    status = ash_file_open(file, path);
    return status == ASH_OK ? 1 : file_fail(L, status, errno);
}

int ashb_file_folder(lua_State *L)
{
    char path[PATH_MAX];

    if (getcwd(path, sizeof path) == NULL)
        return ashb_object_nil(L);
    lua_pushstring(L, path);
    return 1;
}

static struct ash_file *check_file(lua_State *L)
{
    return luaL_checkudata(L, 1, ASH_FILE_TYPE);
}

/* file:path() -> the path as given, with its links followed */
static int file_path(lua_State *L)
{
    lua_pushstring(L, check_file(L)->path);
    return 1;
}

/* file:save(text) -> true, or nil, code, message: replaces the file as a whole,
 * or leaves it as it was */
static int file_save(lua_State *L)
{
    struct ash_file *const file = check_file(L);
    size_t length;
    const char *const text = luaL_checklstring(L, 2, &length);
    const enum ash_status status = ash_file_save(file, text, length);

    if (status != ASH_OK)
        return file_fail(L, status, errno);
    lua_pushboolean(L, 1);
    return 1;
}

/* file:close(), __gc, __close */
static int file_gc(lua_State *L)
{
    ash_file_close(check_file(L));
    return 0;
}

void ashb_open_file(lua_State *L)
{
    static const luaL_Reg METHODS[] = {
        {"path", file_path},
        {"save", file_save},
        {"close", file_gc},
        {NULL, NULL},
    };

    ashb_object_type(L, ASH_FILE_TYPE, METHODS, file_gc);
}
