/*
 * row: the row that a statement is at, as Lua values. Lua may collect before it
 * copies a string, and a finalizer of the program may use the statement: nothing
 * of SQLite's is held over that, and the row has to be the same after it.
 *
 * SPDX-License-Identifier: MIT
 */
#include "store/database.h"

#include <string.h>

/* What is pushed of a row. */
struct cell {
    struct statement *statement;
    unsigned serial;
    int column;
    int is_name; /* the column's name, not its value */
};

/* The value of the row's first column; the name of the first column. */
static struct cell first_value(struct statement *statement)
{
    const struct cell cell = {statement, statement->serial, 0, 0};

    return cell;
}

static struct cell first_name(struct statement *statement)
{
    const struct cell cell = {statement, statement->serial, 0, 1};

    return cell;
}

/* The statement, still at the cell's row. [-0, +0, v] */
static sqlite3_stmt *handle_of(lua_State *L, const struct cell *cell)
{
    const struct statement *const statement = cell->statement;

    if (statement->handle == NULL || statement->serial != cell->serial)
        luaL_error(L, "the statement was used by a finalizer meanwhile");
    return statement->handle;
}

/* [-0, +0, v] */
static const char *bytes_of(lua_State *L, const struct cell *cell,
                            size_t *length)
{
    sqlite3_stmt *const handle = handle_of(L, cell);
    const char *bytes;

    if (cell->is_name) {
        bytes = sqlite3_column_name(handle, cell->column);
        *length = bytes != NULL ? strlen(bytes) : 0;
    } else {
        bytes = sqlite3_column_blob(handle, cell->column);
        *length = (size_t)sqlite3_column_bytes(handle, cell->column);
    }
    return bytes != NULL ? bytes : "";
}

#if LUA_VERSION_NUM >= 503

/* This Lua copies before it runs finalizers. [-0, +1, m] */
static void push_bytes(lua_State *L, const struct cell *cell)
{
    size_t length;
    const char *const bytes = bytes_of(L, cell, &length);

    lua_pushlstring(L, bytes, length);
}

#else

#define FEW 4096

/* [-0, +1, m] */
static void push_bytes(lua_State *L, const struct cell *cell)
{
    char few[FEW];
    size_t length;
    const char *bytes = bytes_of(L, cell, &length);

    if (length <= sizeof few) {
        memcpy(few, bytes, length);
        lua_pushlstring(L, few, length);
    } else {
        char *const copy = lua_newuserdata(L, length);

        bytes = bytes_of(L, cell, &length);
        memcpy(copy, bytes, length);
        lua_pushlstring(L, copy, length);
        lua_remove(L, -2);
    }
}

#endif

/* Pushes a column of the row by its type. [-0, +1, m] */
static void push_column(lua_State *L, const struct cell *cell)
{
    sqlite3_stmt *const handle = handle_of(L, cell);

    switch (sqlite3_column_type(handle, cell->column)) {
    case SQLITE_NULL:
        lua_pushnil(L);
        return;
    case SQLITE_INTEGER:
        compat_pushinteger(L, sqlite3_column_int64(handle, cell->column));
        return;
    case SQLITE_FLOAT:
        lua_pushnumber(L, sqlite3_column_double(handle, cell->column));
        return;
    default: /* text or a blob: both are strings in Lua */
        push_bytes(L, cell);
    }
}

int ashs_row_push(lua_State *L, struct statement *statement)
{
    const int count = sqlite3_column_count(statement->handle);
    struct cell cell = first_value(statement);

    luaL_checkstack(L, count + 4, "too many columns");
    for (; cell.column < count; cell.column++)
        push_column(L, &cell);
    return count;
}

int ashs_row_table(lua_State *L, struct statement *statement, int names)
{
    const int count = sqlite3_data_count(statement->handle);
    struct cell name = first_name(statement);
    struct cell value = first_value(statement);

    lua_createtable(L, 0, count);
    for (; value.column < count; value.column++) {
        name.column = value.column;
        if (names != 0)
            lua_rawgeti(L, names, name.column + 1);
        else
            push_bytes(L, &name);
        push_column(L, &value);
        lua_rawset(L, -3);
    }
    return 1;
}

int ashs_row_names(lua_State *L, struct statement *statement)
{
    const int count = sqlite3_column_count(statement->handle);
    struct cell name = first_name(statement);

    lua_createtable(L, count, 0);
    for (; name.column < count; name.column++) {
        push_bytes(L, &name);
        lua_rawseti(L, -2, name.column + 1);
    }
    return 1;
}
