/*
 * hide: where the units of a text (decode.h) are those of a secret, the bytes
 * that they cover are overwritten.
 *
 * SPDX-License-Identifier: MIT
 */
#include "engine/hide.h"

#include "engine/ascii.h"
#include "engine/decode.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define PART 10  /* letters and digits that are as good as the whole secret */
#define ENOUGH 8 /* of them to compare a secret by them alone */
#define LAYERS 4 /* codes within codes */
#define RUN 5    /* letters and digits that are looked up together */

/* ---- the normal form ---- */

static char normal(char c)
{
    if (ash_ascii_is_alnum(c))
        return ash_ascii_lower(c);
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

static int can_match(const struct runs *runs, const struct ash_unit *units,
                     size_t left)
{
    uint32_t run = 0;
    size_t i, count = 0, found = 0;

    for (i = 0; i < left && found < runs->least; i++) {
        const char c = normal(units[i].c);

        if (!ash_ascii_is_alnum(c))
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
static size_t match(const struct ash_secret *whole, size_t from,
                    const struct ash_unit *units, size_t left)
{
    const struct ash_buf *const secret = &whole->form;
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
    if (from == 0 && wanted == secret->length)
        return end;
    return count >= PART && !whole->is_name ? end : 0;
}

static size_t longest_at(const struct ash_secret *secret,
                         const struct ash_unit *units, size_t left)
{
    const char c = normal(units->c);
    size_t longest = 0, from;

    /* a part from the middle begins with a letter or digit */
    for (from = 0; from == 0 || from + PART <= secret->form.length; from++) {
        const char first = secret->form.data[from];
        const size_t n = c == first || (first == '.' && from == 0)
                           ? match(secret, from, units, left)
                           : 0;

        longest = n > longest ? n : longest;
    }
    return longest;
}

/* Looks from each unit on, even from those that are hidden already: what one
 * form begins another may continue. */
static void overwrite(const struct ash_secret *secrets, int count,
                      const struct ash_unit *units, size_t left, char *text)
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

static void hide(const struct ash_secret *secrets, int count,
                 struct ash_unit *units, size_t length, char *text)
{
    struct runs runs = {{0}, PART};
    size_t left = length, before, i;
    int layer = 0, n;

    for (n = 0; n < count; n++)
        add_runs(&runs, &secrets[n].form);
    for (i = 0; i < length; i++) {
        units[i].start = i;
        units[i].end = i + 1;
        units[i].c = text[i];
    }
    do {
        if (can_match(&runs, units, left))
            overwrite(secrets, count, units, left, text);
        before = left;
        left = ash_decode(units, left);
    } while (left < before && layer++ < LAYERS);
}

void ash_hide(const struct ash_secret *secrets, int count, char *text,
              size_t length)
{
    struct ash_unit *units;

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
