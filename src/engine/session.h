/*
 * session: a set of transfers over one pool of connections. It blocks only in
 * poll, has no thread and makes no callbacks: its owner steps it and looks. The
 * sockets it waits for and its next deadline can be read at any time, so that
 * any loop can drive it. A zeroed session is valid and closed.
 *
 * A session belongs to the process that opened it. A forked child that uses its
 * copy gets connections of its own at the first call; those of the parent are
 * left as they are, and the copies of its transfers end with ASH_FOREIGN.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ASH_SESSION_H
#define ASH_SESSION_H

#include "engine/pool.h"
#include "engine/watch.h"

#include <sys/types.h>

struct ash_session_options {
    struct ash_handle_options handle;
    struct ash_header_options headers;
    size_t max_body;
    int max_in_flight;
};

struct ash_session {
    CURLM *multi;
    pid_t owner;
    struct ash_pool pool;
    struct ash_settings settings;
    struct ash_header_set *headers;
    struct ash_header_set *plain; /* the same without the secret */
    size_t max_body;
    size_t body_hint; /* length of the last body */
    int max_in_flight;
    int in_flight;              /* transfers that are running */
    struct ash_transfer *first; /* all that are queued or running */
    struct ash_transfer *last;
    struct ash_watches watches;
    int is_starting; /* a transfer is to get a connection in the next step */
    int broken;      /* the multi handle failed */
    unsigned ended;  /* how many transfers have ended, in whatever way */
};

/* The first one of a process initialises libcurl. On failure the session is
 * closed. */
enum ash_status ash_session_open(struct ash_session *session,
                                 const struct ash_session_options *options);

/* Ends every transfer with ASH_CLOSED and wipes the secret. */
void ash_session_close(struct ash_session *session);

/* Replaces the headers; transfers that have begun keep theirs. */
enum ash_status ash_session_headers(struct ash_session *session,
                                    const struct ash_header_options *options);

/* Queues a request, which is sent as soon as fewer than max_in_flight run. On
 * failure the transfer is idle again. */
enum ash_status ash_session_begin(struct ash_session *session,
                                  struct ash_transfer *transfer,
                                  const struct ash_request *request);

/* Ends a transfer at once, queued, running or done, and frees all it owns. */
void ash_session_cancel(struct ash_transfer *transfer);

/* Moves everything that can move; never waits. */
void ash_session_step(struct ash_session *session);

/* Waits until a step would move something, for at most so many seconds. Returns
 * whether it would. */
int ash_session_poll(struct ash_session *session, double seconds);

#endif
