/*
 * session: a set of transfers over one pool of connections. It never blocks
 * but in poll, has no thread and calls nobody: its owner steps it and asks.
 * The sockets it waits for and its next deadline can be read at any time, so
 * that any loop can drive it. A zeroed session is valid and closed.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ASH_SESSION_H
#define ASH_SESSION_H

#include "engine/transfer.h"

#include <poll.h>

struct ash_session_options {
    const char *base_url; /* without a slash at its end */
    const char *user_agent;
    const char *ca_file; /* NULL: the system's */
    const char *proxy;   /* NULL: what the environment says */
    long connect_timeout_ms;
    size_t max_body;
    int max_in_flight;
    struct ash_header_options headers;
};

#define ASH_IDLE_HANDLES 8

struct ash_session {
    CURLM *multi;
    CURL *idle[ASH_IDLE_HANDLES]; /* set up, ready for the next transfer */
    int idle_count;
    struct ash_header_set *headers;
    struct ash_header_set *plain; /* the same without the secret */
    struct ash_buf base_url;
    struct ash_buf user_agent;
    struct ash_buf ca_file;
    struct ash_buf proxy;
    long connect_timeout_ms;
    size_t max_body;
    size_t body_hint; /* length of the last body, to spare doublings */
    int max_in_flight;
    int in_flight;              /* transfers that are running */
    struct ash_transfer *first; /* all that are queued or running */
    struct ash_transfer *last;
    struct pollfd *watches; /* the sockets libcurl waits for */
    size_t watch_count;
    size_t watch_capacity;
    int polled;       /* revents of the watches are fresh */
    int no_watch;     /* the watch list could not grow */
    int has_deadline; /* libcurl wants to be called at deadline */
    double deadline;  /* seconds of ash_session_clock */
    int broken;       /* libcurl refused to go on */
    unsigned ended;   /* transfers that are over, however they ended */
};

/* Starts libcurl's global state when it is the process's first. On failure
 * the session is closed. */
enum ash_status ash_session_open(struct ash_session *session,
                                 const struct ash_session_options *options);

/* Ends every transfer with ASH_CLOSED and wipes the secret. */
void ash_session_close(struct ash_session *session);

/* Replaces the headers; transfers under way keep theirs. */
enum ash_status ash_session_headers(struct ash_session *session,
                                    const struct ash_header_options *options);

/* Moves everything that can move; never waits. */
void ash_session_step(struct ash_session *session);

/* Waits until a step would move something, at most that long. Returns whether
 * it would. */
int ash_session_poll(struct ash_session *session, double seconds);

/* Seconds until the next step is due though no socket moves; negative when
 * there is no such time. */
double ash_session_due(const struct ash_session *session);

/* Seconds of a clock that only goes forward. */
double ash_session_clock(void);

/* For the transfers alone. */
void ash_session_add(struct ash_session *session,
                     struct ash_transfer *transfer);
void ash_session_remove(struct ash_session *session,
                        struct ash_transfer *transfer);

#endif
