/*
 * projection: one userdata holds the nodes and, after them, their names.
 * Values that no path leads to are stepped over by the index, without reading.
 *
 * SPDX-License-Identifier: MIT
 */
#include "binding/projection.h"

#include <string.h>

/* ---- making ---- */

/* Pushes a checked copy of the table in argument 1, which a finalizer could
 * edit between measuring and copying. [-0, +1, v] */
static int push_paths(lua_State *L)
{
    const int count = (int)lua_rawlen(L, 1);
    int i;

    luaL_argcheck(L, count > 0, 1, "no path in it");
    lua_createtable(L, count, 0);
    for (i = 1; i <= count; i++) {
        const char *path;
        size_t length;

        lua_rawgeti(L, 1, i);
        luaL_argcheck(L, lua_type(L, -1) == LUA_TSTRING, 1,
                      "an array of paths expected");
        path = lua_tolstring(L, -1, &length);
        luaL_argcheck(L, length > 0 && path[0] != '.', 1, "empty path");
        luaL_argcheck(L, strlen(path) == length, 1, "path with a NUL");
        lua_rawseti(L, -2, i);
    }
    return count;
}

/* The bytes and nodes that the paths in the table on top take, at most.
 * [-0, +0, -] */
static size_t measure(lua_State *L, int count, int *nodes)
{
    size_t bytes = 0;
    int i;

    *nodes = 1;
    for (i = 1; i <= count; i++) {
        const char *dot;
        size_t length;

        lua_rawgeti(L, -1, i);
        dot = lua_tolstring(L, -1, &length);
        for (; dot != NULL; dot = strchr(dot + 1, '.'))
            ++*nodes;
        bytes += length + 1;
        lua_pop(L, 1);
    }
    return bytes;
}

static int find_child(const struct projection *p, int parent, const char *name,
                      size_t length)
{
    int i = p->nodes[parent].child;

    while (i != 0 && (p->nodes[i].length != length ||
                      memcmp(p->nodes[i].name, name, length) != 0))
        i = p->nodes[i].sibling;
    return i;
}

static int add_child(struct projection *p, int parent, const char *name,
                     size_t length)
{
    struct ashb_node *const node = &p->nodes[p->count];

    node->name = name;
    node->length = length;
    node->parent = parent;
    node->sibling = p->nodes[parent].child;
    p->nodes[parent].child = p->count;
    p->nodes[parent].children++;
    p->count++;
    return p->count - 1;
}

/* Adds "a.b.c", whose bytes stay valid. Where one path is the beginning of
 * another, the shorter one counts, whichever comes first. */
static void add_path(struct projection *p, const char *path)
{
    int node = 0;

    for (;;) {
        const char *const dot = strchr(path, '.');
        const size_t length = dot ? (size_t)(dot - path) : strlen(path);
        const int child = find_child(p, node, path, length);

        node = child != 0 ? child : add_child(p, node, path, length);
        if (dot == NULL)
            break;
        path = dot + 1;
    }
    p->nodes[node].is_whole = 1;
}

int ashb_projection_node(const struct projection *p, const char *path)
{
    const char *dot;
    int node = 0;

    while ((dot = strchr(path, '.')) != NULL) {
        node = find_child(p, node, path, (size_t)(dot - path));
        path = dot + 1;
    }
    return find_child(p, node, path, strlen(path));
}

/* All in one block: the nodes, then the paths. */
int ashb_projection_new(lua_State *L)
{
    struct projection *p;
    int nodes, i, count;
    size_t bytes, size;
    char *text;

    luaL_checktype(L, 1, LUA_TTABLE);
    lua_settop(L, 1);
    count = push_paths(L);
    bytes = measure(L, count, &nodes);
    size = sizeof *p + (size_t)nodes * sizeof(struct ashb_node);
    p = ashb_object_new(L, size + bytes, ASH_PROJECTION_TYPE);
    p->count = 1;
    text = (char *)p + size;
    for (i = 1; i <= count; i++) {
        size_t length;
        const char *path;

        lua_rawgeti(L, 2, i);
        path = lua_tolstring(L, -1, &length);
        memcpy(text, path, length + 1);
        add_path(p, text);
        text += length + 1;
        lua_pop(L, 1);
    }
    return 1;
}

const struct projection *ashb_projection_at(lua_State *L, int index)
{
    if (lua_isnoneornil(L, index))
        return NULL;
    return luaL_checkudata(L, index, ASH_PROJECTION_TYPE);
}

/* ---- using ---- */

static int project_any(lua_State *L, const struct values *v,
                       const struct projection *p, int node,
                       struct ash_value *place);

int ashb_projection_child(const struct projection *p, int node,
                          struct ash_slice name, int escaped)
{
    int i = p->nodes[node].child;

    if (!escaped)
        return find_child(p, node, name.start, (size_t)(name.end - name.start));
    while (i != 0 &&
           !ash_text_equals(name, p->nodes[i].name, p->nodes[i].length))
        i = p->nodes[i].sibling;
    return i;
}

/* Sets the member's value. Where it has none, an earlier member of that name is
 * removed: the last one counts. */
static void project_member(lua_State *L, const struct values *v,
                           const struct projection *p, int node,
                           struct ash_value *place)
{
    lua_pushlstring(L, p->nodes[node].name, p->nodes[node].length);
    if (!project_any(L, v, p, node, place))
        lua_pushnil(L);
    lua_rawset(L, -3);
}

static void project_object(lua_State *L, const struct values *v,
                           const struct projection *p, int node,
                           struct ash_value *place)
{
    lua_createtable(L, 0, p->nodes[node].children);
    *place = ash_walk_enter(*place);
    while (*place->at != '}') {
        struct ash_slice name;
        int escaped, child;

        *place = ash_walk_name(v->json, *place, &name, &escaped);
        child = ashb_projection_child(p, node, name, escaped);
        if (child != 0)
            project_member(L, v, p, child, place);
        else
            *place = ash_walk_skip(v->json, *place);
        *place = ash_walk_next(*place);
    }
    place->at++;
}

/* An element in which the path leads nowhere becomes null, so that the others
 * keep their positions. */
static void project_array(lua_State *L, const struct values *v,
                          const struct projection *p, int node,
                          struct ash_value *place)
{
    int i = 0;

    lua_createtable(L, (int)v->json->spans[place->span].count, 0);
    if (v->array != 0) {
        lua_pushvalue(L, v->array);
        lua_setmetatable(L, -2);
    }
    *place = ash_walk_enter(*place);
    while (*place->at != ']') {
        if (!project_any(L, v, p, node, place))
            lua_pushvalue(L, v->null);
        lua_rawseti(L, -2, ++i);
        *place = ash_walk_next(*place);
    }
    place->at++;
}

/* Pushes the fields of the value that the node names and returns 1, or pushes
 * nothing and returns 0. Moves place to what comes after it.
 * [-0, +0|1, m] */
static int project_any(lua_State *L, const struct values *v,
                       const struct projection *p, int node,
                       struct ash_value *place)
{
    if (*place->at == 'n' && !v->keep_nulls) {
        place->at += 4;
        return 0;
    }
    if (*place->at == 'n' || p->nodes[node].is_whole) {
        ashb_values_push(L, v, place);
        return 1;
    }
    if (*place->at == '{') {
        project_object(L, v, p, node, place);
        return 1;
    }
    if (*place->at == '[') {
        project_array(L, v, p, node, place);
        return 1;
    }
    *place = ash_walk_skip(v->json, *place);
    return 0;
}

void ashb_values_project(lua_State *L, const struct values *v,
                         const struct projection *projection,
                         struct ash_value *place)
{
    if (!project_any(L, v, projection, 0, place))
        lua_pushvalue(L, v->null);
}

void ashb_open_projection(lua_State *L)
{
    static const luaL_Reg METHODS[] = {{NULL, NULL}};

    ashb_object_type(L, ASH_PROJECTION_TYPE, METHODS, NULL);
}
