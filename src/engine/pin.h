/*
 * pin: keeps this module mapped until the process ends: a resolver thread of
 * libcurl that nobody waits for may outlive the Lua state.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ASH_PIN_H
#define ASH_PIN_H

/* May be called any number of times. Does nothing where the module is linked
 * into the program. */
void ash_pin(void);

#endif
