/*
 * database: a connection to SQLite and its statements. The connection has a
 * list of its statements, so that either may be freed first. A forked child
 * never touches the copies it has of them.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ASH_STORE_DATABASE_H
#define ASH_STORE_DATABASE_H

#include "binding/object.h"

#include <sqlite3.h>

#define ASH_DATABASE_TYPE "ashby.sqlite.database"
#define ASH_STATEMENT_TYPE "ashby.sqlite.statement"
#define ASH_PLAN_TYPE "ashby.sqlite.plan"

struct statement;

struct database {
    sqlite3 *handle;
    struct statement *statements;
    long owner; /* the process that opened it */
    int read_only;
    int refused;     /* the authorizer refused what is being prepared */
    double deadline; /* seconds of ash_clock; 0: none */
};

struct statement {
    sqlite3_stmt *handle; /* NULL: closed */
    struct database *database;
    struct statement *next, **link; /* link NULL: in no list */
    long owner;                     /* the process that made it */
    int is_bound;                   /* it may hold values or a row */
    int is_brief;    /* its values last as long as the call that gave them */
    unsigned serial; /* another one after each use that changes its row */
};

/* Pushes nil, code and message of the connection's last failure.
 * [-0, +3, m] */
int ashs_database_fail(lua_State *L, struct database *database, int result);

/* The connection at the index; raises where it is closed, or was opened by
 * another process. [-0, +0, v] */
struct database *ashs_database_at(lua_State *L, int index);

/* sqlite.open(path, options) -> database, or nil, code, message */
int ashs_database_open(lua_State *L);

/* SQLite's authorizer of a read-only connection; context is the database. */
int ashs_authorize(void *context, int action, const char *first,
                   const char *second, const char *base, const char *trigger);

/* Puts a new statement on the connection's list. */
void ashs_database_enlist(struct database *database,
                          struct statement *statement);

/* Closes a statement, which may be closed already, and takes it off the list. */
void ashs_database_release(struct statement *statement);

/* sqlite.plan(rows) -> plan */
int ashs_plan_new(lua_State *L);

/* The statement at the first index; raises where it is closed or in use. The
 * process is not checked here, only where a statement is prepared: asking for
 * its id costs more than the rest of a step. [-0, +0, v] */
struct statement *ashs_statement_check(lua_State *L);

/* Binds the Lua values from stack index first to the top to the statement's
 * parameters, leaving out so many at the beginning. Returns SQLite's result.
 * Strings are not copied: the caller keeps them on the stack until the
 * statement is reset. Raises for a value that no column can hold, and for a
 * wrong number of values. [-0, +0, v] */
int ashs_statement_bind_values(lua_State *L, struct statement *statement,
                               int first, int after);

/* Resets the statement and clears its values. */
void ashs_statement_forget(struct statement *statement);

/* Steps once, and pushes true and the values of a row, or false, or nil, code,
 * message; then resets the statement and clears its values. Returns the number
 * of results. [-0, +n, m] */
int ashs_statement_once(lua_State *L, struct statement *statement);

/* The values of the current row; their number. [-0, +n, m] */
int ashs_row_push(lua_State *L, struct statement *statement);

/* A table of them by the names of their columns, which are in the array at the
 * index names, or asked for where that is 0; returns 1. [-0, +1, m] */
int ashs_row_table(lua_State *L, struct statement *statement, int names);

/* An array of the names; returns 1. [-0, +1, m] */
int ashs_row_names(lua_State *L, struct statement *statement);

void ashs_open_database(lua_State *L);
void ashs_open_statement(lua_State *L);
void ashs_open_keep(lua_State *L);
void ashs_open_plan(lua_State *L);

#endif
