/*
 * plan: which members of a record go to which parameters of a statement. A
 * column is a member of the record, of an object in it, or the record itself.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ASH_STORE_PLAN_H
#define ASH_STORE_PLAN_H

#include "binding/object.h"

#include <stddef.h>

enum column_kind {
    COLUMN_TEXT,    /* a string */
    COLUMN_TIME,    /* ISO 8601 in UTC, written with three decimals */
    COLUMN_INTEGER, /* a whole number that fits 64 bits */
    COLUMN_NUMBER,
    COLUMN_BOOLEAN,   /* 0 and 1 */
    COLUMN_KIND,      /* the name of the value's JSON type */
    COLUMN_IF_TEXT,   /* a string, else NULL */
    COLUMN_IF_NUMBER, /* a number, or 0 and 1; else NULL */
    COLUMN_IF_NESTED, /* the JSON of an object or array, else NULL */
    COLUMN_NESTED,    /* the JSON of an object or array */
    COLUMN_BYTES      /* the exact bytes of any value */
};

/* What a member is looked for among: the members of the record, where a group
 * is one, or those of a group. */
enum level { OUTSIDE, INSIDE };

struct column {
    enum column_kind kind;
    const char *group; /* NULL: a member of the record itself */
    size_t group_length;
    const char *name; /* NULL: the record itself */
    size_t name_length;
    int group_end; /* the first column after those of the group */
    int again[2];  /* by level: the next one for that member, or -1 */
    int then[2];   /* by level: what came after it before; 0: not known */
    int met;       /* the group has come in this record */
    int unfit;     /* values that it could not hold */
};

struct plan {
    int count;
    int names; /* how many columns are a member, not the record itself */
    struct column columns[1]; /* count of them; the uservalue keeps the names */
};

/* The member that a column is for on a level; NULL: the record itself. */
const char *ashs_plan_key(const struct column *column, enum level level,
                          size_t *length);

/* The column after it on a level: outside, a group counts as one. */
int ashs_plan_next(const struct plan *plan, enum level level, int column);

#endif
