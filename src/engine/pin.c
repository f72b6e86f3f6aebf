/*
 * pin: the module names its own file to the dynamic linker and asks that it
 * never be unmapped; what it depends on stays with it. The same as linking with
 * -z nodelete, for those builds that cannot say so.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE /* dladdr */

#include "engine/pin.h"

#include <dlfcn.h>
#include <stddef.h>

void ash_pin(void)
{
    static const char here = 0;
    Dl_info info;

    if (dladdr(&here, &info) != 0 && info.dli_fname != NULL)
        dlopen(info.dli_fname, RTLD_NOW | RTLD_NOLOAD | RTLD_NODELETE);
}
