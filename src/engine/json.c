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
    char close;     /* the bracket that ends it */
};

struct reader {
    const char *text;
    const char *end;       /* a NUL is here */
    struct ash_buf *spans; /* moves when it grows: hence numbers, no pointers */
    uint32_t count;        /* of them */
    size_t longest;        /* string with an escape */
    size_t values;         /* in the containers that are closed */
    size_t max_values;
    int keep_nulls;
    int deepest;
    enum ash_status status; /* of the failure, and its byte */
    const char *fault;
    struct level *level; /* the innermost that is open */
    struct level levels[ASH_JSON_MAX_DEPTH + 1]; /* the first is that of none */
};

/* Each reading function takes the byte to start at, and returns the one at which
 * it stopped, or NULL after a failure: kept in the reader, the place would go
 * through memory at every byte. */
static const char *fail(struct reader *r, const char *at,
                        enum ash_status status)
{
    r->status = status;
    r->fault = at;
    return NULL;
}

/* The failure at a byte: the status given, or that the text ends there. The end
 * differs from a NUL inside the text: one that ends early was cut off, and its
 * request may be retried. */
static const char *unexpected(struct reader *r, const char *at,
                              enum ash_status status)
{
    return fail(r, at, at >= r->end ? ASH_JSON_END : status);
}

static inline const char *skip_space(const char *p)
{
    if ((unsigned char)*p > ' ') /* one test for what is nearly always so */
        return p;
    while (*p == ' ' || *p == '\n' || *p == '\r' || *p == '\t')
        p++;
    return p;
}

static int is_hex(char c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
}

/* At a backslash. */
static const char *read_escape(struct reader *r, const char *p)
{
    int i;

    p++;
    if (*p == '\0' || strchr("\"\\/bfnrtu", *p) == NULL)
        return unexpected(r, p,
                          ASH_JSON_ESCAPE); /* strchr would find the NUL */
    if (*p++ != 'u')
        return p;
    for (i = 0; i < 4; i++, p++)
        if (!is_hex(*p))
            return unexpected(r, p, ASH_JSON_ESCAPE);
    return p;
}

/* At a byte of 0x80 or more: Unicode 15, table 3-7. The second byte has a
 * narrower range after four lead bytes: after E0 and F0 a low one would encode
 * what fits fewer bytes, after ED a high one a surrogate, after F4 a high one
 * more than U+10FFFF. C0, C1 and F5 to FF are never lead bytes. */
static const char *read_utf8(struct reader *r, const char *at)
{
    const unsigned char *const p = (const unsigned char *)at;
    const unsigned char lead = p[0];
    const unsigned char low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    const unsigned char top = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    const int more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
    int i;

    if (lead < 0xC2 || lead > 0xF4)
        return fail(r, at, ASH_JSON_UTF8);
    for (i = 1; i <= more; i++) {
        if (at + i >= r->end)
            return fail(r, at + i, ASH_JSON_END);
        if (p[i] < (i == 1 ? low : 0x80) || p[i] > (i == 1 ? top : 0xBF))
            return fail(r, at, ASH_JSON_UTF8);
    }
    return at + more + 1;
}

/* The string starts after its quote at start, and is plain up to p. Never
 * inlined: this is rare, and would take registers from the loop over a string's
 * bytes. */
static const char *__attribute__((noinline))
read_special_string(struct reader *r, const char *start, const char *p)
{
    int escaped = 0;

    while (p != NULL && *p != '"') {
        if (*p == '\\') {
            escaped = 1;
            p = read_escape(r, p);
        } else if ((unsigned char)*p >= 0x80) {
            p = read_utf8(r, p);
        } else {
            p = unexpected(r, p, ASH_JSON_STRING);
        }
        if (p != NULL)
            p = ash_scan_plain(p, r->end);
    }
    if (p == NULL)
        return NULL;
    if (escaped && (size_t)(p - start) > r->longest)
        r->longest = (size_t)(p - start);
    return p + 1;
}

/* At the opening quote. */
static inline const char *read_string(struct reader *r, const char *p)
{
    const char *const at = ash_scan_plain(p + 1, r->end);

    return *at == '"' ? at + 1 : read_special_string(r, p + 1, at);
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

static const char *read_number(struct reader *r, const char *p)
{
    const char *const end = ash_number_end(p);
    enum ash_status status;

    if (end == NULL)
        return unexpected(r, ash_number_fault(p), ASH_JSON_NUMBER);
    status = check_range(p, end);
    return status == ASH_OK ? end : fail(r, p, status);
}

static const char *read_word(struct reader *r, const char *p, const char *word)
{
    for (; *word != '\0'; p++, word++)
        if (*p != *word)
            return unexpected(r, p, ASH_JSON_VALUE);
    return p;
}

/* At the quote of a member's name; stops at the member's value. */
static inline const char *read_name(struct reader *r, const char *p)
{
    if (*p != '"')
        return unexpected(r, p, ASH_JSON_SYNTAX);
    p = read_string(r, p);
    if (p == NULL)
        return NULL;
    p = skip_space(p);
    if (*p != ':')
        return unexpected(r, p, ASH_JSON_SYNTAX);
    return skip_space(p + 1);
}

static struct ash_span *span_of(struct reader *r, uint32_t number)
{
    return (struct ash_span *)(void *)r->spans->data + number;
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

static int depth_of(const struct reader *r)
{
    return (int)(r->level - r->levels);
}

/* At an opening bracket. The span is appended now, so that it comes before
 * those of the containers inside, and filled in when the container closes. */
static const char *open_container(struct reader *r, const char *p)
{
    enum ash_status status;

    if (depth_of(r) == ASH_JSON_MAX_DEPTH)
        return fail(r, p, ASH_JSON_DEPTH);
    if (r->count > r->max_values) /* all but the outermost are values */
        return fail(r, p, ASH_VALUE_LIMIT);
    status = add_span(r->spans);
    if (status != ASH_OK)
        return fail(r, p, status == ASH_TOO_LARGE ? ASH_JSON_LIMIT : status);
    r->level++;
    r->level->span = r->count++;
    r->level->count = 0;
    r->level->close = *p == '{' ? '}' : ']';
    if (depth_of(r) > r->deepest)
        r->deepest = depth_of(r);
    return skip_space(p + 1);
}

/* At a closing bracket of the right kind. */
static const char *close_container(struct reader *r, const char *p)
{
    const struct level *const level = r->level--;
    struct ash_span *const span = span_of(r, level->span);

    span->end = (uint32_t)(p + 1 - r->text);
    span->next = r->count;
    span->count = level->count;
    r->values += level->count;
    return p + 1;
}

static const char *read_scalar(struct reader *r, const char *p)
{
    switch (*p) {
    case 't':
        return read_word(r, p, "true");
    case 'f':
        return read_word(r, p, "false");
    case 'n':
        if (r->level->close == '}' && !r->keep_nulls)
            r->level->count--;
        return read_word(r, p, "null");
    default:
        if (*p == '-' || (*p >= '0' && *p <= '9'))
            return read_number(r, p);
        return unexpected(r, p, ASH_JSON_VALUE);
    }
}

/* After a value: closes the containers that end here, and stops at the next
 * member or element, or at the end of the outermost container. */
static inline const char *read_after(struct reader *r, const char *p)
{
    for (; r->level != r->levels; p = close_container(r, p)) {
        p = skip_space(p);
        if (*p == ',')
            return skip_space(p + 1);
        if (*p != r->level->close)
            return unexpected(r, p, ASH_JSON_SYNTAX);
    }
    return p;
}

/* At a member or an element: reads a scalar, or opens a container, and stops at
 * the next one. Each is counted, so that a table can be made in its final size. */
static inline const char *read_step(struct reader *r, const char *p)
{
    r->level->count++;
    if (r->level->close == '}') {
        p = read_name(r, p);
        if (p == NULL)
            return NULL;
    }
    if (*p == '"') {
        p = read_string(r, p);
    } else if (*p != '{' && *p != '[') {
        p = read_scalar(r, p);
    } else {
        p = open_container(r, p);
        if (p == NULL || *p != r->level->close)
            return p;
        p = close_container(r, p);
    }
    return p == NULL ? NULL : read_after(r, p);
}

/* Returns the end of the text. */
static const char *read_all(struct reader *r, const char *p)
{
    p = skip_space(p);
    if (p == r->end)
        return fail(r, p, ASH_JSON_EMPTY);
    do
        p = read_step(r, p);
    while (p != NULL && r->level != r->levels);
    if (p == NULL)
        return NULL;
    if (r->values > r->max_values)
        return fail(r, p, ASH_VALUE_LIMIT);
    p = skip_space(p);
    return p == r->end ? p : fail(r, p, ASH_JSON_TRAIL);
}

enum ash_status ash_json_index(struct ash_json *json, const char *text,
                               size_t length,
                               const struct ash_json_rules *rules,
                               struct ash_buf *spans, size_t *offset)
{
    struct reader r;

    assert(text[length] == '\0');
    *offset = 0;
    if (length >= UINT32_MAX) /* a span's offsets have 32 bits */
        return ASH_JSON_LIMIT;
    r.text = text;
    r.end = r.fault = text + length;
    r.spans = spans;
    r.count = (uint32_t)(spans->length / sizeof(struct ash_span));
    r.longest = 0;
    r.values = 0;
    r.max_values = rules->max_values > 0 ? rules->max_values : SIZE_MAX;
    r.keep_nulls = rules->keep_nulls;
    r.deepest = 0;
    r.status = ASH_OK;
    r.level = r.levels;
    r.level->count = 0;
    r.level->close = '\0';
    read_all(&r, text);
    *offset = (size_t)(r.fault - text);
    json->text = text;
    json->length = length;
    json->spans = (const struct ash_span *)(const void *)spans->data;
    json->longest = r.longest;
    json->depth = r.deepest;
    return r.status;
}
