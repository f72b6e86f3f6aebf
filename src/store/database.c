/*
 * database: the methods of a connection, the list of its statements, and what is
 * said where SQLite fails.
 *
 * SPDX-License-Identifier: MIT
 */
#include "store/database.h"

#include "engine/clock.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

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

/* SQLite says "full" for some of its files, and an I/O error for others. */
static int is_full(int problem)
{
    return problem == ENOSPC || problem == EDQUOT;
}

static const char *code_of(int result, int problem)
{
    size_t i;

    if (is_full(problem))
        return "store_full";
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
    lua_pushstring(L,
                   code_of(database->refused ? SQLITE_AUTH : result, system));
    database->refused = 0;
    if (system != 0)
        lua_pushfstring(L, "%s (%s)", words, strerror(system));
    else
        lua_pushstring(L, words);
    return 3;
}

/* ---- methods ---- */

/* A forked child must not close the files and locks of its parent. */
static int is_ours(const struct database *database)
{
    return database->handle != NULL && database->owner == (long)getpid();
}

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

/* database:in_transaction() -> whether it is open and has a transaction */
static int database_in_transaction(lua_State *L)
{
    const struct database *const database = luaL_checkudata(L, 1,
                                                            ASH_DATABASE_TYPE);

    lua_pushboolean(L, is_ours(database) &&
                           !sqlite3_get_autocommit(database->handle));
    return 1;
}

/* database:deadline(seconds): statements that still run so many seconds from
 * now fail with "deadline"; nil: no deadline */
static int database_deadline(lua_State *L)
{
    struct database *const database = ashs_database_at(L, 1);

    database->deadline = lua_isnoneornil(L, 2)
                           ? 0
                           : ash_clock() + luaL_checknumber(L, 2);
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

/* database:is_gone() -> whether it is open and the file at its path is no longer
 * the one that was opened. Opening it to see would drop this process's locks. */
static int database_is_gone(lua_State *L)
{
    const struct database *const database = luaL_checkudata(L, 1,
                                                            ASH_DATABASE_TYPE);
    int gone = 0;

    if (is_ours(database))
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

    lua_pushboolean(L, is_ours(database));
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
