/*
 * projection: the fields that a caller asked for, as a tree of names. Made once
 * from paths such as "source.title"; a path through an array applies to each of
 * its elements.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ASH_PROJECTION_H
#define ASH_PROJECTION_H

#include "binding/values.h"

struct ashb_node {
    const char *name; /* into the bytes after the nodes */
    size_t length;
    int parent;
    int child;   /* number of the first one; 0: none */
    int sibling; /* number of the next one; 0: none */
    int children;
    int is_whole; /* a path ends here: take all of it */
};

/* Node 0 is the record itself. */
struct projection {
    int count;
    struct ashb_node nodes[1];
};

/* core.projection(paths) -> projection; raises unless paths is an array of
 * paths. [-0, +1, v] */
int ashb_projection_new(lua_State *L);

/* The projection at index, or NULL when that is nil. [-0, +0, v] */
const struct projection *ashb_projection_at(lua_State *L, int index);

/* The number of the child to which a name leads from a node, or 0. */
int ashb_projection_child(const struct projection *p, int node,
                          struct ash_slice name, int escaped);

/* The number of the node at which one of the paths ends. */
int ashb_projection_node(const struct projection *p, const char *path);

#endif
