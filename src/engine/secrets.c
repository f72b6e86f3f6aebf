/*
 * secrets: every form of a secret has a buffer of its own that never grows. The
 * encodings are written here because libcurl's leave copies that nobody wipes.
 *
 * SPDX-License-Identifier: MIT
 */
#include "engine/secrets.h"

#include <stdlib.h>
#include <string.h>

#define LEAST 4 /* bytes */
#define PART 10 /* bytes of a secret that are as good as all */

/* ---- forms ---- */

static const char BASE64[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/* The four characters of the next one to three bytes. */
static void encode_group(const char *in, size_t n, char *out)
{
    const unsigned a = (unsigned char)in[0];
    const unsigned b = n > 1 ? (unsigned char)in[1] : 0;
    const unsigned c = n > 2 ? (unsigned char)in[2] : 0;

    out[0] = BASE64[a >> 2];
    out[1] = BASE64[(a & 3) << 4 | b >> 4];
    out[2] = n > 1 ? BASE64[(b & 15) << 2 | c >> 6] : '=';
    out[3] = n > 2 ? BASE64[c & 63] : '=';
}

enum ash_status ash_secrets_base64(struct ash_buf *buf, const char *data,
                                   size_t length)
{
    char code[4];
    size_t i;
    enum ash_status status = ASH_OK;

    for (i = 0; i < length && status == ASH_OK; i += 3) {
        encode_group(data + i, length - i < 3 ? length - i : 3, code);
        status = ash_buf_append(buf, code, sizeof code);
    }
    ash_wipe(code, sizeof code);
    return status;
}

static int digit_of(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Decodes in place; returns the new length. */
static size_t decode_percent(char *data, size_t length)
{
    size_t i, n = 0;

    for (i = 0; i < length; i++) {
        if (data[i] == '%' && i + 2 < length && digit_of(data[i + 1]) >= 0 &&
            digit_of(data[i + 2]) >= 0) {
            data[n++] = (char)(digit_of(data[i + 1]) * 16 +
                               digit_of(data[i + 2]));
            i += 2;
        } else {
            data[n++] = data[i];
        }
    }
    return n;
}

/* ---- the list ---- */

static int is_known(const struct ash_secrets *s, const char *data,
                    size_t length)
{
    int i;

    for (i = 0; i < s->count; i++)
        if (s->list[i].length == length &&
            memcmp(s->list[i].data, data, length) == 0)
            return 1;
    return 0;
}

static enum ash_status reserve(struct ash_secrets *s)
{
    const int capacity = s->capacity * 2 + 4;
    struct ash_buf *list;

    if (s->count < s->capacity)
        return ASH_OK;
    list = realloc(s->list, (size_t)capacity * sizeof *list);
    if (list == NULL)
        return ASH_NO_MEMORY;
    s->list = list;
    s->capacity = capacity;
    return ASH_OK;
}

/* Puts a form into the list, or wipes it where it is short or a duplicate. */
static enum ash_status take(struct ash_secrets *s, struct ash_buf *form,
                            enum ash_status status)
{
    const int is_new = status == ASH_OK && form->length >= LEAST &&
                       !is_known(s, form->data, form->length);

    if (is_new)
        status = reserve(s);
    if (is_new && status == ASH_OK)
        s->list[s->count++] = *form;
    else
        ash_buf_wipe(form);
    return status;
}

enum ash_status ash_secrets_add(struct ash_secrets *s, const char *secret,
                                size_t length)
{
    struct ash_buf form;
    enum ash_status status;

    ash_buf_init(&form, length);
    status = ash_buf_append(&form, secret, length);
    return take(s, &form, status);
}

static enum ash_status add_base64(struct ash_secrets *s, const char *data,
                                  size_t length)
{
    struct ash_buf form;
    enum ash_status status;

    ash_buf_init(&form, length * 2 + 4);
    status = ash_buf_reserve(&form, length * 2 + 4);
    if (status == ASH_OK)
        status = ash_secrets_base64(&form, data, length);
    return take(s, &form, status);
}

/* Of "user:password": the whole, each part, and the form in the header line. */
static enum ash_status add_pair(struct ash_secrets *s, const char *pair,
                                size_t length)
{
    const char *const colon = memchr(pair, ':', length);
    const size_t user = colon != NULL ? (size_t)(colon - pair) : length;
    enum ash_status status = ash_secrets_add(s, pair, length);

    if (status == ASH_OK)
        status = ash_secrets_add(s, pair, user);
    if (status == ASH_OK && colon != NULL)
        status = ash_secrets_add(s, colon + 1, length - user - 1);
    if (status == ASH_OK)
        status = add_base64(s, pair, length);
    return status;
}

enum ash_status ash_secrets_add_proxy(struct ash_secrets *s,
                                      const char *address)
{
    const char *const scheme = address != NULL ? strstr(address, "://") : NULL;
    const char *const start = scheme != NULL ? scheme + 3 : address;
    const char *const at = address != NULL ? strrchr(start, '@') : NULL;
    struct ash_buf pair;
    enum ash_status status;

    if (at == NULL)
        return ASH_OK;
    ash_buf_init(&pair, (size_t)(at - start));
    status = ash_buf_append(&pair, start, (size_t)(at - start));
    if (status == ASH_OK)
        status = add_pair(s, pair.data, pair.length);
    if (status == ASH_OK) {
        pair.length = decode_percent(pair.data, pair.length);
        status = add_pair(s, pair.data, pair.length);
    }
    ash_buf_wipe(&pair);
    return status;
}

/* ---- hiding ---- */

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

/* The byte that so many digits stand for, or -1. */
static int number_of(const char *digits, size_t count, int base)
{
    int number = 0;
    size_t i;

    for (i = 0; i < count && number <= 0xFF; i++) {
        const int digit = digit_of(digits[i]);

        if (digit < 0 || digit >= base)
            return -1;
        number = number * base + digit;
    }
    return count > 0 && number <= 0xFF ? number : -1;
}

/* "%2F", even where its percent sign is coded in turn, "%252F". */
static size_t unit_of_percent(const char *text, size_t left, int *c)
{
    size_t n = 1;

    while (n + 4 <= left && text[n] == '2' && text[n + 1] == '5' &&
           number_of(text + n + 2, 2, 16) >= 0)
        n += 2;
    *c = n + 2 <= left ? number_of(text + n, 2, 16) : -1;
    return n + 2;
}

/* "&amp;" and the like in HTML. */
static size_t unit_of_name(const char *text, size_t left, int *c)
{
    static const struct {
        const char *name;
        char character;
    } NAMES[] = {
        {"&amp;", '&'},  {"&lt;", '<'},    {"&gt;", '>'},
        {"&quot;", '"'}, {"&apos;", '\''},
    };
    size_t i;

    for (i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
        const size_t length = strlen(NAMES[i].name);

        if (left >= length && memcmp(text, NAMES[i].name, length) == 0) {
            *c = NAMES[i].character;
            return length;
        }
    }
    return 1;
}

/* "&#x2F;" and "&#47;" in HTML. */
static size_t unit_of_reference(const char *text, size_t left, int *c)
{
    const char *const end = memchr(text, ';', left < 8 ? left : 8);
    const int is_hex = left > 2 && (text[2] == 'x' || text[2] == 'X');
    const size_t before = is_hex ? 3 : 2;

    if (end == NULL || text[1] != '#' || end < text + before)
        return unit_of_name(text, left, c);
    *c = number_of(text + before, (size_t)(end - text) - before,
                   is_hex ? 16 : 10);
    return (size_t)(end - text) + 1;
}

/* "\u002F" and "\/" in JSON. */
static size_t unit_of_escape(const char *text, size_t left, int *c)
{
    if (left >= 6 && text[1] == 'u') {
        *c = number_of(text + 2, 4, 16);
        return 6;
    }
    if (left >= 2)
        *c = (unsigned char)text[1];
    return 2;
}

/* The next character of a text, in whatever way a server has written it; returns
 * how many bytes it takes. */
static size_t unit_of(const char *text, size_t left, char *character)
{
    int c = -1;
    size_t n = 1;

    if (*text == '%')
        n = unit_of_percent(text, left, &c);
    else if (*text == '&')
        n = unit_of_reference(text, left, &c);
    else if (*text == '\\')
        n = unit_of_escape(text, left, &c);
    *character = c < 0 ? *text : (char)c;
    return c < 0 ? 1 : n;
}

/* In any case, as the other base64 has it, and as a form writes a blank. */
static int is_same(char c, char wanted)
{
    return lower(c) == lower(wanted) || (wanted == '+' && c == '-') ||
           (wanted == '/' && c == '_') || (wanted == ' ' && c == '+');
}

/* The length of the secret at the beginning of a text, as it is or decoded, or of
 * a part of it that says too much; blanks may be in it, where a text is wrapped.
 * 0: there is none. */
static size_t match(const struct ash_buf *secret, const char *text, size_t left,
                    int is_coded)
{
    size_t at = 0, end = 0, count = 0;

    while (count < secret->length && at < left) {
        char c = text[at];
        const size_t n = is_coded ? unit_of(text + at, left - at, &c) : 1;

        if (is_same(c, secret->data[count])) {
            end = at += n;
            count++;
        } else if (count > 0 && strchr(" \t\r\n", c) != NULL) {
            at += n;
        } else {
            break;
        }
    }
    return count == secret->length || count >= PART ? end : 0;
}

/* The same, in either way. Most bytes can begin none. */
static size_t length_at(const struct ash_buf *secret, const char *text,
                        size_t left)
{
    size_t n;

    if (*text != '%' && *text != '&' && *text != '\\' &&
        !is_same(*text, secret->data[0]))
        return 0;
    n = match(secret, text, left, 0);
    return n > 0 ? n : match(secret, text, left, 1);
}

static size_t longest_at(const struct ash_secrets *s, const char *text,
                         size_t left)
{
    size_t longest = 0;
    int i;

    for (i = 0; i < s->count; i++) {
        const size_t n = length_at(&s->list[i], text, left);

        longest = n > longest ? n : longest;
    }
    return longest;
}

/* Looks from each byte on, even from those that are hidden already: what one
 * form begins another may continue. */
void ash_secrets_hide(const struct ash_secrets *s, char *text, size_t length)
{
    size_t i, end = 0;

    for (i = 0; i < length; i++) {
        const size_t stop = i + longest_at(s, text + i, length - i);

        end = stop > end ? stop : end;
        if (i < end)
            text[i] = '*';
    }
}

void ash_secrets_wipe(struct ash_secrets *s)
{
    while (s->count > 0)
        ash_buf_wipe(&s->list[--s->count]);
    free(s->list);
    s->list = NULL;
    s->capacity = 0;
}
