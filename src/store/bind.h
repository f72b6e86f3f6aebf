/*
 * bind: binds JSON values to the parameters of SQL statements.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ASH_STORE_BIND_H
#define ASH_STORE_BIND_H

#include "engine/walk.h"
#include "store/plan.h"

#include <sqlite3.h>

/* Where values come from and go to. */
struct ashs_target {
    sqlite3_stmt *handle;
    const struct ash_json *json;
    char *scratch; /* room for json->longest bytes */
    int result;    /* SQLITE_OK until binding fails */
};

/* Binds a value that is not null to the parameter at place. Returns whether it
 * fits that kind of column; where it does not, the parameter is unchanged. */
int ashs_bind(struct ashs_target *target, enum column_kind kind, int place,
              struct ash_value value);

#endif
