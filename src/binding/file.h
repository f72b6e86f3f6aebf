/*
 * file: a locked file that is replaced as a whole, as Lua sees it.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ASH_BINDING_FILE_H
#define ASH_BINDING_FILE_H

#include "binding/object.h"

/* core.file(path) -> file, or nil, code, message. It is locked until
 * file:close() or until it is collected. */
int ashb_file_new(lua_State *L);

/* core.folder() -> the current folder of the process, or nil */
int ashb_file_folder(lua_State *L);

void ashb_open_file(lua_State *L);

#endif
