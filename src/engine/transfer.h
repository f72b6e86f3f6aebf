/*
 * transfer: one HTTP exchange, from a request in memory to an answer in
 * memory. A zeroed transfer is valid and idle. It belongs to its maker; while
 * it is under way it stands in its session's list, and either may be freed
 * first. It knows sockets and waiting only through its session.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ASH_TRANSFER_H
#define ASH_TRANSFER_H

#include "engine/buf.h"
#include "engine/header.h"

struct ash_session;

enum ash_transfer_state {
    ASH_TRANSFER_IDLE,    /* never begun, or freed */
    ASH_TRANSFER_QUEUED,  /* waits for a place among max_in_flight */
    ASH_TRANSFER_RUNNING, /* libcurl has it */
    ASH_TRANSFER_DONE     /* status and answer stand */
};

struct ash_request {
    int is_post;      /* else GET, without a body */
    const char *path; /* appended to the base URL; starts with a slash */
    size_t path_length;
    const char *body;
    size_t body_length;
    long timeout_ms; /* of this attempt, from the moment it leaves the queue */
    int fresh; /* no kept connection: libcurl repeats a request by itself when
                  one of those turns out dead */
    int anonymous; /* without the secret */
};

struct ash_transfer {
    struct ash_session *session; /* NULL when not in its list */
    struct ash_transfer *previous, *next;
    enum ash_transfer_state state;
    enum ash_status status;
    CURL *easy; /* only while running */
    struct ash_header_set *headers;
    struct ash_buf url;
    struct ash_buf request;
    struct ash_buf head; /* header lines of the last answer */
    struct ash_buf body; /* unpacked */
    long http_status;
    long timeout_ms;
    int is_post;
    int fresh;
    char detail[CURL_ERROR_SIZE]; /* libcurl's words for the failure */
};

/* Puts the request into the session's queue; it leaves as soon as there is a
 * place. On failure the transfer is idle again. */
enum ash_status ash_transfer_begin(struct ash_transfer *transfer,
                                   struct ash_session *session,
                                   const struct ash_request *request);

/* Ends it at once, wherever it is, and frees all it owns. */
void ash_transfer_free(struct ash_transfer *transfer);

/* For the session alone: hands it to libcurl, or takes the outcome. */
enum ash_status ash_transfer_start(struct ash_transfer *transfer, CURL *easy);
void ash_transfer_finish(struct ash_transfer *transfer, CURLcode code);

#endif
