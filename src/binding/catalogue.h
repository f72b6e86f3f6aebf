/*
 * catalogue: the engine's catalogue as plain Lua tables.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ASH_BINDING_CATALOGUE_H
#define ASH_BINDING_CATALOGUE_H

#include "binding/object.h"

/*
 * core.catalogue() -> entities, records [-0, +2, m]
 *
 * entities is an array of
 *   { name =, title =, searched = {...}, cut =, cut_values = {...},
 *     list = method, get = method or nil }
 * a method is
 *   { name =, permission =, paged =, sync =, record =, params = {...} }
 * a parameter
 *   { name =, type =, required =, one_of =, format =, values = {...},
 *     minimum =, maximum =, default =, note = }
 * records[type] is an array of fields
 *   { name =, type =, absent =, null =, list = }
 */
int ashb_catalogue_push(lua_State *L);

#endif
