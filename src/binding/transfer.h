/*
 * transfer: one HTTP exchange as Lua sees it.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ASH_BINDING_TRANSFER_H
#define ASH_BINDING_TRANSFER_H

#include "binding/object.h"
#include "engine/session.h"

/*
 * Begins an exchange over the session at stack index 1. From index first on
 * stand the body (a string; for a GET none), the seconds that it may take,
 * whether it needs a connection of its own, and whether it goes without the
 * secret (true or nil). Pushes the transfer
 * or nil, code, message; returns the number of results. [-0, +1|3, v]
 */
int ashb_transfer_begin(lua_State *L, int is_post, const char *path,
                        size_t path_length, int first);

#endif
