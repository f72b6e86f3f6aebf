/*
 * session: the set of transfers of a client, as Lua sees it.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ASH_BINDING_SESSION_H
#define ASH_BINDING_SESSION_H

#include "binding/object.h"

/* core.session(options) -> session, or nil, code, message */
int ashb_session_new(lua_State *L);

#endif
