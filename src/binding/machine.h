/*
 * machine: what the command needs to know about the machine it runs on.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ASH_BINDING_MACHINE_H
#define ASH_BINDING_MACHINE_H

#include "binding/object.h"

/* core.terminal(descriptor) -> columns, or nil */
int ashb_machine_terminal(lua_State *L);

/* core.mode(path) -> permission bits, or nil */
int ashb_machine_mode(lua_State *L);

#endif
