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
 * Begins an exchange over the session at stack index 1. The request has a path
 * that stays valid, and is_post where a body is needed. options is the stack
 * index of a table:
 *   seconds    that it may take once it has left the queue; needed
 *   body       a string: a POST; without one a GET
 *   fresh      true: on a connection of its own, so that libcurl never
 *              repeats it
 *   anonymous  true: without the secret
 * Pushes the transfer or nil, code, message; returns the number of results.
 * [-0, +n, v]
 */
int ashb_transfer_begin(lua_State *L, struct ash_request *request, int options);

#endif
