/*
 * file: locks and atomic writes, as Lua sees them.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ASH_BINDING_FILE_H
#define ASH_BINDING_FILE_H

#include "binding/object.h"

/* core.lock(path) -> lock, or nil, code, message. lock:close() and the
 * collector release it. */
int ashb_file_lock(lua_State *L);

/* core.save(path, text) -> true, or nil, code, message: the file at path is
 * replaced as a whole or stays as it was. */
int ashb_file_save(lua_State *L);

void ashb_open_lock(lua_State *L);

#endif
