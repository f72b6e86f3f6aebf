/*
 * flood: closes a connection whose server keeps libcurl busy with nothing.
 * libcurl reads HTTP/2 frames without content (empty data, pings, window
 * updates) in one loop for as long as they come, and meanwhile neither checks
 * the time nor makes a callback. OpenSSL, below it, reports each TLS record;
 * with another TLS library there is no such guard.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ASH_FLOOD_H
#define ASH_FLOOD_H

#include "engine/libcurl.h"

/* One for all the connections of a session. Zeroed, it is valid. */
struct ash_flood {
    double since; /* the last progress, in seconds of ash_clock */
    double work;  /* the CPU time at the first check after half the time; 0:
                     not checked yet */
    int is_cut;   /* a connection was closed; the session resets this */
};

/* Has the connections of a handle guarded, where that is possible. */
CURLcode ash_flood_attach(struct ash_flood *flood, CURL *easy);

/* Notes progress: libcurl begins to act, or a part of an answer has arrived. */
void ash_flood_moved(struct ash_flood *flood);

/* Whether the connection of a handle speaks HTTP/2 over TLS: 1, 0, or -1 where
 * that cannot be told. */
int ash_flood_is_http2(CURL *easy);

#endif
