/*
 * object: what the userdata of the binding have in common. An object starts
 * zeroed, with its metatable and a table as uservalue, before anything is
 * acquired into it.
 *
 * Every allocation in Lua may run a finalizer of the host program, which may
 * call any method of any object, close it, step a session and edit every table.
 * Most interpreters do so before they copy the bytes they were given. Hence:
 *   What comes from a caller's table is read once and stays on the stack, or
 *   is copied, before anything depends on it.
 *   A document is held while it is read: closing it meanwhile takes effect
 *   when the last reader is done.
 *   A transfer's bytes change with each step: they are copied into Lua's own
 *   memory and pushed from there. Room is made first, then they are looked at.
 *   What was checked is checked again after an allocation.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ASH_OBJECT_H
#define ASH_OBJECT_H

#include "binding/compat.h"
#include "engine/status.h"

#define ASH_SESSION_TYPE "ashby.session"
#define ASH_TRANSFER_TYPE "ashby.transfer"
#define ASH_DOCUMENT_TYPE "ashby.document"
#define ASH_PROJECTION_TYPE "ashby.projection"
#define ASH_CELLS_TYPE "ashby.cells"

/* Pushes a zeroed userdata of that type with an empty table as uservalue.
 * [-0, +1, m] */
void *ashb_object_new(lua_State *L, size_t size, const char *type);

/* Makes the metatable of a type: the methods as __index, their close as
 * __close, gc (unless NULL) as __gc, and __name. [-0, +0, m] */
void ashb_object_type(lua_State *L, const char *type, const luaL_Reg *methods,
                      lua_CFunction gc);

/* Adds methods to a type that exists. [-0, +0, m] */
void ashb_object_extend(lua_State *L, const char *type,
                        const luaL_Reg *methods);

/* Pushes nil, the name of the status, and its message, followed by detail
 * unless that is NULL or empty. detail is copied before anything is pushed.
 * Returns 3. [-0, +3, m] */
int ashb_object_fail(lua_State *L, enum ash_status status, const char *detail);

/* Pushes nil and returns 1. An explicit nil: functions such as tonumber raise
 * when they get no value at all. */
int ashb_object_nil(lua_State *L);

/* Pushes the field of the table at index, read raw. [-0, +1, m] */
void ashb_object_field(lua_State *L, int index, const char *name);

void ashb_open_session(lua_State *L);
void ashb_open_transfer(lua_State *L);
void ashb_open_document(lua_State *L);
void ashb_open_projection(lua_State *L);
void ashb_open_cells(lua_State *L);

#endif
