/*
 * reader: what a document's methods do while it is held. The document is
 * argument 1; the arguments after it are strings, the names that lead to a
 * place. Only a failed allocation and a finalizer can raise here. Each function
 * returns the number of results.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ASH_READER_H
#define ASH_READER_H

#include "binding/document.h"

int ashb_reader_value(lua_State *L, struct document *d);
int ashb_reader_kind(lua_State *L, struct document *d);
int ashb_reader_raw(lua_State *L, struct document *d);

/* Opens the array of records, or the record, at the place. */
int ashb_reader_open(lua_State *L, struct document *d);

/* Pushes the current record; the next one is then current. */
int ashb_reader_next(lua_State *L, struct document *d);
int ashb_reader_skip(lua_State *L, struct document *d);

/* Pushes an array of all records from the current one on. */
int ashb_reader_rest(lua_State *L, struct document *d);

int ashb_reader_close(lua_State *L, struct document *d);

#endif
