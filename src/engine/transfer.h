/*
 * transfer: one HTTP exchange, from a request in memory to an answer in
 * memory. A zeroed transfer is valid and idle. It belongs to its maker. A
 * session sends it (session.h), and has it in its list meanwhile.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ASH_TRANSFER_H
#define ASH_TRANSFER_H

#include "engine/buf.h"
#include "engine/header.h"

enum ash_transfer_phase {
    ASH_TRANSFER_IDLE,    /* never begun, or freed */
    ASH_TRANSFER_QUEUED,  /* waits for a place among max_in_flight */
    ASH_TRANSFER_RUNNING, /* libcurl has it */
    ASH_TRANSFER_DONE     /* status and answer are final */
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
    int fresh; /* on a new connection: libcurl by itself repeats a request for
                  which a kept one turns out to be closed */
    int anonymous;                                /* without the secret */
    struct ash_text secrets[ASH_REQUEST_SECRETS]; /* those in the body */
    int secret_count;
};

struct ash_flood;

struct ash_transfer {
    void *owner; /* the session whose list it is in, or NULL */
    struct ash_transfer *previous, *next;
    enum ash_transfer_phase phase;
    enum ash_status status;
    CURL *easy;                     /* only while running */
    struct ash_flood *flood;        /* notes when a part of the answer came */
    struct ash_header_set *headers; /* kept until freed, for redaction */
    struct ash_secrets secrets;     /* those in the request's body */
    struct ash_buf url;
    struct ash_buf request;
    struct ash_buf head; /* header lines of the last answer */
    size_t head_bytes;   /* header lines of all answers, 1xx among them */
    int codings;         /* of the body, as the last answer's headers say */
    struct ash_buf body; /* unpacked */
    size_t body_hint;    /* its expected length, to spare doublings */
    long http_status;
    long proxy_status; /* of the proxy's answer to CONNECT; 0: none */
    long timeout_ms;
    int is_post;
    int fresh;                    /* and sent no more than once */
    int sent;                     /* how often */
    int is_http2;                 /* its connection; -1: not known */
    char detail[CURL_ERROR_SIZE]; /* libcurl's message for the failure */
};

/* Copies the request, which is to go to the base URL with these headers, and is
 * then queued. On failure the transfer is idle again. */
enum ash_status ash_transfer_prepare(struct ash_transfer *transfer,
                                     const struct ash_buf *base_url,
                                     struct ash_header_set *headers,
                                     const struct ash_request *request);

/* Sets its outcome: a status that a callback has noted, else the one given. */
void ash_transfer_end(struct ash_transfer *transfer, enum ash_status status);

/* Overwrites with stars each occurrence in text of a secret it carried. */
void ash_transfer_redact(const struct ash_transfer *transfer, char *text,
                         size_t length);

/* Frees all it owns. It must be in no list. */
void ash_transfer_free(struct ash_transfer *transfer);

#endif
