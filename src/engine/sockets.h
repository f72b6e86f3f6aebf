/*
 * sockets: the descriptors of the connections that libcurl keeps for a session.
 * No program that the host starts inherits one, and a forked child can close
 * its copies without a message to the server. Zeroed, it is valid and empty.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ASH_SOCKETS_H
#define ASH_SOCKETS_H

#include "engine/libcurl.h"
#include "engine/status.h"

struct ash_socket {
    curl_socket_t fd;
    int is_quiet; /* the server sends nothing between two answers: HTTP/1 */
};

struct ash_sockets {
    struct ash_socket *list;
    size_t count;
    size_t capacity;
};

/* Has libcurl open and close the sockets of a handle through the list. */
CURLcode ash_sockets_attach(struct ash_sockets *sockets, CURL *easy);

/* Notes the protocol of the connection that a handle had its answer from. */
void ash_sockets_note(struct ash_sockets *sockets, CURL *easy);

/* Shuts an idle connection down when bytes are waiting on it: an answer that
 * was not asked for would be read as the answer to the next request. libcurl
 * then opens another. */
void ash_sockets_check(const struct ash_socket *idle);

/* Closes the descriptors only: a connection that another process holds lives
 * on. */
void ash_sockets_abandon(struct ash_sockets *sockets);

/* A multi handle whose own descriptors are not inherited, or NULL. */
CURLM *ash_sockets_multi(void);

/* Given a descriptor that libcurl watches: when it is one of a pair that
 * libcurl made for itself, no started program inherits either of the two. */
void ash_sockets_hide(curl_socket_t descriptor);

void ash_sockets_free(struct ash_sockets *sockets);

#endif
