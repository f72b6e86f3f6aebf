/*
 * clock: the system's clocks for passed time and for CPU time.
 *
 * SPDX-License-Identifier: MIT
 */
#include "engine/clock.h"

#include <time.h>

static double seconds_of(clockid_t clock)
{
    struct timespec now;

    clock_gettime(clock, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

double ash_clock(void)
{
    return seconds_of(CLOCK_MONOTONIC);
}

double ash_clock_work(void)
{
    return seconds_of(CLOCK_THREAD_CPUTIME_ID);
}
