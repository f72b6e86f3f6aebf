/*
 * decode: a text as a list of units, each a character and its bytes:
 * one byte at first, several where the character is written in a code: with
 * percent signs, in HTML, with backslashes.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ASH_DECODE_H
#define ASH_DECODE_H

#include <stddef.h>

struct ash_unit {
    size_t start, end; /* in the text */
    char c;
};

/* Decodes one layer, in place: codes may be within codes. Returns the new count,
 * which is the old one where there was nothing to decode. */
size_t ash_decode(struct ash_unit *units, size_t count);

#endif
