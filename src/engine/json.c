/*
 * json: one pass over the text, without recursion, since a hostile text could
 * nest deeper than the stack of the process allows. A scalar is read whole; a
 * container is opened, and closed after its last value. The stack of open
 * containers has a fixed depth. Every failure points to a byte.
 *
 * Nothing compares with the end of the text: the NUL there is valid nowhere in
 * JSON, so that every test of a byte is also a test for the end.
 *
 * SPDX-License-Identifier: MIT
 */
#include "engine/json.h"

#include "engine/number.h"
#include "engine/scan.h"

#include <assert.h>
#include <string.h>

/* A container that is open. */
struct level {
    uint32_t span;  /* its number */
    uint32_t count; /* of its values so far */
    int is_object;
};

struct reader {
    const char *text;
    const char *end; /* a NUL is here */
    const char *at;
    struct ash_buf *spans; /* moves when it grows: hence numbers, no pointers */
    size_t longest;        /* string with an escape */
    size_t values;         /* in the containers that are closed */
    size_t max_values;
    int keep_nulls;
    int depth;
    int deepest;
    struct level levels[ASH_JSON_MAX_DEPTH];
};

/* The failure at the reader's byte: the status given, or that the text ends
 * there. The end differs from a NUL inside the text: one that ends early was
 * cut off, and its request may be retried. */
static enum ash_status unexpected(const struct reader *r,
                                  enum ash_status status)
{
    return r->at >= r->end ? ASH_JSON_END : status;
}

static inline void skip_space(struct reader *r)
{
    if ((unsigned char)*r->at > ' ') /* one test for what is nearly always so */
        return;
    while (*r->at == ' ' || *r->at == '\n' || *r->at == '\r' || *r->at == '\t')
        r->at++;
}

static int is_hex(char c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
}

/* At a backslash. Never inlined: escapes are rare, and this code would take
 * registers from the loop over a string's bytes. */
static enum ash_status __attribute__((noinline)) read_escape(struct reader *r)
{
    int i;

    r->at++;
    if (*r->at == '\0' || strchr("\"\\/bfnrtu", *r->at) == NULL)
        return unexpected(r, ASH_JSON_ESCAPE); /* strchr would find the NUL */
    if (*r->at++ != 'u')
        return ASH_OK;
    for (i = 0; i < 4; i++) {
        if (!is_hex(*r->at))
            return unexpected(r, ASH_JSON_ESCAPE);
        r->at++;
    }
    return ASH_OK;
}

/* At a byte of 0x80 or more: Unicode 15, table 3-7. The second byte has a
 * narrower range after four lead bytes: after E0 and F0 a low one would encode
 * what fits fewer bytes, after ED a high one a surrogate, after F4 a high one
 * more than U+10FFFF. C0, C1 and F5 to FF are never lead bytes. */
static enum ash_status read_utf8(struct reader *r)
{
    const unsigned char *const p = (const unsigned char *)r->at;
    const unsigned char lead = p[0];
    const unsigned char low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    const unsigned char top = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    const int more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
    int i;

    if (lead < 0xC2 || lead > 0xF4)
        return ASH_JSON_UTF8;
    for (i = 1; i <= more; i++) {
        if (r->at + i >= r->end) {
            r->at += i;
            return ASH_JSON_END;
        }
        if (p[i] < (i == 1 ? low : 0x80) || p[i] > (i == 1 ? top : 0xBF))
            return ASH_JSON_UTF8;
    }
    r->at += more + 1;
    return ASH_OK;
}

/* The string starts after its quote at start, and is plain up to the reader's
 * byte. */
static enum ash_status read_special_string(struct reader *r, const char *start)
{
    enum ash_status status = ASH_OK;
    int escaped = 0;

    for (;;) {
        r->at = ash_scan_plain(r->at, r->end);
        if (*r->at == '"')
            break;
        if (*r->at == '\\') {
            escaped = 1;
            status = read_escape(r);
        } else if ((unsigned char)*r->at >= 0x80) {
            status = read_utf8(r);
        } else {
            status = unexpected(r, ASH_JSON_STRING);
        }
        if (status != ASH_OK)
            return status;
    }
    if (escaped && (size_t)(r->at - start) > r->longest)
        r->longest = (size_t)(r->at - start);
    r->at++;
    return ASH_OK;
}

/* At the opening quote. */
static inline enum ash_status read_string(struct reader *r)
{
    const char *const start = r->at + 1;

    r->at = ash_scan_plain(start, r->end);
    if (*r->at != '"')
        return read_special_string(r, start);
    r->at++;
    return ASH_OK;
}

/* Only a number with an exponent or hundreds of digits can be too large, as the
 * largest double has 309. All others are converted when they are asked for. */
static enum ash_status check_range(const char *start, const char *end)
{
    const size_t length = (size_t)(end - start);
    struct ash_number number;

    if (length < 300 && memchr(start, 'e', length) == NULL &&
        memchr(start, 'E', length) == NULL)
        return ASH_OK;
    return ash_number_read(start, end, &number);
}

static enum ash_status read_number(struct reader *r)
{
    const char *const end = ash_number_end(r->at);
    enum ash_status status;

    if (end == NULL) {
        r->at = ash_number_fault(r->at);
        return unexpected(r, ASH_JSON_NUMBER);
    }
    status = check_range(r->at, end);
    if (status == ASH_OK)
        r->at = end;
    return status;
}

static enum ash_status read_word(struct reader *r, const char *word)
{
    while (*word != '\0' && *r->at == *word) {
        r->at++;
        word++;
    }
    return *word == '\0' ? ASH_OK : unexpected(r, ASH_JSON_VALUE);
}

/* At the quote of a member's name; stops at the member's value. */
static inline enum ash_status read_name(struct reader *r)
{
    enum ash_status status;

    if (*r->at != '"')
        return unexpected(r, ASH_JSON_SYNTAX);
    status = read_string(r);
    if (status != ASH_OK)
        return status;
    skip_space(r);
    if (*r->at != ':')
        return unexpected(r, ASH_JSON_SYNTAX);
    r->at++;
    skip_space(r);
    return ASH_OK;
}

static struct ash_span *span_of(struct reader *r, uint32_t number)
{
    return (struct ash_span *)(void *)r->spans->data + number;
}

static uint32_t span_count(const struct reader *r)
{
    return (uint32_t)(r->spans->length / sizeof(struct ash_span));
}

/* Adds a span that is filled in later. A call for each would cost as much as
 * the reading of a short container. */
static enum ash_status add_span(struct ash_buf *spans)
{
    static const struct ash_span EMPTY = {0, 0, 0};

    if (spans->length + sizeof EMPTY >= spans->capacity)
        return ash_buf_append(spans, &EMPTY, sizeof EMPTY);
    spans->length += sizeof EMPTY;
    return ASH_OK;
}

/* At an opening bracket. The span is appended now, so that it comes before
 * those of the containers inside, and filled in when the container closes. */
static enum ash_status open_container(struct reader *r)
{
    struct level *level;
    enum ash_status status;

    if (r->depth == ASH_JSON_MAX_DEPTH)
        return ASH_JSON_DEPTH;
    if (span_count(r) > r->max_values) /* all but the outermost are values */
        return ASH_VALUE_LIMIT;
    level = &r->levels[r->depth];
    level->span = span_count(r);
    level->count = 0;
    level->is_object = *r->at == '{';
    status = add_span(r->spans);
    if (status != ASH_OK)
        return status == ASH_TOO_LARGE ? ASH_JSON_LIMIT : status;
    if (++r->depth > r->deepest)
        r->deepest = r->depth;
    r->at++;
    skip_space(r);
    return ASH_OK;
}

/* At a closing bracket of the right kind. */
static void close_container(struct reader *r)
{
    const struct level *const level = &r->levels[--r->depth];
    struct ash_span *const span = span_of(r, level->span);

    r->at++;
    span->end = (uint32_t)(r->at - r->text);
    span->next = span_count(r);
    span->count = level->count;
    r->values += level->count;
}

static int at_bracket(const struct reader *r)
{
    return *r->at == (r->levels[r->depth - 1].is_object ? '}' : ']');
}

/* Counts the value at the reader's byte, so that a table can be made in its
 * final size. Only null begins with an n. */
static void count_value(struct reader *r)
{
    struct level *level;

    if (r->depth == 0)
        return;
    level = &r->levels[r->depth - 1];
    if (!level->is_object || r->keep_nulls || *r->at != 'n')
        level->count++;
}

static enum ash_status read_scalar(struct reader *r)
{
    switch (*r->at) {
    case '"':
        return read_string(r);
    case 't':
        return read_word(r, "true");
    case 'f':
        return read_word(r, "false");
    case 'n':
        return read_word(r, "null");
    default:
        if (*r->at == '-' || (*r->at >= '0' && *r->at <= '9'))
            return read_number(r);
        return unexpected(r, ASH_JSON_VALUE);
    }
}

/* After a value: closes the containers that end here, and stops at the next
 * value, or at the end of the outermost one. */
static inline enum ash_status read_after(struct reader *r)
{
    for (; r->depth > 0; close_container(r)) {
        skip_space(r);
        if (*r->at == ',') {
            r->at++;
            skip_space(r);
            return r->levels[r->depth - 1].is_object ? read_name(r) : ASH_OK;
        }
        if (!at_bracket(r))
            return unexpected(r, ASH_JSON_SYNTAX);
    }
    return ASH_OK;
}

/* Reads a scalar, or opens a container, and stops at the next value. */
static inline enum ash_status read_step(struct reader *r)
{
    enum ash_status status;

    count_value(r);
    if (*r->at != '{' && *r->at != '[') {
        status = read_scalar(r);
        return status == ASH_OK ? read_after(r) : status;
    }
    status = open_container(r);
    if (status != ASH_OK)
        return status;
    if (at_bracket(r)) {
        close_container(r);
        return read_after(r);
    }
    return r->levels[r->depth - 1].is_object ? read_name(r) : ASH_OK;
}

static enum ash_status read_all(struct reader *r)
{
    enum ash_status status;

    skip_space(r);
    if (r->at == r->end)
        return ASH_JSON_EMPTY;
    do
        status = read_step(r);
    while (status == ASH_OK && r->depth > 0);
    if (status != ASH_OK)
        return status;
    if (r->values > r->max_values)
        return ASH_VALUE_LIMIT;
    skip_space(r);
    return r->at == r->end ? ASH_OK : ASH_JSON_TRAIL;
}

enum ash_status ash_json_index(struct ash_json *json, const char *text,
                               size_t length,
                               const struct ash_json_rules *rules,
                               struct ash_buf *spans, size_t *offset)
{
    struct reader r;
    enum ash_status status;

    assert(text[length] == '\0');
    *offset = 0;
    if (length >= UINT32_MAX) /* a span's offsets have 32 bits */
        return ASH_JSON_LIMIT;
    r.text = r.at = text;
    r.end = text + length;
    r.spans = spans;
    r.longest = 0;
    r.values = 0;
    r.max_values = rules->max_values > 0 ? rules->max_values : SIZE_MAX;
    r.keep_nulls = rules->keep_nulls;
    r.depth = r.deepest = 0;
    status = read_all(&r);
    *offset = (size_t)(r.at - text);
    json->text = text;
    json->length = length;
    json->spans = (const struct ash_span *)(const void *)spans->data;
    json->longest = r.longest;
    json->depth = r.deepest;
    return status;
}
