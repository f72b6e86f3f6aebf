/*
 * bind: one value of a checked JSON text to one parameter of a statement.
 * Strings without an escape are not copied: the caller holds the text until the
 * statement has been stepped and reset.
 *
 * SPDX-License-Identifier: MIT
 */
#include "store/bind.h"

#include "engine/number.h"

#include <string.h>

/* A failure is kept: the statement must not be stepped without a value. */
static void note(struct ashs_target *t, int result)
{
    if (result != SQLITE_OK)
        t->result = result;
}

static int bind_text(struct ashs_target *t, int place, const char *at)
{
    int escaped;
    const struct ash_slice text = ash_text_slice(
        at, t->json->text + t->json->length, &escaped);

    if (escaped)
        note(t, sqlite3_bind_text(t->handle, place, t->scratch,
                                  (int)ash_text_unescape(text, t->scratch),
                                  SQLITE_TRANSIENT));
    else
        note(t, sqlite3_bind_text(t->handle, place, text.start,
                                  (int)(text.end - text.start), SQLITE_STATIC));
    return 1;
}

#define TIME_LENGTH 24 /* 2026-05-28T09:14:02.123Z */
#define TIME_SECONDS 19

static int is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* A 0 in shape stands for any digit. */
static int matches(const char *text, const char *shape, size_t length)
{
    size_t i;

    for (i = 0; i < length; i++)
        if (shape[i] == '0' ? !is_digit(text[i]) : text[i] != shape[i])
            return 0;
    return 1;
}

/* Times sort as text only when all are written in one form. */
static int bind_time(struct ashs_target *t, int place, const char *at)
{
    char out[] = "0000-00-00T00:00:00.000Z";
    int escaped;
    size_t i;
    struct ash_slice text = ash_text_slice(at, t->json->text + t->json->length,
                                           &escaped);
    size_t length;

    if (escaped) {
        text.end = t->scratch + ash_text_unescape(text, t->scratch);
        text.start = t->scratch;
    }
    length = (size_t)(text.end - text.start);
    if (length <= TIME_SECONDS || text.end[-1] != 'Z' ||
        !matches(text.start, out, TIME_SECONDS))
        return 0;
    memcpy(out, text.start, TIME_SECONDS);
    if (length > TIME_SECONDS + 1 &&
        (length < TIME_SECONDS + 3 || text.start[TIME_SECONDS] != '.'))
        return 0;
    for (i = TIME_SECONDS + 1; i + 1 < length; i++) {
        if (!is_digit(text.start[i]))
            return 0;
        if (i + 1 < TIME_LENGTH)
            out[i] = text.start[i];
    }
    if (length == TIME_LENGTH && !escaped) /* as it is to be written */
        note(t, sqlite3_bind_text(t->handle, place, text.start, TIME_LENGTH,
                                  SQLITE_STATIC));
    else
        note(t, sqlite3_bind_text(t->handle, place, out, TIME_LENGTH,
                                  SQLITE_TRANSIENT));
    return 1;
}

static int is_number(char first)
{
    return first == '-' || is_digit(first);
}

static int bind_number(struct ashs_target *t, int place, const char *at,
                       int whole)
{
    struct ash_number number;

    ash_number_read(at, ash_number_end(at), &number);
    if (number.is_integer)
        note(t, sqlite3_bind_int64(t->handle, place, number.integer));
    else if (whole)
        return 0;
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

static const char *type_of(char first)
{
    switch (first) {
    case '{':
        return "object";
    case '[':
        return "array";
    case '"':
        return "string";
    case 't':
    case 'f':
        return "boolean";
    default:
        return "number";
    }
}

static void bind_bytes(struct ashs_target *t, int place, struct ash_value value,
                       int as_text)
{
    const struct ash_slice bytes = ash_walk_slice(t->json, value);
    const int length = (int)(bytes.end - bytes.start);

    if (as_text)
        note(t, sqlite3_bind_text(t->handle, place, bytes.start, length,
                                  SQLITE_STATIC));
    else
        note(t, sqlite3_bind_blob(t->handle, place, bytes.start, length,
                                  SQLITE_STATIC));
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
        return is_number(first) && bind_number(t, place, value.at, 1);
    case COLUMN_NUMBER:
        return is_number(first) && bind_number(t, place, value.at, 0);
    case COLUMN_BOOLEAN:
        return bind_boolean(t, place, value.at);
    case COLUMN_KIND:
        note(t, sqlite3_bind_text(t->handle, place, type_of(first), -1,
                                  SQLITE_STATIC));
        return 1;
    case COLUMN_IF_TEXT:
        return first != '"' || bind_text(t, place, value.at);
    case COLUMN_IF_NUMBER:
        if (is_number(first))
            return bind_number(t, place, value.at, 0);
        (void)bind_boolean(t, place, value.at);
        return 1;
    case COLUMN_IF_NESTED:
        if (first == '{' || first == '[')
            bind_bytes(t, place, value, 1);
        return 1;
    default:
        bind_bytes(t, place, value, 0);
        return 1;
    }
}
