/*
 * clock: seconds of a clock that never goes back.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ASH_CLOCK_H
#define ASH_CLOCK_H

double ash_clock(void);

/* Seconds of CPU time that this thread has used. */
double ash_clock_work(void);

#endif
