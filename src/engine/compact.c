/*
 * compact: copies whole runs without blanks: the service sends few blanks or
 * none outside of strings.
 *
 * SPDX-License-Identifier: MIT
 */
#include "engine/compact.h"

static const char *find_blank(const char *at, const char *end)
{
    int escaped;

    while (at < end && (unsigned char)*at > ' ')
        at = *at == '"' ? ash_text_slice(at, end, &escaped).end + 1 : at + 1;
    return at;
}

enum ash_status ash_compact(struct ash_buf *out, struct ash_slice json)
{
    enum ash_status status = ASH_OK;

    while (status == ASH_OK && json.start < json.end) {
        const char *const blank = find_blank(json.start, json.end);

        status = ash_buf_append(out, json.start, (size_t)(blank - json.start));
        json.start = blank;
        while (json.start < json.end && (unsigned char)*json.start <= ' ')
            json.start++;
    }
    return status;
}
