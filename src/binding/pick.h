/*
 * pick: finds the cells of a record. The paths of the columns are a projection;
 * one walk over a record notes where the values of its nodes are, and each
 * column has that of its node. The value of a path through an array is an array
 * of what it finds in the elements. Nothing here calls Lua.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ASH_PICK_H
#define ASH_PICK_H

#include "binding/cells.h"

/* A cell: its kind (string, number, boolean, json; NULL for none), and its
 * text, which is valid until the next cell is asked for. */
struct ashb_cell {
    const char *kind;
    struct ash_slice text;
};

/* Reads a record, whose bytes have to stay valid; json[length] is a NUL. */
enum ash_status ashb_pick_record(struct cells *cells, const char *json,
                                 size_t length);

/* The cell of that column of the record. */
enum ash_status ashb_pick_cell(struct cells *cells, int column,
                               struct ashb_cell *cell);

#endif
