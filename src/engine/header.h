/*
 * header: the header lines that every request of a session carries, among
 * them the one with the secret. References are counted: a transfer keeps the
 * set it was sent with when the session gets another. The lines are overwritten
 * when the last reference is released. Also reads the headers of an answer.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ASH_HEADER_H
#define ASH_HEADER_H

#include "engine/libcurl.h"
#include "engine/secrets.h"

struct ash_header_set {
    int references;
    struct curl_slist *lines;
    struct ash_secrets secrets; /* the lines' and the proxy's */
};

enum ash_auth {
    ASH_AUTH_NONE,
    ASH_AUTH_BASIC, /* secret is the user name, the password is empty */
    ASH_AUTH_BEARER /* secret is a token */
};

struct ash_header_options {
    enum ash_auth auth;
    const char *secret;
    size_t secret_length;
    const char *const *lines; /* further "Name: value" lines, then NULL */
    const char *proxy;        /* its address, for the secrets in it, or NULL */
};

/* ASH_OK and a set with one reference, or ASH_NO_MEMORY and NULL. */
enum ash_status ash_header_set_new(const struct ash_header_options *options,
                                   struct ash_header_set **set);

struct ash_header_set *ash_header_set_keep(struct ash_header_set *set);

/* Accepts NULL. The last release wipes and frees. */
void ash_header_set_release(struct ash_header_set *set);

/* The value of the last header of that name (any case) in the lines of an
 * answer; 0 when there is none. */
int ash_header_find(const struct ash_buf *head, const char *name,
                    const char **value, size_t *length);

/* How many times the body is compressed as this line of an answer says. It
 * matters because unpacking nested compression could take any length of time.
 */
int ash_header_codings(const char *line, size_t length);

/* Whether the lines are complete: an empty one ends them. */
int ash_header_is_whole(const struct ash_buf *head);

#endif
