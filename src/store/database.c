/*
 * database: opens and closes a connection, keeps the list of its statements,
 * and stops them at the deadline.
 *
 * SPDX-License-Identifier: MIT
 */
#include "store/database.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define MODE 0600         /* candidates' data are private */
#define BUSY_MS 5000      /* another writer's transaction is short */
#define STEPS_A_LOOK 2000 /* of SQLite's machine, between looks at the clock */
#define MAX_PATH_BYTES 4096

double ashs_database_clock(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* ---- failures ---- */

static const struct {
    int result;
    const char *code;
} CODES[] = {
    {SQLITE_NOMEM, "no_memory"},     {SQLITE_BUSY, "store_busy"},
    {SQLITE_LOCKED, "store_busy"},   {SQLITE_READONLY, "store_read_only"},
    {SQLITE_INTERRUPT, "deadline"},  {SQLITE_CORRUPT, "store_damaged"},
    {SQLITE_NOTADB, "not_a_store"},  {SQLITE_FULL, "store_full"},
    {SQLITE_CANTOPEN, "store_file"}, {SQLITE_IOERR, "store_file"},
    {SQLITE_PERM, "store_file"},     {SQLITE_AUTH, "sql_refused"},
    {SQLITE_TOOBIG, "too_large"},
};

static const char *code_of(int result)
{
    size_t i;

    for (i = 0; i < sizeof CODES / sizeof *CODES; i++)
        if (CODES[i].result == (result & 0xff))
            return CODES[i].code;
    return "sql";
}

int ashs_database_fail(lua_State *L, struct database *database, int result)
{
    const int code = result & 0xff;
    const int of_file = code == SQLITE_CANTOPEN || code == SQLITE_IOERR;
    const int system = database->handle != NULL && of_file
                         ? sqlite3_system_errno(database->handle)
                         : 0;
    char words[512] = ""; /* a finalizer may replace SQLite's own message */

    strncat(words,
            database->handle != NULL ? sqlite3_errmsg(database->handle)
                                     : sqlite3_errstr(result),
            sizeof words - 1);
    lua_pushnil(L);
    lua_pushstring(L, code_of(database->refused ? SQLITE_AUTH : result));
    database->refused = 0;
    if (system != 0)
        lua_pushfstring(L, "%s (%s)", words, strerror(system));
    else
        lua_pushstring(L, words);
    return 3;
}

/* ---- the deadline ---- */

static int look_at_clock(void *context)
{
    const struct database *const database = context;

    return database->deadline > 0 && ashs_database_clock() > database->deadline;
}

/* ---- opening ---- */

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

/* [-0, +3, m] */
static int open_fail(lua_State *L, struct database *database, int result)
{
    if (result != SQLITE_CANTOPEN || database->handle == NULL ||
        sqlite3_system_errno(database->handle) != ENOENT)
        return ashs_database_fail(L, database, result);
    lua_pushnil(L);
    lua_pushliteral(L, "store_missing");
    lua_pushliteral(L, "there is no such file");
    return 3;
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
    if (options.create && !options.read_only && !create_file(path)) {
        const int problem = errno; /* a finalizer may change it */

        lua_pushnil(L);
        lua_pushliteral(L, "store_file");
        lua_pushstring(L, strerror(problem));
        return 3;
    }
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

/* ---- methods ---- */

struct database *ashs_database_at(lua_State *L, int index)
{
    struct database *const database = luaL_checkudata(L, index,
                                                      ASH_DATABASE_TYPE);

    if (database->handle == NULL)
        luaL_error(L, "the database is closed");
    if (database->owner != (long)getpid())
        luaL_error(L, "the database belongs to the process that opened it");
    return database;
}

/* database:changes() -> how many rows the last statement changed, and the
 * rowid of the row that was inserted last */
static int database_changes(lua_State *L)
{
    const struct database *const database = luaL_checkudata(L, 1,
                                                            ASH_DATABASE_TYPE);

    if (database->handle == NULL)
        return luaL_error(L, "the database is closed");
    compat_pushinteger(L, sqlite3_changes(database->handle));
    compat_pushinteger(L, sqlite3_last_insert_rowid(database->handle));
    return 2;
}

/* database:in_transaction() -> whether a transaction is open */
static int database_in_transaction(lua_State *L)
{
    const struct database *const database = ashs_database_at(L, 1);

    lua_pushboolean(L, !sqlite3_get_autocommit(database->handle));
    return 1;
}

/* database:deadline(seconds): statements that still run so many seconds from
 * now fail with "deadline"; nil: no deadline */
static int database_deadline(lua_State *L)
{
    struct database *const database = ashs_database_at(L, 1);

    database->deadline = lua_isnoneornil(L, 2)
                           ? 0
                           : ashs_database_clock() + luaL_checknumber(L, 2);
    return 0;
}

/* database:limit(bytes): queries that would make a longer value fail */
static int database_limit(lua_State *L)
{
    const struct database *const database = ashs_database_at(L, 1);

    sqlite3_limit(database->handle, SQLITE_LIMIT_LENGTH,
                  (int)luaL_checknumber(L, 2));
    return 0;
}

/* database:is_gone() -> whether the file at its path is no longer the one that
 * was opened. Opening it to see would drop this process's locks. */
static int database_is_gone(lua_State *L)
{
    const struct database *const database = ashs_database_at(L, 1);
    int gone = 0;

    sqlite3_file_control(database->handle, "main", SQLITE_FCNTL_HAS_MOVED,
                         &gone);
    lua_pushboolean(L, gone);
    return 1;
}

/* database:is_open() -> whether this process can use it */
static int database_is_open(lua_State *L)
{
    const struct database *const database = luaL_checkudata(L, 1,
                                                            ASH_DATABASE_TYPE);

    lua_pushboolean(L, database->handle != NULL &&
                           database->owner == (long)getpid());
    return 1;
}

void ashs_database_enlist(struct database *database,
                          struct statement *statement)
{
    statement->database = database;
    statement->owner = database->owner;
    statement->next = database->statements;
    statement->link = &database->statements;
    if (statement->next != NULL)
        statement->next->link = &statement->next;
    database->statements = statement;
}

void ashs_database_release(struct statement *statement)
{
    sqlite3_finalize(statement->handle);
    statement->handle = NULL;
    if (statement->link == NULL)
        return;
    *statement->link = statement->next;
    if (statement->next != NULL)
        statement->next->link = statement->link;
    statement->link = NULL;
    statement->next = NULL;
}

static void release(struct database *database)
{
    while (database->statements != NULL)
        ashs_database_release(database->statements);
    sqlite3_close_v2(database->handle);
    database->handle = NULL;
}

/* A forked child must not close the files and locks of its parent. */
static int is_ours(const struct database *database)
{
    return database->handle != NULL && database->owner == (long)getpid();
}

/* database:close(): closes its statements, too */
static int database_close(lua_State *L)
{
    struct database *const database = luaL_checkudata(L, 1, ASH_DATABASE_TYPE);

    if (is_ours(database))
        release(database);
    return 0;
}

void ashs_open_database(lua_State *L)
{
    static const luaL_Reg METHODS[] = {
        {"changes", database_changes},
        {"in_transaction", database_in_transaction},
        {"deadline", database_deadline},
        {"limit", database_limit},
        {"is_gone", database_is_gone},
        {"is_open", database_is_open},
        {"close", database_close},
        {NULL, NULL},
    };

    ashb_object_type(L, ASH_DATABASE_TYPE, METHODS, database_close);
}
