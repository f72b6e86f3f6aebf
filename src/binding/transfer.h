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
 * Begins a transfer over the session at stack index 1. The request has a path
 * that stays valid, and is_post where a body is needed. options is the stack
 * index of a table:
 *   seconds    the timeout, from when it leaves the queue; needed
 *   body       a string, which makes it a POST; without one it is a GET
 *   fresh      true: on a new connection, so that libcurl never repeats it
 *   anonymous  true: without the secret
 *   secrets    an array of strings in the body that no error may show
 * Pushes the transfer or nil, code, message; returns the number of results.
 * [-0, +n, v]
 */
int ashb_transfer_begin(lua_State *L, struct ash_request *request, int options);

#endif
