/*
 * sockets: the connections that libcurl keeps for a session, by number. No
 * program that the host starts inherits one, and a fork can let go of its
 * copies without a word to the other side. Zeroed, it is valid and empty.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ASH_SOCKETS_H
#define ASH_SOCKETS_H

#include "engine/libcurl.h"
#include "engine/status.h"

struct ash_socket {
    curl_socket_t fd;
    int is_quiet; /* between two answers nothing comes: HTTP/1 */
};

struct ash_sockets {
    struct ash_socket *list;
    size_t count;
    size_t capacity;
};

/* Has libcurl open and close the sockets of a handle through the list. */
CURLcode ash_sockets_attach(struct ash_sockets *sockets, CURL *easy);

/* Takes note of the connection over which a handle had an answer. */
void ash_sockets_note(struct ash_sockets *sockets, CURL *easy);

/* Shuts a connection down that nobody uses, when bytes wait on it: an answer
 * that was not asked for would be read as the next one's. libcurl then opens
 * another. */
void ash_sockets_check(const struct ash_socket *idle);

/* Closes them all: their connections live on where another process has them. */
void ash_sockets_abandon(struct ash_sockets *sockets);

/* A multi handle whose own descriptors are not inherited, or NULL. */
CURLM *ash_sockets_multi(void);

/* A descriptor that libcurl waits for: where it is one of a pair that libcurl
 * made for itself, both are not inherited. */
void ash_sockets_hide(curl_socket_t descriptor);

void ash_sockets_free(struct ash_sockets *sockets);

#endif
