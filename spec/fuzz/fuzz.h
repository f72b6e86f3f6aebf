/*
 * fuzz: what the targets share. Each input is copied into a block of its exact
 * size plus the NUL that the engine needs, so that reading a byte after that is
 * detected. A broken promise fails an assert.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ASH_FUZZ_H
#define ASH_FUZZ_H

#include "engine/walk.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A copy with a NUL after it; the caller frees it. */
static inline char *fuzz_text(const uint8_t *data, size_t size)
{
    char *const text = malloc(size + 1);

    assert(text != NULL);
    if (size > 0)
        memcpy(text, data, size);
    text[size] = '\0';
    return text;
}

/* Indexes a text; spans is the caller's to free. */
static inline enum ash_status fuzz_index(struct ash_json *json,
                                         const char *text, size_t size,
                                         int keep_nulls, struct ash_buf *spans)
{
    const struct ash_json_rules rules = {keep_nulls, 0};
    enum ash_status status;
    size_t offset;

    ash_buf_init(spans,
                 (size / 2 + ASH_JSON_MAX_DEPTH) * sizeof(struct ash_span));
    status = ash_json_index(json, text, size, &rules, spans, &offset);
    assert(offset <= size);
    assert(status != ASH_JSON_LIMIT && status != ASH_NO_MEMORY);
    return status;
}

#endif
