/*
 * envelope: looks up what the Lua side reads from an answer, direct and hosted.
 * What is found lies inside the text, is the last member with the wanted name,
 * unescaped, and is found exactly when there is such a member.
 *
 * SPDX-License-Identifier: MIT
 */
#include "fuzz.h"

static const char *const NAMES[] = {
    "success", "results",   "nextCursor", "moreDataAvailable",  "syncToken",
    "errors",  "errorInfo", "result",     "connector_metadata", "cursor",
    "code",    "message",   "requestId",  "has_more",           "status"};

/* The slow way: unescapes every name. */
static const char *naive(const struct ash_json *json, struct ash_value v,
                         const char *name)
{
    char *const plain = malloc(json->longest + 1);
    const char *found = NULL;

    for (v = ash_walk_enter(v); *v.at != '}'; v = ash_walk_next(v)) {
        struct ash_slice key;
        int escaped;
        size_t length;

        v = ash_walk_name(json, v, &key, &escaped);
        length = escaped ? ash_text_unescape(key, plain)
                         : (size_t)(key.end - key.start);
        if (length == strlen(name) &&
            memcmp(escaped ? plain : key.start, name, length) == 0)
            found = v.at;
        v = ash_walk_skip(json, v);
    }
    free(plain);
    return found;
}

static void look(const struct ash_json *json, struct ash_value v, int depth)
{
    size_t i;

    for (i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
        struct ash_value found;

        if (!ash_walk_member(json, v, NAMES[i], strlen(NAMES[i]), &found)) {
            assert(*v.at != '{' || naive(json, v, NAMES[i]) == NULL);
            continue;
        }
        assert(found.at == naive(json, v, NAMES[i]));
        assert(ash_walk_slice(json, found).end <= json->text + json->length);
        if (depth > 0)
            look(json, found, depth - 1);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *const text = fuzz_text(data, size);
    struct ash_buf spans;
    struct ash_json json;

    if (fuzz_index(&json, text, size, 0, &spans) == ASH_OK)
        look(&json, ash_walk_root(&json), 1);
    ash_buf_free(&spans);
    free(text);
    return 0;
}
