/*
 * text: unescapes JSON strings to UTF-8.
 *
 * SPDX-License-Identifier: MIT
 */
#include "engine/text.h"

#include "engine/scan.h"

#include <assert.h>
#include <string.h>

struct ash_slice ash_text_slice(const char *at, const char *end, int *escaped)
{
    struct ash_slice slice;

    assert(*at == '"');
    slice.start = at + 1;
    *escaped = 0;
    at = ash_scan_quote(slice.start, end);
    while (*at != '"') {
        *escaped = 1;
        at = ash_scan_quote(at + 2, end);
    }
    slice.end = at;
    return slice;
}

static unsigned hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return (unsigned)(c - '0');
    return (unsigned)((c | 0x20) - 'a') + 10;
}

/* The four digits after \u. */
static unsigned code_unit(const char *p)
{
    return hex_value(p[0]) << 12 | hex_value(p[1]) << 8 | hex_value(p[2]) << 4 |
           hex_value(p[3]);
}

static char *put_utf8(char *out, unsigned code)
{
    if (code < 0x80) {
        *out++ = (char)code;
        return out;
    }
    if (code < 0x800) {
        *out++ = (char)(0xC0 | code >> 6);
    } else if (code < 0x10000) {
        *out++ = (char)(0xE0 | code >> 12);
        *out++ = (char)(0x80 | (code >> 6 & 0x3F));
    } else {
        *out++ = (char)(0xF0 | code >> 18);
        *out++ = (char)(0x80 | (code >> 12 & 0x3F));
        *out++ = (char)(0x80 | (code >> 6 & 0x3F));
    }
    *out++ = (char)(0x80 | (code & 0x3F));
    return out;
}

/* Reads \uXXXX, or two of them that are a surrogate pair, from the digits of
 * the first; *at moves past what was read. */
static unsigned code_point(const char **at, const char *end)
{
    const char *const p = *at + 4;
    const unsigned first = code_unit(*at);
    unsigned second;

    *at = p;
    if (first < 0xD800 || first > 0xDFFF)
        return first;
    if (first > 0xDBFF || end - p < 6 || p[0] != '\\' || p[1] != 'u')
        return 0xFFFD;
    second = code_unit(p + 2);
    if (second < 0xDC00 || second > 0xDFFF)
        return 0xFFFD;
    *at = p + 6;
    return 0x10000 + ((first - 0xD800) << 10 | (second - 0xDC00));
}

static char short_escape(char c)
{
    switch (c) {
    case 'b':
        return '\b';
    case 'f':
        return '\f';
    case 'n':
        return '\n';
    case 'r':
        return '\r';
    case 't':
        return '\t';
    default:
        return c;
    }
}

size_t ash_text_unescape(struct ash_slice text, char *out)
{
    char *const start = out;
    const char *p = text.start;

    while (p < text.end) {
        const char *escape = memchr(p, '\\', (size_t)(text.end - p));
        const size_t run = (size_t)((escape ? escape : text.end) - p);

        memcpy(out, p, run);
        out += run;
        p += run;
        if (escape == NULL)
            break;
        p += 2;
        if (p[-1] == 'u')
            out = put_utf8(out, code_point(&p, text.end));
        else
            *out++ = short_escape(p[-1]);
    }
    return (size_t)(out - start);
}

/* Reads one byte or one escape. Returns the number of bytes written. */
static size_t read_one(const char **at, const char *end, char *out)
{
    if (**at != '\\') {
        *out = *(*at)++;
        return 1;
    }
    *at += 2;
    if ((*at)[-1] == 'u')
        return (size_t)(put_utf8(out, code_point(at, end)) - out);
    *out = short_escape((*at)[-1]);
    return 1;
}

int ash_text_equals(struct ash_slice text, const char *name, size_t length)
{
    const size_t bytes = (size_t)(text.end - text.start);
    const char *p = text.start;
    char piece[4];
    size_t n;

    if (memchr(p, '\\', bytes) == NULL)
        return bytes == length && memcmp(p, name, length) == 0;
    while (p < text.end) {
        n = read_one(&p, text.end, piece);
        if (n > length || memcmp(name, piece, n) != 0)
            return 0;
        name += n;
        length -= n;
    }
    return length == 0;
}
