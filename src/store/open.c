/*
 * open: makes a connection: its file, its options, and what it may do. It looks
 * at the clock while statements run, and stops them at the deadline.
 *
 * SPDX-License-Identifier: MIT
 */
#include "store/database.h"

#include "engine/clock.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MODE 0600         /* candidates' data are private */
#define BUSY_MS 5000      /* another writer's transaction is short */
#define STEPS_A_LOOK 2000 /* of SQLite's machine, between looks at the clock */
#define MAX_PATH_BYTES 4096

struct open_options {
    int read_only;
    int create;
    int immutable;
};

static int flag(lua_State *L, int options, const char *name)
{
    int on;

    ashb_object_field(L, options, name);
    on = lua_toboolean(L, -1);
    lua_pop(L, 1);
    return on;
}

static struct open_options read_options(lua_State *L, int index)
{
    struct open_options options = {0, 0, 0};

    if (lua_isnoneornil(L, index))
        return options;
    luaL_checktype(L, index, LUA_TTABLE);
    options.read_only = flag(L, index, "read_only");
    options.create = flag(L, index, "create");
    options.immutable = flag(L, index, "immutable");
    return options;
}

/* Makes an empty file that only its owner may read; SQLite gives the files
 * beside it the same mode. An existing file is not opened: closing it again
 * would drop this process's locks on it. */
static int create_file(const char *path)
{
    const int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, MODE);

    if (fd >= 0)
        close(fd);
    return fd >= 0 || errno == EEXIST;
}

/* Writes the path as a URI with immutable=1: SQLite then uses neither locks nor
 * the files beside it. */
static int immutable_address(char *out, size_t room, const char *path)
{
    static const char DIGITS[] = "0123456789ABCDEF";
    static const char END[] = "?immutable=1";
    size_t n = 5;

    memcpy(out, "file:", 5);
    for (; *path != '\0'; path++) {
        if (n + 3 + sizeof END > room)
            return 0;
        out[n++] = '%';
        out[n++] = DIGITS[(unsigned char)*path >> 4];
        out[n++] = DIGITS[(unsigned char)*path & 15];
    }
    memcpy(out + n, END, sizeof END);
    return 1;
}

static int open_handle(struct database *database, const char *path,
                       struct open_options options)
{
    char address[3 * MAX_PATH_BYTES];
    int flags = options.read_only ? SQLITE_OPEN_READONLY
                                  : SQLITE_OPEN_READWRITE;

    if (options.immutable) {
        flags |= SQLITE_OPEN_URI;
        if (!immutable_address(address, sizeof address, path))
            return SQLITE_CANTOPEN;
        path = address;
    }
    return sqlite3_open_v2(path, &database->handle, flags | SQLITE_OPEN_NOMUTEX,
                           NULL);
}

/* Opening a pipe would wait for somebody at its other end. */
static int is_special(const char *path)
{
    struct stat facts;

    return stat(path, &facts) == 0 && !S_ISREG(facts.st_mode);
}

/* Whether the deadline has passed: SQLite then ends what it runs. */
static int look_at_clock(void *context)
{
    const struct database *const database = context;

    return database->deadline > 0 && ash_clock() > database->deadline;
}

static void set_up(struct database *database, struct open_options options)
{
    sqlite3 *const handle = database->handle;

    sqlite3_busy_timeout(handle, BUSY_MS);
    sqlite3_progress_handler(handle, STEPS_A_LOOK, look_at_clock, database);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_limit(handle, SQLITE_LIMIT_ATTACHED, 0);
    database->read_only = options.read_only;
    if (options.read_only)
        sqlite3_set_authorizer(handle, ashs_authorize, database);
}

/* The problem is pushed first: a finalizer may change what strerror gave.
 * [-0, +3, m] */
static int refuse(lua_State *L, const char *code, const char *problem)
{
    lua_pushstring(L, problem);
    lua_pushnil(L);
    lua_insert(L, -2);
    lua_pushstring(L, code);
    lua_insert(L, -2);
    return 3;
}

/* [-0, +3, m] */
static int open_fail(lua_State *L, struct database *database, int result)
{
    if (result != SQLITE_CANTOPEN || database->handle == NULL ||
        sqlite3_system_errno(database->handle) != ENOENT)
        return ashs_database_fail(L, database, result);
    return refuse(L, "store_missing", "there is no such file");
}

int ashs_database_open(lua_State *L)
{
    const char *const path = luaL_checkstring(L, 1);
    struct open_options options;
    struct database *database;
    int result;

    lua_settop(L, 2);
    options = read_options(L, 2);
    database = ashb_object_new(L, sizeof *database, ASH_DATABASE_TYPE);
    database->owner = (long)getpid();
    if (options.create && !options.read_only && !create_file(path))
        return refuse(L, "store_file", strerror(errno));
    if (is_special(path))
        return refuse(L, "store_file", "it is not a regular file");
    result = open_handle(database, path, options);
    if (result != SQLITE_OK) {
        const int results = open_fail(L, database, result);

        sqlite3_close_v2(database->handle);
        database->handle = NULL;
        return results;
    }
    set_up(database, options);
    return 1;
}
