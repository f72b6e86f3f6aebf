/*
 * decode: joins the units of a code to one. What a browser or a terminal does not
 * show (tags, colours) is joined to a blank.
 *
 * SPDX-License-Identifier: MIT
 */
#include "engine/decode.h"

#include "engine/ascii.h"

#include <string.h>

#define LONGEST_GAP 300 /* units of a tag or a colour */

/* clang-format off */
static const struct code {
    const char *prefix;
    int base;
    size_t least, most; /* digits */
    char end;           /* may come after them */
} CODES[] = {
    {"%",    16, 2, 2, 0},
    {"\\x",  16, 2, 2, 0},
    {"\\u{", 16, 1, 8, '}'},
    {"\\u",  16, 4, 4, 0},
    {"\\",    8, 3, 3, 0},
    {"&#x",  16, 1, 8, ';'},
    {"&#",   10, 1, 8, ';'},
};
/* clang-format on */

/* How many units a number coded in this way takes; 0: there is none. */
static size_t number_at(const struct code *code, const struct ash_unit *units,
                        size_t left, char *c)
{
    const size_t prefix = strlen(code->prefix);
    unsigned long value = 0;
    size_t n, digits = 0;

    for (n = 0; n < prefix; n++)
        if (n == left || ash_ascii_lower(units[n].c) != code->prefix[n])
            return 0;
    for (; digits < code->most && n < left; digits++, n++) {
        const int digit = ash_ascii_hex(units[n].c);

        if (digit < 0 || digit >= code->base)
            break;
        value = value * (unsigned long)code->base + (unsigned long)digit;
    }
    if (digits < code->least)
        return 0;
    *c = value <= 0xFF ? (char)value : '?';
    return code->end != 0 && n < left && units[n].c == code->end ? n + 1 : n;
}

/* A tag, or the code of a colour for a terminal: up to the first that ends it. */
static size_t span_to(const struct ash_unit *units, size_t left, size_t from,
                      char first, char last)
{
    size_t n;

    for (n = from; n < left && n < LONGEST_GAP; n++)
        if (units[n].c >= first && units[n].c <= last)
            return n + 1;
    return 0;
}

/* The characters that other codes are made of have to be known by name. */
static const struct {
    const char *name;
    char c;
} NAMES[] = {
    {"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"bsol", '\\'}, {"percnt", '%'},
};

static int is_named(const struct ash_unit *units, size_t length,
                    const char *name)
{
    size_t i;

    for (i = 0; i < length; i++)
        if (ash_ascii_lower(units[i].c) != name[i]) /* or it ends */
            return 0;
    return name[length] == 0;
}

/* A character by its name. Letters and digits have none in HTML. */
static size_t name_at(const struct ash_unit *units, size_t left, char *c)
{
    size_t n = 1, i;

    while (n < left && ash_ascii_is_alnum(units[n].c))
        n++;
    if (n == 1 || n == left || units[n].c != ';')
        return 0;
    *c = '.';
    for (i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
        if (is_named(units + 1, n - 1, NAMES[i].name))
            *c = NAMES[i].c;
    return n + 1;
}

/* How many units are layout, not a character of a secret. */
static size_t gap_at(const struct ash_unit *units, size_t left, char *c)
{
    const char first = units->c, second = left > 1 ? units[1].c : 0;

    if (first == '&')
        return name_at(units, left, c);
    *c = ' ';
    if (first == '\\')
        return second != 0 && strchr("abefnrtv0", second) != NULL ? 2 : 0;
    if (first == '<' &&
        (ash_ascii_is_alnum(second) || second == '/' || second == '!'))
        return span_to(units, left, 2, '>', '>');
    if (first == '\33' && second == '[')
        return span_to(units, left, 2, '@', '~');
    return 0;
}

/* How many units are one character, which is decoded. */
static size_t code_at(const struct ash_unit *units, size_t left, char *c)
{
    size_t i, n = 0;

    if (strchr("%\\&<\33", units->c) == NULL || units->c == 0)
        return 0;
    for (i = 0; i < sizeof CODES / sizeof *CODES && n == 0; i++)
        n = number_at(&CODES[i], units, left, c);
    return n > 0 ? n : gap_at(units, left, c);
}

size_t ash_decode(struct ash_unit *units, size_t count)
{
    size_t i = 0, n = 0;

    while (i < count) {
        char c = units[i].c;
        const size_t taken = code_at(units + i, count - i, &c);
        const size_t next = i + (taken > 0 ? taken : 1);

        units[n].start = units[i].start;
        units[n].end = units[next - 1].end;
        units[n++].c = c;
        i = next;
    }
    return n;
}
