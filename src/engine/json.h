/*
 * json: checks a whole text once against RFC 8259 and writes an index of its
 * containers, so that walking the text afterwards (walk.h) checks nothing. It
 * owns nothing: text and index belong to the caller. Invalid UTF-8 is refused.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ASH_JSON_H
#define ASH_JSON_H

#include "engine/buf.h"

#include <stdint.h>

#define ASH_JSON_MAX_DEPTH 200

/* A container of the text. The spans are in the order in which they open. */
struct ash_span {
    uint32_t end;   /* offset after its closing bracket */
    uint32_t next;  /* number of the first later span that is not inside it */
    uint32_t count; /* elements, or members that will be kept */
};

struct ash_json {
    const char *text; /* ends in a NUL */
    size_t length;
    const struct ash_span *spans;
    size_t longest; /* bytes of the longest string with an escape */
    int depth;      /* of the deepest container */
};

struct ash_json_rules {
    int keep_nulls;    /* else members that are null are not counted */
    size_t max_values; /* 0: no limit */
};

/*
 * Checks text[0..length), which must end in a NUL at text[length], and appends
 * its spans to spans. A text with more than max_values is refused with
 * ASH_VALUE_LIMIT before its index has more. On failure *offset is that of the
 * offending byte.
 */
enum ash_status ash_json_index(struct ash_json *json, const char *text,
                               size_t length,
                               const struct ash_json_rules *rules,
                               struct ash_buf *spans, size_t *offset);

#endif
