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

/* core.projection(paths) -> projection; raises unless paths is an array of
 * paths. [-0, +1, v] */
int ashb_projection_new(lua_State *L);

/* The projection at index, or NULL when that is nil. [-0, +0, v] */
const struct projection *ashb_projection_at(lua_State *L, int index);

#endif
