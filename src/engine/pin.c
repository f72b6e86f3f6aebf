/*
 * pin: asks the dynamic linker never to unmap the module's own file; the
 * libraries it depends on stay with it. The same as linking with -z nodelete,
 * for builds that cannot pass that flag.
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
