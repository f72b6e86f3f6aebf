/*
 * records: the record types of the answers to the catalogue's methods.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ASH_RECORDS_H
#define ASH_RECORDS_H

#include <stddef.h>

enum ash_field_flags {
    ASH_REQUIRED = 0, /* always there */
    ASH_ABSENT = 1,   /* may be left out */
    ASH_NULL = 2,     /* may be null */
    ASH_LIST = 4      /* an array of the type */
};

/*
 * type is the name of another record type, which starts with a capital letter,
 * or one of uuid, string, url, datetime, date, int, number, bool, object,
 * enum(a,b), const(x), map(T), oneof(a;b). Arrays of fields end with a NULL
 * name.
 */
struct ash_field {
    const char *name;
    const char *type;
    int flags;
};

struct ash_record {
    const char *name;
    const struct ash_field *fields;
};

extern const struct ash_record ASH_CANDIDATE;
extern const struct ash_record ASH_APPLICATION;
extern const struct ash_record ASH_APPLICATION_DETAIL;
extern const struct ash_record ASH_JOB;
extern const struct ash_record ASH_DEPARTMENT;
extern const struct ash_record ASH_LOCATION;
extern const struct ash_record ASH_USER;
extern const struct ash_record ASH_JOB_POSTING;
extern const struct ash_record ASH_JOB_POSTING_DETAIL;
extern const struct ash_record ASH_SOURCE;
extern const struct ash_record ASH_ARCHIVE_REASON;
extern const struct ash_record ASH_CANDIDATE_TAG;
extern const struct ash_record ASH_CUSTOM_FIELD;
extern const struct ash_record ASH_FEEDBACK_FORM_DEFINITION;

/* Every record type that a field may name; ends with NULL. */
extern const struct ash_record *const ASH_RECORDS[];

#endif
