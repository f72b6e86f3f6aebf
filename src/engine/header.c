/*
 * header: builds and wipes the header lines of requests, and finds values in
 * those of an answer. While libcurl sends, it has copies of its own, which are
 * out of reach.
 *
 * SPDX-License-Identifier: MIT
 */
#include "engine/header.h"

#include "engine/ascii.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static const char BASIC[] = "Authorization: Basic ";
static const char BEARER[] = "Authorization: Bearer ";

/* Appends "user:", without a password, as base64. */
static enum ash_status append_basic(struct ash_buf *line, const char *secret,
                                    size_t length)
{
    struct ash_buf pair;
    enum ash_status status;

    ash_buf_init(&pair, length + 1);
    status = ash_buf_reserve(&pair, length + 1);
    if (status == ASH_OK)
        status = ash_buf_append(&pair, secret, length);
    if (status == ASH_OK)
        status = ash_buf_append(&pair, ":", 1);
    if (status == ASH_OK)
        status = ash_secrets_base64(line, pair.data, pair.length);
    ash_buf_wipe(&pair);
    return status;
}

/* Keeps the secret as given, and as it is in the header line. */
static enum ash_status keep_secret(struct ash_header_set *set,
                                   const struct ash_header_options *options,
                                   const char *coded)
{
    const enum ash_status status = ash_secrets_add(
        &set->secrets, options->secret, options->secret_length);

    if (status != ASH_OK)
        return status;
    return ash_secrets_add(&set->secrets, coded, strlen(coded));
}

/* Reserved at once: growing would leave copies in freed memory. */
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

/* The environment variables in which libcurl looks for a proxy. */
static const char *const PROXY_VARIABLES[] = {
    "http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"};

static enum ash_status keep_proxy(struct ash_header_set *set,
                                  const char *address)
{
    enum ash_status status = ash_secrets_add_proxy(&set->secrets, address);
    size_t i;

    for (i = 0; address == NULL && status == ASH_OK &&
                i < sizeof PROXY_VARIABLES / sizeof *PROXY_VARIABLES;
         i++)
        status = ash_secrets_add_proxy(&set->secrets,
                                       getenv(PROXY_VARIABLES[i]));
    return status;
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
    if (status == ASH_OK)
        status = keep_proxy(set, options->proxy);
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
    ash_secrets_wipe(&set->secrets);
    free(set);
}

/* What comes after "name:", or NULL when the line starts otherwise. */
static const char *match_name(const char *line, const char *end,
                              const char *name)
{
    if (line < end && ((*line ^ *name) & ~0x20) != 0) /* as most are */
        return NULL;
    while (*name != '\0' && line < end &&
           ash_ascii_lower(*line) == ash_ascii_lower(*name)) {
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

/* All codings compress but "identity" and "chunked". */
static int packs(const char *name, size_t length)
{
    static const char *const PLAIN[] = {"identity", "chunked"};
    size_t i, at;

    for (i = 0; i < sizeof PLAIN / sizeof *PLAIN; i++) {
        for (at = 0; at < length && ash_ascii_lower(name[at]) == PLAIN[i][at];
             at++)
            ;
        if (at == length && PLAIN[i][at] == '\0')
            return 0;
    }
    return 1;
}

int ash_header_codings(const char *line, size_t length)
{
    const char *const end = line + length;
    const char *at = match_name(line, end, "content-encoding");
    int count = 0;

    if (at == NULL)
        at = match_name(line, end, "transfer-encoding");
    while (at != NULL) {
        const char *const comma = memchr(at, ',', (size_t)(end - at));
        const char *name;
        size_t size;

        trim(at, comma != NULL ? comma : end, &name, &size);
        if (size > 0 && packs(name, size))
            count++;
        at = comma != NULL ? comma + 1 : NULL;
    }
    return count;
}

int ash_header_is_whole(const struct ash_buf *head)
{
    return head->length >= 3 &&
           (memcmp(head->data + head->length - 3, "\n\r\n", 3) == 0 ||
            memcmp(head->data + head->length - 2, "\n\n", 2) == 0);
}
