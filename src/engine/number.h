/*
 * number: reads numbers as JSON writes them, whatever the locale. The one file
 * that turns digits into numbers. It allocates nothing.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ASH_NUMBER_H
#define ASH_NUMBER_H

#include "engine/status.h"

#include <stdint.h>

/* A longer number is refused: its copy has to fit the stack. */
#define ASH_NUMBER_MAX_TEXT 512

struct ash_number {
    int is_integer; /* written without fraction and exponent, fits 64 bits */
    int64_t integer;
    double real; /* set when not is_integer */
};

/* The end of the number at text, or NULL when it is not one by RFC 8259,
 * section 6. text ends in a NUL. */
const char *ash_number_end(const char *text);

/* Where ash_number_end returns NULL: the byte that breaks the syntax. */
const char *ash_number_fault(const char *text);

/* Reads a number whose end ash_number_end has found. ASH_OK or ASH_JSON_RANGE.
 */
enum ash_status ash_number_read(const char *text, const char *end,
                                struct ash_number *number);

#endif
