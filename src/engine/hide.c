/*
 * hide: the text as a list of units, each a character and the bytes that say it.
 * To decode is to join units; the bytes that one covers are what is overwritten.
 *
 * SPDX-License-Identifier: MIT
 */
#include "engine/hide.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define PART 10  /* letters and digits that are as good as the whole secret */
#define ENOUGH 8 /* of them to compare a secret by them alone */
#define LAYERS 4 /* codes within codes */
#define LONGEST_GAP 300
#define RUN 5 /* letters and digits that are looked up together */

struct unit {
    size_t start, end; /* in the text */
    char c;
};

/* ---- the normal form ---- */

static int is_alnum(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
           (c >= 'A' && c <= 'Z');
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

static char normal(char c)
{
    if (is_alnum(c))
        return lower(c);
    return (unsigned char)c > ' ' && c != 0x7F ? '.' : ' ';
}

size_t ash_hide_normalise(char *data, size_t length)
{
    size_t i, n = 0;

    for (i = 0; i < length; i++)
        if (normal(data[i]) != ' ')
            data[n++] = normal(data[i]);
    return n;
}

/* ---- codes ---- */

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

static int digit_of(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    return lower(c) >= 'a' && lower(c) <= 'f' ? lower(c) - 'a' + 10 : 16;
}

/* How many units a number takes that is coded in this way; 0: there is none. */
static size_t number_at(const struct code *code, const struct unit *units,
                        size_t left, char *c)
{
    const size_t prefix = strlen(code->prefix);
    unsigned long value = 0;
    size_t n, digits = 0;

    for (n = 0; n < prefix; n++)
        if (n == left || lower(units[n].c) != code->prefix[n])
            return 0;
    for (; digits < code->most && n < left; digits++, n++) {
        const int digit = digit_of(units[n].c);

        if (digit >= code->base)
            break;
        value = value * (unsigned long)code->base + (unsigned long)digit;
    }
    if (digits < code->least)
        return 0;
    *c = value <= 0xFF ? (char)value : '?';
    return code->end != 0 && n < left && units[n].c == code->end ? n + 1 : n;
}

/* A tag, or the code of a colour for a terminal: up to the first that ends it. */
static size_t span_to(const struct unit *units, size_t left, size_t from,
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

static int is_named(const struct unit *units, size_t length, const char *name)
{
    size_t i;

    for (i = 0; i < length; i++)
        if (lower(units[i].c) != name[i]) /* or it ends */
            return 0;
    return name[length] == 0;
}

/* A character by its name. Letters and digits have none in HTML. */
static size_t name_at(const struct unit *units, size_t left, char *c)
{
    size_t n = 1, i;

    while (n < left && is_alnum(units[n].c))
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
static size_t gap_at(const struct unit *units, size_t left, char *c)
{
    const char first = units->c, second = left > 1 ? units[1].c : 0;

    if (first == '&')
        return name_at(units, left, c);
    *c = ' ';
    if (first == '\\')
        return second != 0 && strchr("abefnrtv0", second) != NULL ? 2 : 0;
    if (first == '<' && (is_alnum(second) || second == '/' || second == '!'))
        return span_to(units, left, 2, '>', '>');
    if (first == '\33' && second == '[')
        return span_to(units, left, 2, '@', '~');
    return 0;
}

/* How many units are one character, which is decoded. */
static size_t code_at(const struct unit *units, size_t left, char *c)
{
    size_t i, n = 0;

    if (strchr("%\\&<\33", units->c) == NULL || units->c == 0)
        return 0;
    for (i = 0; i < sizeof CODES / sizeof *CODES && n == 0; i++)
        n = number_at(&CODES[i], units, left, c);
    return n > 0 ? n : gap_at(units, left, c);
}

/* Decodes one layer, in place. Returns the new count. */
static size_t decode(struct unit *units, size_t count)
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

/* ---- what cannot match ---- */

/* A bit for each run of letters and digits in a secret. Nearly every text has
 * none of them, which is soon seen. */
struct runs {
    unsigned char bits[1024];
    size_t least; /* of them that follow each other in a text with a secret */
};

/* Adds a letter or digit to the last ones, six bits for each. */
static uint32_t join(uint32_t run, char c)
{
    return (run << 6 | ((unsigned char)c & 0x3F)) & 0x3FFFFFFF;
}

static unsigned bit_of(uint32_t run)
{
    return (uint32_t)(run * UINT32_C(2654435761)) >> 19;
}

static void add_runs(struct runs *runs, const struct ash_buf *secret)
{
    uint32_t run = 0;
    size_t i, count = 0;

    for (i = 0; i < secret->length; i++) {
        if (secret->data[i] == '.')
            continue;
        run = join(run, secret->data[i]);
        if (++count >= RUN)
            runs->bits[bit_of(run) / 8] |= (unsigned char)(1
                                                           << bit_of(run) % 8);
    }
    count = count < PART ? count : PART;
    count = count < RUN ? 0 : count - RUN + 1;
    runs->least = count < runs->least ? count : runs->least;
}

static int can_match(const struct runs *runs, const struct unit *units,
                     size_t left)
{
    uint32_t run = 0;
    size_t i, count = 0, found = 0;

    for (i = 0; i < left && found < runs->least; i++) {
        const char c = normal(units[i].c);

        if (!is_alnum(c))
            continue;
        run = join(run, c);
        if (++count < RUN)
            continue;
        if (runs->bits[bit_of(run) / 8] & 1 << bit_of(run) % 8)
            found++;
        else
            found = 0;
    }
    return found >= runs->least;
}

/* ---- comparing ---- */

static int has_enough(const struct ash_buf *secret)
{
    size_t i, count = 0;

    for (i = 0; i < secret->length; i++)
        count += secret->data[i] != '.';
    return count >= ENOUGH;
}

/* How many units the secret from there on, or enough of it, takes. What is between
 * its letters and digits does not count, unless it has few. */
static size_t match(const struct ash_buf *secret, size_t from,
                    const struct unit *units, size_t left)
{
    size_t at = 0, end = 0, wanted = from, count = 0;

    while (wanted < secret->length) {
        const char c = at < left ? normal(units[at].c) : 0;

        if (c == secret->data[wanted]) {
            count += c != '.';
            wanted++;
            end = ++at;
        } else if (end > 0 && (c == '.' || c == ' ')) {
            at++;
        } else if (secret->data[wanted] == '.' && has_enough(secret)) {
            wanted++;
        } else {
            break;
        }
    }
    return count >= PART || (from == 0 && wanted == secret->length) ? end : 0;
}

static size_t longest_at(const struct ash_buf *secret, const struct unit *units,
                         size_t left)
{
    const char c = normal(units->c);
    size_t longest = 0, from;

    /* a part from the middle begins with a letter or digit */
    for (from = 0; from == 0 || from + PART <= secret->length; from++) {
        const char first = secret->data[from];
        const size_t n = c == first || (first == '.' && from == 0)
                           ? match(secret, from, units, left)
                           : 0;

        longest = n > longest ? n : longest;
    }
    return longest;
}

/* Looks from each unit on, even from those that are hidden already: what one
 * form begins another may continue. */
static void overwrite(const struct ash_buf *secrets, int count,
                      const struct unit *units, size_t left, char *text)
{
    int i;

    for (; left > 0; units++, left--) {
        for (i = 0; i < count; i++) {
            const size_t n = longest_at(&secrets[i], units, left);

            if (n > 0)
                memset(text + units->start, '*',
                       units[n - 1].end - units->start);
        }
    }
}

static void hide(const struct ash_buf *secrets, int count, struct unit *units,
                 size_t length, char *text)
{
    struct runs runs = {{0}, PART};
    size_t left = length, before, i;
    int layer = 0, n;

    for (n = 0; n < count; n++)
        add_runs(&runs, &secrets[n]);
    for (i = 0; i < length; i++) {
        units[i].start = i;
        units[i].end = i + 1;
        units[i].c = text[i];
    }
    do {
        if (can_match(&runs, units, left))
            overwrite(secrets, count, units, left, text);
        before = left;
        left = decode(units, left);
    } while (left < before && layer++ < LAYERS);
}

void ash_hide(const struct ash_buf *secrets, int count, char *text,
              size_t length)
{
    struct unit *units;

    if (count == 0 || length == 0)
        return;
    units = length < (size_t)-1 / sizeof *units ? malloc(length * sizeof *units)
                                                : NULL;
    if (units != NULL)
        hide(secrets, count, units, length, text);
    else
        memset(text, '*', length);
    free(units);
}
