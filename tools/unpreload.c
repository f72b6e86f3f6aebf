/*
 * unpreload: keeps the sanitizers' libraries out of the processes that a spec
 * starts. Preloaded last, it takes LD_PRELOAD out of the environment once the
 * interpreter has been loaded with it.
 *
 * SPDX-License-Identifier: MIT
 */
#include <stdlib.h>

__attribute__((constructor)) static void unpreload(void)
{
    unsetenv("LD_PRELOAD");
}
