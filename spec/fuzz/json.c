/*
 * json: indexes any bytes and walks what was accepted. Slices lie inside the
 * text, spans are nested, counts are right, strings fit the scratch buffer, and
 * each value by itself is accepted again.
 *
 * SPDX-License-Identifier: MIT
 */
#include "engine/number.h"
#include "fuzz.h"

static struct ash_value walk(const struct ash_json *json, struct ash_value v,
                             int keep_nulls);

static void walk_string(const struct ash_json *json, struct ash_value v)
{
    int escaped;
    const struct ash_slice s = ash_text_slice(v.at, json->text + json->length,
                                              &escaped);
    char *const out = malloc(json->longest + 1);

    assert(s.end < json->text + json->length && *s.end == '"');
    if (escaped)
        assert(ash_text_unescape(s, out) <= json->longest);
    free(out);
}

static struct ash_value walk_inside(const struct ash_json *json,
                                    struct ash_value outer, int keep_nulls)
{
    const struct ash_span *const span = &json->spans[outer.span];
    struct ash_value v = ash_walk_enter(outer);
    uint32_t count = 0;
    int escaped;

    while (*v.at != ']' && *v.at != '}') {
        struct ash_slice name;

        if (*outer.at == '{') {
            walk_string(json, v);
            v = ash_walk_name(json, v, &name, &escaped);
        }
        count += *outer.at == '[' || keep_nulls || *v.at != 'n';
        v = ash_walk_next(walk(json, v, keep_nulls));
    }
    v.at++;
    assert(v.at == json->text + span->end && v.span == span->next);
    assert(count == span->count);
    return v;
}

static struct ash_value walk(const struct ash_json *json, struct ash_value v,
                             int keep_nulls)
{
    const struct ash_value after = ash_walk_skip(json, v);
    struct ash_number number;

    assert(v.at >= json->text && after.at > v.at);
    assert(after.at <= json->text + json->length);
    if (*v.at == '"')
        walk_string(json, v);
    else if (*v.at == '-' || (*v.at >= '0' && *v.at <= '9'))
        assert(ash_number_end(v.at) == after.at &&
               ash_number_read(v.at, after.at, &number) == ASH_OK);
    else if (*v.at == '{' || *v.at == '[')
        assert(walk_inside(json, v, keep_nulls).at == after.at);
    return after;
}

static void again(const struct ash_json *json, struct ash_value v)
{
    const struct ash_slice s = ash_walk_slice(json, v);
    const size_t size = (size_t)(s.end - s.start);
    char *const text = fuzz_text((const uint8_t *)s.start, size);
    struct ash_buf spans;
    struct ash_json inner;

    assert(fuzz_index(&inner, text, size, 0, &spans) == ASH_OK);
    ash_buf_free(&spans);
    free(text);
}

static void check(const char *text, size_t size, int keep_nulls)
{
    struct ash_buf spans;
    struct ash_json json;

    if (fuzz_index(&json, text, size, keep_nulls, &spans) == ASH_OK) {
        struct ash_value v = ash_walk_root(&json);

        walk(&json, v, keep_nulls);
        if (*v.at == '[')
            for (v = ash_walk_enter(v); *v.at != ']';
                 v = ash_walk_next(ash_walk_skip(&json, v)))
                again(&json, v);
    }
    ash_buf_free(&spans);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *const text = fuzz_text(data, size);

    check(text, size, 0);
    check(text, size, 1);
    free(text);
    return 0;
}
