/*
 * text: reads JSON strings that have passed ash_json_index, and unescapes them
 * to UTF-8. A surrogate without its partner becomes U+FFFD. Nothing here checks
 * or allocates.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ASH_TEXT_H
#define ASH_TEXT_H

#include <stddef.h>

struct ash_slice {
    const char *start; /* the first byte */
    const char *end;   /* the byte after the last one */
};

/* The bytes between the quotes. at points to the opening quote, end after the
 * whole text. *escaped says whether there is an escape among them. */
struct ash_slice ash_text_slice(const char *at, const char *end, int *escaped);

/* Writes the unescaped string and returns its length, which is never more than
 * that of the slice. */
size_t ash_text_unescape(struct ash_slice text, char *out);

/* Whether the unescaped string is name. */
int ash_text_equals(struct ash_slice text, const char *name, size_t length);

#endif
