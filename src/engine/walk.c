/*
 * walk: steps from value to value in a checked text. The first byte of a value
 * says what it is.
 *
 * SPDX-License-Identifier: MIT
 */
#include "engine/walk.h"

#include <assert.h>

static const char *skip_space(const char *p)
{
    while (*p == ' ' || *p == '\n' || *p == '\r' || *p == '\t')
        p++;
    return p;
}

static int is_scalar_byte(char c)
{
    return c != ',' && c != ']' && c != '}' && (unsigned char)c > ' ';
}

struct ash_value ash_walk_root(const struct ash_json *json)
{
    struct ash_value root;

    root.at = skip_space(json->text);
    root.span = 0;
    return root;
}

const char *ash_walk_kind(struct ash_value value)
{
    switch (*value.at) {
    case '{':
        return "object";
    case '[':
        return "array";
    case '"':
        return "string";
    case 't':
    case 'f':
        return "boolean";
    case 'n':
        return "null";
    default:
        return "number";
    }
}

struct ash_value ash_walk_skip(const struct ash_json *json,
                               struct ash_value value)
{
    int escaped;

    if (*value.at == '{' || *value.at == '[') {
        const struct ash_span *const span = &json->spans[value.span];

        value.at = json->text + span->end;
        value.span = span->next;
        return value;
    }
    if (*value.at == '"') {
        value.at =
            ash_text_slice(value.at, json->text + json->length, &escaped).end +
            1;
        return value;
    }
    while (is_scalar_byte(*value.at))
        value.at++;
    return value;
}

struct ash_value ash_walk_enter(struct ash_value value)
{
    assert(*value.at == '{' || *value.at == '[');
    value.at = skip_space(value.at + 1);
    value.span++;
    return value;
}

struct ash_value ash_walk_next(struct ash_value after)
{
    after.at = skip_space(after.at);
    if (*after.at == ',')
        after.at = skip_space(after.at + 1);
    return after;
}

struct ash_value ash_walk_name(const struct ash_json *json,
                               struct ash_value member, struct ash_slice *name,
                               int *escaped)
{
    *name = ash_text_slice(member.at, json->text + json->length, escaped);
    member.at = skip_space(name->end + 1);
    assert(*member.at == ':');
    member.at = skip_space(member.at + 1);
    return member;
}

struct ash_slice ash_walk_slice(const struct ash_json *json,
                                struct ash_value value)
{
    struct ash_slice slice;

    slice.start = value.at;
    slice.end = ash_walk_skip(json, value).at;
    return slice;
}

int ash_walk_member(const struct ash_json *json, struct ash_value value,
                    const char *name, size_t length, struct ash_value *found)
{
    struct ash_slice key;
    int escaped, any = 0;

    if (*value.at != '{')
        return 0;
    value = ash_walk_enter(value);
    while (*value.at != '}') {
        value = ash_walk_name(json, value, &key, &escaped);
        if (ash_text_equals(key, name, length)) {
            *found = value;
            any = 1;
        }
        value = ash_walk_next(ash_walk_skip(json, value));
    }
    return any;
}
