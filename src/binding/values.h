/*
 * values: builds Lua values from a checked JSON text, whole or projected.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ASH_VALUES_H
#define ASH_VALUES_H

#include "binding/object.h"
#include "engine/walk.h"

/* How many free places on the Lua stack building takes: three for each level,
 * for table, name and value. */
#define ASHB_VALUES_STACK(json) ((json)->depth * 3 + 8)

/* How values are built. What is at the two stack indexes stays there
 * meanwhile. */
struct values {
    const struct ash_json *json;
    char *scratch;  /* room for json->longest bytes */
    int keep_nulls; /* else members that are null are left out */
    int null;       /* stack index of what null becomes */
    int array;      /* stack index of the metatable of arrays; 0: none */
};

struct projection;

/* Pushes the value at place, and moves place to what comes after it.
 * [-0, +1, m] */
void ashb_values_push(lua_State *L, const struct values *values,
                      struct ash_value *place);

/* The same with only the fields that the projection names. [-0, +1, m] */
void ashb_values_project(lua_State *L, const struct values *values,
                         const struct projection *projection,
                         struct ash_value *place);

#endif
