/*
 * bind: one value of a checked JSON text to one parameter of a statement.
 * Strings without an escape are not copied: the caller holds the text until the
 * statement has been stepped and reset.
 *
 * SPDX-License-Identifier: MIT
 */
#include "store/bind.h"

#include "engine/ascii.h"
#include "engine/number.h"

#include <string.h>

/* A failure is kept: the statement must not be stepped without a value. */
static void note(struct ashs_target *t, int result)
{
    if (result != SQLITE_OK)
        t->result = result;
}

/* A string's bytes: the text's own, or unescaped in scratch. */
static struct ash_slice bytes_of(const struct ashs_target *t, const char *at)
{
    int escaped;
    struct ash_slice bytes = ash_text_slice(at, t->json->text + t->json->length,
                                            &escaped);

    if (escaped) {
        bytes.end = t->scratch + ash_text_unescape(bytes, t->scratch);
        bytes.start = t->scratch;
    }
    return bytes;
}

/* SQLite copies what is in scratch, which the next value overwrites. */
static void bind_bytes(struct ashs_target *t, int place, struct ash_slice bytes)
{
    note(t, sqlite3_bind_text(
                t->handle, place, bytes.start, (int)(bytes.end - bytes.start),
                bytes.start == t->scratch ? SQLITE_TRANSIENT : SQLITE_STATIC));
}

static int bind_text(struct ashs_target *t, int place, const char *at)
{
    bind_bytes(t, place, bytes_of(t, at));
    return 1;
}

/* ---- times ---- */

#define TIME "0000-00-00T00:00:00.000Z" /* a 0 stands for any digit */
#define TIME_LENGTH (sizeof TIME - 1)
#define TIME_SECONDS 19 /* the length up to the seconds */

/* Whether it is in UTC, with seconds and any number of digits after them. */
static int is_time(struct ash_slice text)
{
    const char *p = text.start;

    if (text.end - text.start <= TIME_SECONDS)
        return 0;
    for (; p < text.start + TIME_SECONDS; p++) {
        const char shape = TIME[p - text.start];

        if (shape == '0' ? !ash_ascii_is_digit(*p) : *p != shape)
            return 0;
    }
    if (*p == '.' && p + 1 < text.end && ash_ascii_is_digit(p[1]))
        do
            p++;
        while (p < text.end && ash_ascii_is_digit(*p));
    return p + 1 == text.end && *p == 'Z';
}

/* Times sort as text only when all are written in one form. */
static int bind_time(struct ashs_target *t, int place, const char *at)
{
    const struct ash_slice text = bytes_of(t, at);
    const size_t length = (size_t)(text.end - text.start);
    char out[] = TIME;
    size_t i;

    if (!is_time(text))
        return 0;
    if (length == TIME_LENGTH) {
        bind_bytes(t, place, text);
        return 1;
    }
    memcpy(out, text.start, TIME_SECONDS);
    for (i = TIME_SECONDS + 1; i + 1 < length && i + 1 < TIME_LENGTH; i++)
        out[i] = text.start[i];
    note(t, sqlite3_bind_text(t->handle, place, out, (int)TIME_LENGTH,
                              SQLITE_TRANSIENT));
    return 1;
}

/* ---- numbers, booleans ---- */

static int is_number(char first)
{
    return first == '-' || ash_ascii_is_digit(first);
}

static int bind_integer(struct ashs_target *t, int place, const char *at)
{
    struct ash_number number;

    ash_number_read(at, ash_number_end(at), &number);
    if (!number.is_integer)
        return 0;
    note(t, sqlite3_bind_int64(t->handle, place, number.integer));
    return 1;
}

static int bind_number(struct ashs_target *t, int place, const char *at)
{
    struct ash_number number;

    ash_number_read(at, ash_number_end(at), &number);
    if (number.is_integer)
        note(t, sqlite3_bind_int64(t->handle, place, number.integer));
    else
        note(t, sqlite3_bind_double(t->handle, place, number.real));
    return 1;
}

static int bind_boolean(struct ashs_target *t, int place, const char *at)
{
    if (*at != 't' && *at != 'f')
        return 0;
    note(t, sqlite3_bind_int(t->handle, place, *at == 't'));
    return 1;
}

/* ---- any value ---- */

static int is_nested(char first)
{
    return first == '{' || first == '[';
}

static int bind_nested(struct ashs_target *t, int place, struct ash_value value)
{
    bind_bytes(t, place, ash_walk_slice(t->json, value));
    return 1;
}

static int bind_blob(struct ashs_target *t, int place, struct ash_value value)
{
    const struct ash_slice bytes = ash_walk_slice(t->json, value);

    note(t, sqlite3_bind_blob(t->handle, place, bytes.start,
                              (int)(bytes.end - bytes.start), SQLITE_STATIC));
    return 1;
}

int ashs_bind(struct ashs_target *t, enum column_kind kind, int place,
              struct ash_value value)
{
    const char first = *value.at;

    switch (kind) {
    case COLUMN_TEXT:
        return first == '"' && bind_text(t, place, value.at);
    case COLUMN_TIME:
        return first == '"' && bind_time(t, place, value.at);
    case COLUMN_INTEGER:
        return is_number(first) && bind_integer(t, place, value.at);
    case COLUMN_NUMBER:
        return is_number(first) && bind_number(t, place, value.at);
    case COLUMN_BOOLEAN:
        return bind_boolean(t, place, value.at);
    case COLUMN_KIND:
        note(t, sqlite3_bind_text(t->handle, place, ash_walk_kind(value), -1,
                                  SQLITE_STATIC));
        return 1;
    case COLUMN_IF_TEXT:
        return first != '"' || bind_text(t, place, value.at);
    case COLUMN_IF_NUMBER:
        if (is_number(first))
            return bind_number(t, place, value.at);
        (void)bind_boolean(t, place, value.at);
        return 1;
    case COLUMN_IF_NESTED:
        return !is_nested(first) || bind_nested(t, place, value);
    case COLUMN_NESTED:
        return is_nested(first) && bind_nested(t, place, value);
    default:
        return bind_blob(t, place, value);
    }
}
