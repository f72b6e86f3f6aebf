/*
 * catalogue: the engine's catalogue as plain Lua tables.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ASH_BINDING_CATALOGUE_H
#define ASH_BINDING_CATALOGUE_H

#include "binding/object.h"

/*
 * core.catalogue() -> entities, names of the record types [-0, +2, m]
 *
 * entities is an array of
 *   { name =, title =, searched = {...}, cut =, cut_values = {...},
 *     list = method, get = method or nil }
 * a method is
 *   { name =, permission =, paged =, sync =, record =, params = {...} }
 * a parameter
 *   { name =, type =, required =, one_of =, format =, values = {...},
 *     minimum =, maximum =, default =, note = }
 */
int ashb_catalogue_push(lua_State *L);

/*
 * core.record_fields(record type) -> fields, or nothing [-1, +0|1, v]
 *
 * fields is an array of
 *   { name =, type =, absent =, null =, list = }
 */
int ashb_catalogue_fields(lua_State *L);

#endif
