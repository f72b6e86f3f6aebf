/*
 * number: JSON's way of writing numbers, free of the locale. The one file
 * that turns digits into numbers. It allocates nothing.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ASH_NUMBER_H
#define ASH_NUMBER_H

#include "engine/status.h"

#include <stdint.h>

/* A longer number is refused: it would not fit a copy on the stack. */
#define ASH_NUMBER_MAX_TEXT 512

struct ash_number {
    int is_integer; /* written without fraction and exponent, fits 64 bits */
    int64_t integer;
    double real; /* set when not is_integer */
};

/* The end of the number at text, or NULL when there is none as RFC 8259
 * section 6 writes it. text ends in a NUL. */
const char *ash_number_end(const char *text);

/* The byte that makes it no number, where ash_number_end gives NULL. */
const char *ash_number_fault(const char *text);

/* Reads a number whose end is known to be right. The status is ASH_OK or
 * ASH_JSON_RANGE. */
enum ash_status ash_number_read(const char *text, const char *end,
                                struct ash_number *number);

#endif
