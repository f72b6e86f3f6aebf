/*
 * cells: the values to which the paths of a table's columns lead in a record,
 * as texts or as one line of CSV or TSV.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ASH_CELLS_H
#define ASH_CELLS_H

#include "binding/object.h"
#include "engine/buf.h"
#include "engine/delimited.h"
#include "engine/walk.h"

struct projection;

struct cells {
    const struct projection *paths; /* kept alive by the uservalue */
    struct ash_value *values;       /* of each node; its at is NULL: none */
    int *columns;                   /* the node of each column */
    int count;
    enum ash_form form;
    unsigned serial; /* of its use */
    struct ash_json json;
    struct ash_buf spans;
    struct ash_buf text; /* of one cell, where it is not the record's bytes */
    struct ash_buf line;
};

/* core.cells(paths, form) -> cells. form: "csv" or "tsv" for lines; paths may
 * be nil where rows come from Lua. [-0, +1, v] */
int ashb_cells_new(lua_State *L);

#endif
