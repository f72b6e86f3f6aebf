/*
 * flood: gives up a connection whose server keeps libcurl busy with nothing.
 * Frames of HTTP/2 that bring no answer (empty data, pongs, window sizes) are
 * read in a loop of libcurl's own for as long as they come, in which it neither
 * looks at the time nor calls anybody. OpenSSL, below it, tells of each record;
 * with another TLS library under libcurl there is no guard.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ASH_FLOOD_H
#define ASH_FLOOD_H

#include "engine/libcurl.h"

/* One for all the connections of a session. Zeroed, it is valid. */
struct ash_flood {
    double since; /* when something moved last, on ash_clock */
    double work;  /* what this thread had worked at the first look after half
                     the time; 0: not looked yet */
    int is_cut;   /* a connection is given up that was to be read; cleared by
                     whoever looks */
};

/* Has the connections of a handle guarded, where that can be. */
CURLcode ash_flood_attach(struct ash_flood *flood, CURL *easy);

/* libcurl begins to act, or a part of an answer has come. */
void ash_flood_moved(struct ash_flood *flood);

#endif
