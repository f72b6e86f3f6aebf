/*
 * watch: what libcurl wants to be called for: sockets, and a time. It only
 * records; nobody is called. Zeroed, it is valid and empty.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ASH_WATCH_H
#define ASH_WATCH_H

#include "engine/sockets.h"

#include <poll.h>

struct ash_watches {
    struct pollfd *list;
    size_t count;
    size_t capacity;
    int is_fresh;     /* the revents are those of the last poll */
    int is_short;     /* the list could not grow */
    int has_deadline; /* libcurl wants to be called at deadline */
    double deadline;  /* seconds of ash_clock */
};

/* Room for so many sockets; more grow by themselves. */
enum ash_status ash_watch_open(struct ash_watches *watches, size_t sockets);

void ash_watch_close(struct ash_watches *watches);

/* Forgets what an earlier multi handle wanted, and listens to this one. */
void ash_watch_attach(struct ash_watches *watches, CURLM *multi);

/* Checks the connections that libcurl keeps and does not wait for. */
void ash_watch_check_idle(const struct ash_watches *watches,
                          const struct ash_sockets *sockets);

/* Waits until a socket moves or the deadline is there, at most that long.
 * Returns whether either is so. */
int ash_watch_poll(struct ash_watches *watches, double seconds);

/* The next socket that moved at the last poll, from number *at on, and what it
 * did in libcurl's words; 0 when there is none. The list may change between two
 * calls: an entry that moves down meanwhile is met at the next poll. */
int ash_watch_next(struct ash_watches *watches, size_t *at,
                   curl_socket_t *socket);

/* Seconds until the deadline; negative where there is none. */
double ash_watch_due(const struct ash_watches *watches);

#endif
