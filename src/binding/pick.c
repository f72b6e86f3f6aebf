/*
 * pick: notes the places of values in the record's bytes, and reads a value
 * when its column is asked for.
 *
 * SPDX-License-Identifier: MIT
 */
#include "binding/pick.h"

#include "binding/projection.h"
#include "engine/compact.h"

#include <string.h>

/* Of two members of one name the last one counts: forgets the first. */
static void forget(struct cells *c, int node)
{
    int child = c->paths->nodes[node].child;

    for (; child != 0; child = c->paths->nodes[child].sibling)
        if (c->values[child].at != NULL)
            forget(c, child);
    c->values[node].at = NULL;
}

static void note(struct cells *c, int node, struct ash_value place)
{
    if (c->values[node].at != NULL)
        forget(c, node);
    c->values[node] = place;
    if (*place.at != '{' || c->paths->nodes[node].child == 0)
        return;
    place = ash_walk_enter(place);
    while (*place.at != '}') {
        struct ash_slice name;
        int escaped, child;

        place = ash_walk_name(&c->json, place, &name, &escaped);
        child = ashb_projection_child(c->paths, node, name, escaped);
        if (child != 0)
            note(c, child, place);
        place = ash_walk_next(ash_walk_skip(&c->json, place));
    }
}

enum ash_status ashb_pick_record(struct cells *c, const char *json,
                                 size_t length)
{
    static const struct ash_json_rules RULES = {1, 0};
    enum ash_status status;
    size_t offset;

    ash_buf_clear(&c->spans);
    status = ash_json_index(&c->json, json, length, &RULES, &c->spans, &offset);
    if (status == ASH_OK)
        status = ash_buf_reserve(&c->text, c->json.longest);
    if (status != ASH_OK)
        return status;
    memset(c->values, 0, (size_t)c->paths->count * sizeof *c->values);
    note(c, 0, ash_walk_root(&c->json));
    return ASH_OK;
}

/* The first node after above on the way from there to node. */
static int step_down(const struct cells *c, int above, int node)
{
    while (c->paths->nodes[node].parent != above)
        node = c->paths->nodes[node].parent;
    return node;
}

/* Appends as JSON what the path from the node above to node finds in value. */
static enum ash_status put_through(struct cells *c, int above, int node,
                                   struct ash_value value)
{
    enum ash_status status = ASH_OK;
    const char *before = "[";
    struct ash_value found;

    if (*value.at == '[') {
        for (value = ash_walk_enter(value);
             *value.at != ']' && status == ASH_OK;
             value = ash_walk_next(ash_walk_skip(&c->json, value))) {
            status = ash_buf_append(&c->text, before, 1);
            if (status == ASH_OK)
                status = put_through(c, above, node, value);
            before = ",";
        }
        if (status == ASH_OK)
            status = ash_buf_append(&c->text, "[]", *before == '[' ? 2 : 0);
        if (status == ASH_OK && *before == ',')
            status = ash_buf_append(&c->text, "]", 1);
        return status;
    }
    if (above == node)
        return ash_compact(&c->text, ash_walk_slice(&c->json, value));
    above = step_down(c, above, node);
    if (!ash_walk_member(&c->json, value, c->paths->nodes[above].name,
                         c->paths->nodes[above].length, &found))
        return ash_buf_append(&c->text, "null", 4);
    return put_through(c, above, node, found);
}

static struct ash_slice text_of(const struct cells *c)
{
    struct ash_slice slice;

    slice.start = c->text.data;
    slice.end = c->text.data + c->text.length;
    return slice;
}

/* Unescaping needs no more bytes than ashb_pick_record has reserved. */
static struct ash_slice read_string(struct cells *c, struct ash_value value)
{
    int escaped;
    const struct ash_slice string = ash_text_slice(
        value.at, c->json.text + c->json.length, &escaped);

    if (!escaped)
        return string;
    c->text.length = ash_text_unescape(string, c->text.data);
    return text_of(c);
}

static enum ash_status read_json(struct cells *c, int above, int node,
                                 struct ashb_cell *cell)
{
    enum ash_status status;

    ash_buf_clear(&c->text);
    status = put_through(c, above, node, c->values[above]);
    cell->kind = "json";
    cell->text = text_of(c);
    return status;
}

static enum ash_status read_value(struct cells *c, int node,
                                  struct ashb_cell *cell)
{
    const struct ash_value value = c->values[node];

    switch (*value.at) {
    case 'n':
        return ASH_OK;
    case '"':
        cell->kind = "string";
        cell->text = read_string(c, value);
        return ASH_OK;
    case '{':
    case '[':
        return read_json(c, node, node, cell);
    default:
        cell->kind = *value.at == 't' || *value.at == 'f' ? "boolean"
                                                          : "number";
        cell->text = ash_walk_slice(&c->json, value);
        return ASH_OK;
    }
}

/* Where the node has no value, one above it may be an array. */
enum ash_status ashb_pick_cell(struct cells *c, int column,
                               struct ashb_cell *cell)
{
    const int node = c->columns[column];
    int above = node;

    cell->kind = NULL;
    cell->text.start = cell->text.end = "";
    if (c->values[node].at != NULL)
        return read_value(c, node, cell);
    while (above != 0 && c->values[above].at == NULL)
        above = c->paths->nodes[above].parent;
    if (*c->values[above].at == '[')
        return read_json(c, above, node, cell);
    return ASH_OK;
}
