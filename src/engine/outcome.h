/*
 * outcome: what libcurl's code for a transfer that has ended means here.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ASH_OUTCOME_H
#define ASH_OUTCOME_H

#include "engine/transfer.h"

/* The status of a transfer that its handle has ended with code. Puts words into
 * its detail where libcurl has none. */
enum ash_status ash_outcome_status(CURL *easy, struct ash_transfer *transfer,
                                   CURLcode code);

#endif
