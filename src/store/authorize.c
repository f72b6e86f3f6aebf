/*
 * authorize: a read-only connection refuses to prepare any statement that could
 * change something.
 *
 * SPDX-License-Identifier: MIT
 */
#include "store/database.h"

#include <string.h>

/* Pragmas that only return something. */
static const char *const TELLING[] = {
    "table_info",      "table_xinfo",      "table_list",      "index_list",
    "index_info",      "foreign_key_list", "compile_options", "database_list",
    "collation_list",  "function_list",    "page_count",      "page_size",
    "freelist_count",  "data_version",     "user_version",    "application_id",
    "integrity_check", "quick_check",      "encoding",        NULL,
};

/* Those of them that may take a name. Others would set a value. */
static int takes_name(const char *pragma)
{
    return strncmp(pragma, "table_", 6) == 0 ||
           strncmp(pragma, "index_", 6) == 0 ||
           strcmp(pragma, "foreign_key_list") == 0;
}

static int may_tell(const char *pragma, const char *value)
{
    int i;

    for (i = 0; TELLING[i] != NULL; i++)
        if (sqlite3_stricmp(pragma, TELLING[i]) == 0)
            return value == NULL || takes_name(TELLING[i]);
    return 0;
}

/* One of them loads code, the other gives and takes addresses of code. */
static int may_call(const char *function)
{
    return sqlite3_stricmp(function, "load_extension") != 0 &&
           sqlite3_stricmp(function, "fts3_tokenizer") != 0;
}

static int may_read(int action, const char *first, const char *second)
{
    switch (action) {
    case SQLITE_SELECT:
    case SQLITE_READ:
    case SQLITE_RECURSIVE:
        return 1;
    case SQLITE_UPDATE: /* how SQLite declares json_each and the like */
        return strcmp(first, "sqlite_master") == 0;
    case SQLITE_FUNCTION:
        return may_call(second);
    case SQLITE_PRAGMA:
        return may_tell(first, second);
    default:
        return 0;
    }
}

int ashs_authorize(void *context, int action, const char *first,
                   const char *second, const char *base, const char *trigger)
{
    struct database *const database = context;

    (void)base;
    (void)trigger;
    if (may_read(action, first, second))
        return SQLITE_OK;
    database->refused = 1;
    return SQLITE_DENY;
}
