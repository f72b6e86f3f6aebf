/*
 * header: builds and wipes the request's header lines, and finds values in
 * those of an answer. libcurl keeps its own copies while it sends; those are
 * out of reach.
 *
 * SPDX-License-Identifier: MIT
 */
#include "engine/header.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static const char BASIC[] = "Authorization: Basic ";
static const char BEARER[] = "Authorization: Bearer ";

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

/* "user:" without a password, as base64. Written here because libcurl's own
 * way leaves a copy of the key that nobody wipes. */
static enum ash_status append_basic(struct ash_buf *line, const char *secret,
                                    size_t length)
{
    char group[3], code[4];
    size_t i, n = 0;
    enum ash_status status = ASH_OK;

    for (i = 0; i <= length && status == ASH_OK; i++) {
        group[n++] = i < length ? secret[i] : ':';
        if (n < 3 && i < length)
            continue;
        encode_group(group, n, code);
        status = ash_buf_append(line, code, 4);
        n = 0;
    }
    ash_wipe(group, sizeof group);
    ash_wipe(code, sizeof code);
    return status;
}

/* Keeps the secret as given and, behind it, as the header line has it. */
static enum ash_status keep_secret(struct ash_header_set *set,
                                   const struct ash_header_options *options,
                                   const char *coded)
{
    const size_t length = options->secret_length + strlen(coded);
    enum ash_status status;

    ash_buf_init(&set->secret, length);
    status = ash_buf_reserve(&set->secret, length);
    if (status == ASH_OK)
        status = ash_buf_append(&set->secret, options->secret,
                                options->secret_length);
    if (status == ASH_OK)
        status = ash_buf_append(&set->secret, coded, strlen(coded));
    set->secret_length = options->secret_length;
    return status;
}

/* Reserved in one piece, so that growing leaves no copy behind. */
static enum ash_status write_auth(struct ash_buf *line,
                                  const struct ash_header_options *options)
{
    const int basic = options->auth == ASH_AUTH_BASIC;
    enum ash_status status;

    ash_buf_init(line, sizeof BEARER + options->secret_length * 2 + 8);
    status = ash_buf_reserve(line, line->ceiling);
    if (status == ASH_OK)
        status = ash_buf_append(line, basic ? BASIC : BEARER,
                                strlen(basic ? BASIC : BEARER));
    if (status != ASH_OK)
        return status;
    if (basic)
        return append_basic(line, options->secret, options->secret_length);
    return ash_buf_append(line, options->secret, options->secret_length);
}

static enum ash_status add_line(struct ash_header_set *set, const char *line)
{
    struct curl_slist *const lines = curl_slist_append(set->lines, line);

    if (lines == NULL)
        return ASH_NO_MEMORY;
    set->lines = lines;
    return ASH_OK;
}

static enum ash_status fill(struct ash_header_set *set,
                            const struct ash_header_options *options)
{
    const char *const *more = options->lines;
    struct ash_buf line = {NULL, 0, 0, 0};
    enum ash_status status = ASH_OK;

    if (options->auth != ASH_AUTH_NONE) {
        status = write_auth(&line, options);
        if (status == ASH_OK)
            status = add_line(set, line.data);
        if (status == ASH_OK)
            status = keep_secret(set, options, strrchr(line.data, ' ') + 1);
        ash_buf_wipe(&line);
    }
    for (; status == ASH_OK && more != NULL && *more != NULL; more++)
        status = add_line(set, *more);
    return status;
}

enum ash_status ash_header_set_new(const struct ash_header_options *options,
                                   struct ash_header_set **set)
{
    enum ash_status status;

    *set = calloc(1, sizeof **set);
    if (*set == NULL)
        return ASH_NO_MEMORY;
    (*set)->references = 1;
    status = fill(*set, options);
    if (status != ASH_OK) {
        ash_header_set_release(*set);
        *set = NULL;
    }
    return status;
}

struct ash_header_set *ash_header_set_keep(struct ash_header_set *set)
{
    assert(set->references > 0);
    set->references++;
    return set;
}

void ash_header_set_release(struct ash_header_set *set)
{
    struct curl_slist *line;

    if (set == NULL || --set->references > 0)
        return;
    for (line = set->lines; line != NULL; line = line->next)
        ash_wipe(line->data, strlen(line->data));
    curl_slist_free_all(set->lines);
    ash_buf_wipe(&set->secret);
    free(set);
}

/* Shorter ones are no keys of the service, and stand in any sentence. */
#define LEAST_SECRET 4

static void blot(const char *secret, size_t secret_length, char *text,
                 size_t length)
{
    size_t i;

    for (i = 0; secret_length >= LEAST_SECRET && i + secret_length <= length;
         i++)
        if (memcmp(text + i, secret, secret_length) == 0)
            memset(text + i, '*', secret_length);
}

void ash_header_redact(const struct ash_header_set *set, char *text,
                       size_t length)
{
    const struct ash_buf *const secret = &set->secret;

    if (secret->data == NULL)
        return;
    blot(secret->data, set->secret_length, text, length);
    blot(secret->data + set->secret_length, secret->length - set->secret_length,
         text, length);
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

/* Behind "name:" when the line starts so, else NULL. */
static const char *match_name(const char *line, const char *end,
                              const char *name)
{
    while (*name != '\0' && line < end && lower(*line) == lower(*name)) {
        line++;
        name++;
    }
    return *name == '\0' && line < end && *line == ':' ? line + 1 : NULL;
}

static int is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static void trim(const char *start, const char *end, const char **value,
                 size_t *length)
{
    while (start < end && is_blank(*start))
        start++;
    while (end > start && is_blank(end[-1]))
        end--;
    *value = start;
    *length = (size_t)(end - start);
}

int ash_header_find(const struct ash_buf *head, const char *name,
                    const char **value, size_t *length)
{
    const char *line = head->data;
    const char *const end = line + head->length;
    int found = 0;

    while (line < end) {
        const char *const feed = memchr(line, '\n', (size_t)(end - line));
        const char *const stop = feed != NULL ? feed + 1 : end;
        const char *const after = match_name(line, stop, name);

        if (after != NULL) {
            trim(after, stop, value, length);
            found = 1;
        }
        line = stop;
    }
    return found;
}
