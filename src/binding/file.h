/*
 * file: a file that one program at a time keeps, as Lua sees it.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ASH_BINDING_FILE_H
#define ASH_BINDING_FILE_H

#include "binding/object.h"

/* core.file(path) -> file, or nil, code, message. It is locked until
 * file:close() or the collector; file:path() says where its links lead;
 * file:save(text) replaces it as a whole or leaves it as it was: true, or nil,
 * code, message. */
int ashb_file_new(lua_State *L);

/* core.folder() -> the folder in which the program is, or nil */
int ashb_file_folder(lua_State *L);

void ashb_open_file(lua_State *L);

#endif
