/*
 * catalogue: the one table of what Ashby offers: its entities, their methods,
 * parameters and the fields of their records. Constant data. Closures, checks,
 * describe, the type files, the README's table and the specs loop over it. A
 * new entity is a row here.
 *
 * The facts come from the vendor's reference (developers.ashbyhq.com) and
 * recorded answers. sandbox/endpoints.json has them, too; a spec compares.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ASH_CATALOGUE_H
#define ASH_CATALOGUE_H

#include "engine/records.h"

enum ash_param_type {
    ASH_STRING,
    ASH_INTEGER, /* whole; minimum and maximum apply when maximum is set */
    ASH_BOOLEAN,
    ASH_STRINGS /* an array of strings */
};

enum ash_param_flags {
    ASH_OPTIONAL = 0,
    ASH_NEEDED = 1, /* the method fails without it */
    ASH_ONE_OF = 2  /* exactly one of the method's with this flag is needed */
};

struct ash_param {
    const char *name; /* as the vendor spells it */
    enum ash_param_type type;
    int flags;
    const char *format; /* "uuid", "unix-milliseconds" or NULL */
    const char *values; /* "Draft,Open" or NULL: anything */
    int minimum, maximum;
    const char *standard; /* the value when it is not sent, or NULL */
    const char *note;
};

enum ash_method_flags {
    ASH_PLAIN = 0,
    ASH_PAGED = 1, /* takes cursor and limit; its answer has nextCursor */
    ASH_SYNC = 2   /* paged, and takes syncToken */
};

struct ash_method {
    const char *name;       /* "candidate.list", the path of the request */
    const char *permission; /* which the key must have */
    int flags;
    const struct ash_param *params; /* without those that the flags imply; ends
                                       with a NULL name; the first one of a get
                                       is the id */
    const struct ash_record *record;
};

struct ash_entity {
    const char *name;  /* "candidates" */
    const char *title; /* "Candidates", for people */
    const struct ash_method *list;
    const struct ash_method *get; /* NULL where the vendor has none */
    /* What the hosted service's search covers, "id,name"; NULL: nothing. */
    const char *searched;
    /* The parameter that cuts the list into parts, and its values: their lists
     * together are the whole list. NULL: there is none. */
    const char *cut;
    const char *cut_values;
};

/* In the order of the documentation; ends with a NULL name. */
extern const struct ash_entity ASH_ENTITIES[];

/* The method's parameters, numbered from 0, those that its flags imply first;
 * after the last comes one with a NULL name. */
const struct ash_param *ash_method_param(const struct ash_method *method,
                                         int i);

#endif
