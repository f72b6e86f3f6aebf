/*
 * header: the first line of the input is a secret, the second a header's name,
 * the rest an answer. A value that is found lies inside the answer, after its
 * name; after redaction the secret is nowhere in it, in neither form. Secrets
 * of less than four visible bytes are left alone, since they occur in any text.
 *
 * SPDX-License-Identifier: MIT
 */
#include "engine/header.h"
#include "engine/hide.h"
#include "fuzz.h"

static size_t visible_length(const char *text)
{
    char *const copy = strdup(text);
    const size_t length = ash_hide_normalise(copy, strlen(copy));

    free(copy);
    return length;
}

static void redact(const char *secret, char *text, size_t length)
{
    const struct ash_header_options options = {ASH_AUTH_BASIC, secret,
                                               strlen(secret), NULL};
    struct ash_header_set *set;
    const int is_short = visible_length(secret) < 4;
    const char *coded;
    size_t i;

    assert(ash_header_set_new(&options, &set) == ASH_OK);
    coded = strrchr(set->lines->data, ' ') + 1;
    ash_secrets_hide(&set->secrets, text, length);
    for (i = 0; i < length; i++) {
        assert(is_short || strchr(secret, '*') != NULL ||
               strncmp(text + i, secret, strlen(secret)) != 0);
        assert(strncmp(text + i, coded, strlen(coded)) != 0);
    }
    ash_header_set_release(set);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *const text = fuzz_text(data, size), *name, *rest;
    struct ash_buf head;
    const char *value;
    size_t length;

    name = strchr(text, '\n');
    rest = name != NULL ? strchr(name + 1, '\n') : NULL;
    if (rest != NULL) {
        *name++ = *rest++ = '\0';
        ash_buf_init(&head, size);
        ash_buf_append(&head, rest, (size_t)(text + size - rest));
        if (ash_header_find(&head, name, &value, &length))
            assert(value > head.data + strlen(name) &&
                   value + length <= head.data + head.length);
        redact(text, head.data, head.length);
        ash_buf_free(&head);
    }
    free(text);
    return 0;
}
