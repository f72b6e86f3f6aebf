/*
 * secrets: every form of a secret has a buffer of its own that never grows. The
 * encodings are written here because libcurl's leave copies that nobody wipes.
 *
 * SPDX-License-Identifier: MIT
 */
#include "engine/secrets.h"

#include "engine/ascii.h"

#include <stdlib.h>
#include <string.h>

#define LEAST 4         /* bytes of a form */
#define LEAST_ENCODED 8 /* bytes of a secret that is looked for encoded, too */

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

/* Decodes in place; returns the new length. */
static size_t decode_percent(char *data, size_t length)
{
    size_t i, n = 0;

    for (i = 0; i < length; i++) {
        if (data[i] == '%' && i + 2 < length &&
            ash_ascii_hex(data[i + 1]) >= 0 &&
            ash_ascii_hex(data[i + 2]) >= 0) {
            data[n++] = (char)(ash_ascii_hex(data[i + 1]) * 16 +
                               ash_ascii_hex(data[i + 2]));
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
        if (s->list[i].form.length == length &&
            memcmp(s->list[i].form.data, data, length) == 0)
            return 1;
    return 0;
}

static enum ash_status reserve(struct ash_secrets *s)
{
    const int capacity = s->capacity * 2 + 4;
    struct ash_secret *list;

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
    int is_new = status == ASH_OK && form->length > 0;

    if (is_new) {
        form->length = ash_hide_normalise(form->data, form->length);
        is_new = form->length >= LEAST &&
                 !is_known(s, form->data, form->length);
    }
    if (is_new)
        status = reserve(s);
    if (is_new && status == ASH_OK)
        s->list[s->count++] = (struct ash_secret){*form, 0};
    else
        ash_buf_wipe(form);
    return status;
}

static enum ash_status add_plain(struct ash_secrets *s, const char *data,
                                 size_t length)
{
    struct ash_buf form;
    enum ash_status status;

    ash_buf_init(&form, length);
    status = ash_buf_append(&form, data, length);
    return take(s, &form, status);
}

static enum ash_status add_hex(struct ash_secrets *s, const char *data,
                               size_t length)
{
    static const char DIGITS[] = "0123456789abcdef";
    struct ash_buf form;
    enum ash_status status;
    size_t i;

    ash_buf_init(&form, length * 2);
    status = ash_buf_reserve(&form, length * 2);
    for (i = 0; i < length && status == ASH_OK; i++) {
        const unsigned char byte = (unsigned char)data[i];

        ash_buf_append(&form, &DIGITS[byte >> 4], 1);
        ash_buf_append(&form, &DIGITS[byte & 15], 1);
    }
    return take(s, &form, status);
}

/* What the secret becomes within longer data, after so many bytes of another
 * group: only the characters that depend on nothing else. */
static enum ash_status add_base64(struct ash_secrets *s, const char *data,
                                  size_t length, size_t before)
{
    const size_t all = length + before, first = (before * 8 + 5) / 6;
    struct ash_buf pair, form;
    enum ash_status status;

    ash_buf_init(&pair, all);
    ash_buf_init(&form, all * 2 + 4);
    status = ash_buf_reserve(&form, all * 2 + 4);
    if (status == ASH_OK)
        status = ash_buf_append(&pair, "\0\0", before);
    if (status == ASH_OK)
        status = ash_buf_append(&pair, data, length);
    if (status == ASH_OK)
        status = ash_secrets_base64(&form, pair.data, pair.length);
    ash_buf_wipe(&pair);
    if (status == ASH_OK) {
        form.length = all * 8 / 6 - first;
        memmove(form.data, form.data + first, form.length);
    }
    return take(s, &form, status);
}

enum ash_status ash_secrets_add(struct ash_secrets *s, const char *secret,
                                size_t length)
{
    enum ash_status status = add_plain(s, secret, length);
    size_t before;

    if (length < LEAST_ENCODED)
        return status;
    if (status == ASH_OK)
        status = add_hex(s, secret, length);
    for (before = 0; before < 3 && status == ASH_OK; before++)
        status = add_base64(s, secret, length, before);
    return status;
}

/* As it is in the header line. */
static enum ash_status add_credentials(struct ash_secrets *s, const char *pair,
                                       size_t length)
{
    struct ash_buf form;
    enum ash_status status;

    ash_buf_init(&form, length * 2 + 4);
    status = ash_buf_reserve(&form, length * 2 + 4);
    if (status == ASH_OK)
        status = ash_secrets_base64(&form, pair, length);
    return take(s, &form, status);
}

/* Of "user:password": the whole, as it is and as it is in the header line, and
 * each part. The password comes first: the user may be called the same. */
static enum ash_status add_pair(struct ash_secrets *s, const char *pair,
                                size_t length)
{
    const char *const colon = memchr(pair, ':', length);
    const size_t user = colon != NULL ? (size_t)(colon - pair) : length;
    const int is_name = user + 1 < length;
    enum ash_status status = ASH_OK;
    int i;

    if (is_name)
        status = ash_secrets_add(s, colon + 1, length - user - 1);
    i = s->count;
    if (status == ASH_OK)
        status = ash_secrets_add(s, pair, length);
    if (status == ASH_OK)
        status = ash_secrets_add(s, pair, user);
    for (; i < s->count; i++)
        s->list[i].is_name = is_name;
    if (status == ASH_OK)
        status = add_credentials(s, pair, length);
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

void ash_secrets_hide(const struct ash_secrets *s, char *text, size_t length)
{
    ash_hide(s->list, s->count, text, length);
}

void ash_secrets_wipe(struct ash_secrets *s)
{
    while (s->count > 0)
        ash_buf_wipe(&s->list[--s->count].form);
    free(s->list);
    s->list = NULL;
    s->capacity = 0;
}
