/*
 * transfer: one HTTP exchange, from a request in memory to an answer in
 * memory. A zeroed transfer is valid and idle. It belongs to its maker and
 * knows neither libcurl's handles nor waiting: a session moves it (session.h),
 * and while it does the transfer is in that session's list.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ASH_TRANSFER_H
#define ASH_TRANSFER_H

#include "engine/buf.h"
#include "engine/header.h"

enum ash_transfer_state {
    ASH_TRANSFER_IDLE,    /* never begun, or freed */
    ASH_TRANSFER_QUEUED,  /* waits for a place among max_in_flight */
    ASH_TRANSFER_RUNNING, /* libcurl has it */
    ASH_TRANSFER_DONE     /* status and answer stand */
};

struct ash_text {
    const char *data;
    size_t length;
};

#define ASH_REQUEST_SECRETS 4

struct ash_request {
    int is_post;      /* else GET, without a body */
    const char *path; /* appended to the base URL; starts with a slash */
    size_t path_length;
    const char *body;
    size_t body_length;
    long timeout_ms; /* of this attempt, from the moment it leaves the queue */
    int fresh; /* no kept connection: libcurl repeats a request by itself when
                  one of those turns out dead */
    int anonymous;                                /* without the secret */
    struct ash_text secrets[ASH_REQUEST_SECRETS]; /* that the body carries */
    int secret_count;
};

struct ash_transfer {
    void *owner; /* whose list it is in; NULL: nobody's */
    struct ash_transfer *previous, *next;
    enum ash_transfer_state state;
    enum ash_status status;
    CURL *easy;                     /* only while running */
    struct ash_header_set *headers; /* until it is freed, for redaction */
    struct ash_secrets secrets;     /* what the body carries of them */
    struct ash_buf url;
    struct ash_buf request;
    struct ash_buf head; /* header lines of the last answer */
    size_t head_bytes;   /* header lines of all answers, 1xx among them */
    int codings;         /* that the last answer says its body has */
    struct ash_buf body; /* unpacked */
    size_t body_hint;    /* how long the body may become, to spare doublings */
    long http_status;
    long proxy_status; /* of the proxy's answer to CONNECT; 0: none */
    long timeout_ms;
    int is_post;
    int fresh; /* then libcurl sends it once, too */
    int sent;
    char detail[CURL_ERROR_SIZE]; /* libcurl's words for the failure */
};

/* Copies the request, which goes to the base URL with these headers, and waits
 * for its turn. On failure the transfer is idle again. */
enum ash_status ash_transfer_prepare(struct ash_transfer *transfer,
                                     const struct ash_buf *base_url,
                                     struct ash_header_set *headers,
                                     const struct ash_request *request);

/* Sets its outcome: what a callback noted says more than the status. */
void ash_transfer_end(struct ash_transfer *transfer, enum ash_status status);

/* Overwrites with stars every secret that it carried, wherever it is in
 * text. */
void ash_transfer_redact(const struct ash_transfer *transfer, char *text,
                         size_t length);

/* Frees all it owns. It must be in nobody's list. */
void ash_transfer_free(struct ash_transfer *transfer);

#endif
