/*
 * version: the Lua for which a module was built, and the one that loads it.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ASH_VERSION_H
#define ASH_VERSION_H

#include "binding/compat.h"

/* Raises where they differ; module names what is loaded. [-0, +0, v] */
void ashb_version_check(lua_State *L, const char *module);

#endif
