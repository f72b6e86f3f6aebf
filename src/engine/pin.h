/*
 * pin: keeps this module mapped until the process ends. A resolver thread of
 * libcurl that nobody waits for may outlive the Lua state.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ASH_PIN_H
#define ASH_PIN_H

/* May be called any number of times. Where the module is part of the program
 * itself there is nothing to do. */
void ash_pin(void);

#endif
