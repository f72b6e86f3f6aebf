/*
 * clock: the system's monotonic one.
 *
 * SPDX-License-Identifier: MIT
 */
#include "engine/clock.h"

#include <time.h>

double ash_clock(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}
