/*
 * watch: what libcurl has to be called for: sockets that move, and a deadline.
 * It only records; it calls nobody. Zeroed, it is valid and empty.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ASH_WATCH_H
#define ASH_WATCH_H

#include "engine/sockets.h"

#include <poll.h>

struct ash_watches {
    struct pollfd *list; /* what is polled */
    short *wanted;       /* the events that libcurl waits for, of each */
    size_t count;
    size_t capacity;
    int is_fresh;     /* the revents are those of the last poll */
    int is_short;     /* the list could not grow */
    int has_deadline; /* libcurl has to be called at deadline */
    double deadline;  /* seconds of ash_clock */
    int writes;       /* polls in a row with sockets that were only writable */
    double held;      /* not asked for that until then; 0: asked */
};

/* Makes room for so many sockets; for more it grows by itself. */
enum ash_status ash_watch_open(struct ash_watches *watches, size_t sockets);

void ash_watch_close(struct ash_watches *watches);

/* Forgets what an earlier multi handle asked for, and records for this one. */
void ash_watch_attach(struct ash_watches *watches, CURLM *multi);

/* Checks the connections that libcurl keeps open and does not watch. */
void ash_watch_check_idle(const struct ash_watches *watches,
                          const struct ash_sockets *sockets);

/* Waits until a socket moves or the deadline has come, for at most so many
 * seconds. Returns whether either is so. */
int ash_watch_poll(struct ash_watches *watches, double seconds);

/* The next socket that moved at the last poll, from number *at on. Returns what
 * it did as libcurl's CURL_CSELECT_ bits, or 0 when there is none. The list may
 * change between two calls: an entry that is moved to a lower number meanwhile
 * is found at the next poll. */
int ash_watch_next(struct ash_watches *watches, size_t *at,
                   curl_socket_t *socket);

/* Seconds until a step is due even if no socket moves; negative where there is
 * no such time. */
double ash_watch_due(const struct ash_watches *watches);

/* Whether libcurl's deadline has come. It is then cleared. */
int ash_watch_pass(struct ash_watches *watches);

#endif
