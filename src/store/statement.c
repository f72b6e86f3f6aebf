/*
 * statement: a prepared statement of a connection. Its uservalue keeps the
 * connection; row.c gives the values of its rows.
 *
 * SPDX-License-Identifier: MIT
 */
#include "store/database.h"

#include <string.h>
#include <unistd.h>

#define DATABASE 1               /* place in the uservalue */
#define EXACT 9007199254740992.0 /* doubles hold every integer up to here */
#define MAX_QUERY 1000000

/* ---- making and ending ---- */

/* Whether there is anything but blanks and semicolons. Comments count: there
 * must be one statement and nothing after it. */
static int has_text(const char *at, const char *end)
{
    while (at < end && memchr(" \t\r\n\f;", *at, 6) != NULL)
        at++;
    return at < end;
}

static int refuse(lua_State *L, const char *code, const char *problem)
{
    lua_pushnil(L);
    lua_pushstring(L, code);
    lua_pushstring(L, problem);
    return 3;
}

/* database:prepare(sql) -> statement, or nil, code, message */
static int database_prepare(lua_State *L)
{
    size_t length;
    const char *const sql = luaL_checklstring(L, 2, &length);
    struct database *database = ashs_database_at(L, 1);
    struct statement *statement;
    const char *tail = NULL;
    int result;

    if (length > MAX_QUERY)
        return refuse(L, "sql", "the query is longer than a million bytes");
    if (memchr(sql, '\0', length) != NULL)
        return refuse(L, "sql", "the query has a NUL in it");
    statement = ashb_object_new(L, sizeof *statement, ASH_STATEMENT_TYPE);
    lua_getuservalue(L, -1);
    lua_pushvalue(L, 1);
    lua_rawseti(L, -2, DATABASE);
    lua_pop(L, 1);
    database = ashs_database_at(L, 1); /* a finalizer may have closed it */
    ashs_database_enlist(database, statement);
    database->refused = 0;
    result = sqlite3_prepare_v2(database->handle, sql, (int)length + 1,
                                &statement->handle, &tail);
    if (result != SQLITE_OK)
        return ashs_database_fail(L, database, result);
    if (statement->handle == NULL)
        return refuse(L, "sql", "there is no statement in the query");
    if (has_text(tail, sql + length))
        return refuse(L, "sql", "there is text after the first statement");
    if (database->read_only && !sqlite3_stmt_readonly(statement->handle))
        return refuse(L, "sql_refused", "not authorized");
    return 1;
}

struct statement *ashs_statement_check(lua_State *L)
{
    struct statement *const statement = luaL_checkudata(L, 1,
                                                        ASH_STATEMENT_TYPE);

    if (statement->handle == NULL)
        luaL_error(L, "the statement is closed");
    return statement;
}

/* ---- values in ---- */

/* In a Lua without integers a whole number counts as one where it is exact. */
static int bind_number(lua_State *L, sqlite3_stmt *handle, int place, int index)
{
    const lua_Number value = lua_tonumber(L, index);

#if LUA_VERSION_NUM >= 503
    if (lua_isinteger(L, index))
        return sqlite3_bind_int64(handle, place, lua_tointeger(L, index));
#else
    if (value >= -EXACT && value <= EXACT &&
        value == (lua_Number)(sqlite3_int64)value)
        return sqlite3_bind_int64(handle, place, (sqlite3_int64)value);
#endif
    return sqlite3_bind_double(handle, place, value);
}

/* nil becomes NULL, and so does the null of a JSON library. */
static int bind_value(lua_State *L, sqlite3_stmt *handle, int place, int index)
{
    size_t length;
    const char *text;

    switch (lua_type(L, index)) {
    case LUA_TNIL:
    case LUA_TLIGHTUSERDATA:
        return sqlite3_bind_null(handle, place);
    case LUA_TBOOLEAN:
        return sqlite3_bind_int(handle, place, lua_toboolean(L, index));
    case LUA_TNUMBER:
        return bind_number(L, handle, place, index);
    case LUA_TSTRING:
        text = lua_tolstring(L, index, &length);
        return sqlite3_bind_text64(handle, place, text, length, SQLITE_STATIC,
                                   SQLITE_UTF8);
    default:
        return luaL_error(L, "value %d is a %s, which no column can hold",
                          place, luaL_typename(L, index));
    }
}

int ashs_statement_bind_values(lua_State *L, struct statement *statement,
                               int first, int after)
{
    const int wanted = sqlite3_bind_parameter_count(statement->handle);
    const int given = lua_gettop(L) - first + 1;
    int i, result = SQLITE_OK;

    if (after + given != wanted)
        luaL_error(L, "the query has %d parameters, %d values were given",
                   wanted - after, given);
    for (i = 0; i < given && result == SQLITE_OK; i++)
        result = bind_value(L, statement->handle, after + i + 1, first + i);
    return result;
}

void ashs_statement_forget(struct statement *statement)
{
    if (statement->handle == NULL) /* a finalizer has closed it meanwhile */
        return;
    sqlite3_reset(statement->handle);
    sqlite3_clear_bindings(statement->handle);
    statement->is_bound = statement->is_brief = 0;
    statement->serial++;
}

int ashs_statement_once(lua_State *L, struct statement *statement)
{
    const int result = sqlite3_step(statement->handle);
    int results = 1;

    if (result == SQLITE_ROW) {
        lua_pushboolean(L, 1);
        results += ashs_row_push(L, statement);
    } else if (result == SQLITE_DONE) {
        lua_pushboolean(L, 0);
    } else {
        results = ashs_database_fail(L, statement->database, result);
    }
    ashs_statement_forget(statement);
    return results;
}

/* ---- methods ---- */

/* statement:run(...) -> true and the values of the first row, or false where
 * there is none; or nil, code, message */
static int statement_run(lua_State *L)
{
    struct statement *const statement = ashs_statement_check(L);
    int result;

    ashs_statement_forget(statement);
    statement->is_brief = 1;
    result = ashs_statement_bind_values(L, statement, 2, 0);
    if (result != SQLITE_OK)
        return ashs_database_fail(L, statement->database, result);
    return ashs_statement_once(L, statement);
}

/* Strings that are bound for longer than one call are kept in the uservalue. */
static void anchor(lua_State *L)
{
    int i;

    lua_getuservalue(L, 1);
    for (i = 2; i < lua_gettop(L); i++) {
        lua_pushvalue(L, i);
        lua_rawseti(L, -2, i);
    }
    lua_pop(L, 1);
}

/* statement:bind(...) -> true, or nil, code, message: resets the statement and
 * binds these values */
static int statement_bind(lua_State *L)
{
    struct statement *const statement = ashs_statement_check(L);
    int result;

    ashs_statement_forget(statement);
    statement->is_bound = statement->is_brief = 1;
    anchor(L);
    result = ashs_statement_bind_values(L, ashs_statement_check(L), 2, 0);
    if (result != SQLITE_OK)
        return ashs_database_fail(L, statement->database, result);
    statement->is_brief = 0;
    lua_pushboolean(L, 1);
    return 1;
}

/* The strings of a call that has raised are no longer on its stack: neither a
 * step nor a value may read them. [-0, +0, v] */
static struct statement *check_values(lua_State *L)
{
    struct statement *const statement = ashs_statement_check(L);

    if (statement->is_brief)
        luaL_error(L, "the statement is in use, or its last call has failed: "
                      "bind its values again");
    return statement;
}

/* statement:step() -> true on a row, false after the last one; or nil, code,
 * message */
static int statement_step(lua_State *L)
{
    struct statement *const statement = check_values(L);
    int result;

    statement->is_bound = 1;
    statement->serial++;
    result = sqlite3_step(statement->handle);
    if (result != SQLITE_ROW && result != SQLITE_DONE) {
        const int results = ashs_database_fail(L, statement->database, result);

        sqlite3_reset(statement->handle);
        return results;
    }
    lua_pushboolean(L, result == SQLITE_ROW);
    return 1;
}

/* statement:values() -> the values of the current row */
static int statement_values(lua_State *L)
{
    return ashs_row_push(L, check_values(L));
}

/* statement:row([names]) -> the current row by the names of its columns, without
 * those that are NULL; quicker if they are given, as statement:names() has them */
static int statement_row(lua_State *L)
{
    struct statement *const statement = check_values(L);

    if (lua_isnoneornil(L, 2))
        return ashs_row_table(L, statement, 0);
    luaL_checktype(L, 2, LUA_TTABLE);
    if ((int)lua_rawlen(L, 2) != sqlite3_data_count(statement->handle))
        luaL_argerror(L, 2, "these are not the names of its columns");
    return ashs_row_table(L, statement, 2);
}

/* statement:names() -> the names of its columns */
static int statement_names(lua_State *L)
{
    return ashs_row_names(L, ashs_statement_check(L));
}

/* statement:parameters() -> how many values it takes */
static int statement_parameters(lua_State *L)
{
    const struct statement *const statement = ashs_statement_check(L);

    lua_pushnumber(L, sqlite3_bind_parameter_count(statement->handle));
    return 1;
}

/* statement:reset(): lets go of the row and of the bound values */
static int statement_reset(lua_State *L)
{
    ashs_statement_forget(ashs_statement_check(L));
    return 0;
}

static int is_ours(const struct statement *statement)
{
    return statement->handle != NULL && statement->owner == (long)getpid();
}

/* statement:close() */
static int statement_close(lua_State *L)
{
    struct statement *const statement = luaL_checkudata(L, 1,
                                                        ASH_STATEMENT_TYPE);

    if (is_ours(statement))
        ashs_database_release(ashs_statement_check(L));
    return 0;
}

/* A statement that could not be prepared is in the list without a handle. */
static int statement_gc(lua_State *L)
{
    struct statement *const statement = luaL_checkudata(L, 1,
                                                        ASH_STATEMENT_TYPE);

    if (statement->link != NULL && statement->owner == (long)getpid())
        ashs_database_release(statement);
    return 0;
}

void ashs_open_statement(lua_State *L)
{
    static const luaL_Reg METHODS[] = {
        {"run", statement_run},
        {"bind", statement_bind},
        {"step", statement_step},
        {"values", statement_values},
        {"row", statement_row},
        {"names", statement_names},
        {"parameters", statement_parameters},
        {"reset", statement_reset},
        {"close", statement_close},
        {NULL, NULL},
    };
    static const luaL_Reg OF_DATABASE[] = {
        {"prepare", database_prepare},
        {NULL, NULL},
    };

    ashb_object_type(L, ASH_STATEMENT_TYPE, METHODS, statement_gc);
    ashb_object_extend(L, ASH_DATABASE_TYPE, OF_DATABASE);
}
