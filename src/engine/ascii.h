/*
 * ascii: letters and digits, whatever the locale of the host program says.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ASH_ASCII_H
#define ASH_ASCII_H

static inline int ash_ascii_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static inline char ash_ascii_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

static inline int ash_ascii_is_alnum(char c)
{
    const char low = ash_ascii_lower(c);

    return ash_ascii_is_digit(c) || (low >= 'a' && low <= 'z');
}

/* The value of a hexadecimal digit, or -1. */
static inline int ash_ascii_hex(char c)
{
    const char low = ash_ascii_lower(c);

    if (ash_ascii_is_digit(c))
        return c - '0';
    return low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

#endif
