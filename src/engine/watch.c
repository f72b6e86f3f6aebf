/*
 * watch: the list of sockets is an array of struct pollfd, so that poll takes
 * it as it is. Freed with the session.
 *
 * SPDX-License-Identifier: MIT
 */
#include "engine/watch.h"

#include <stdlib.h>

static int grow(struct ash_session *s, size_t capacity)
{
    struct pollfd *const watches = realloc(s->watches,
                                           capacity * sizeof *watches);

    if (watches == NULL)
        return 0;
    s->watches = watches;
    s->watch_capacity = capacity;
    return 1;
}

enum ash_status ash_watch_open(struct ash_session *s)
{
    const size_t capacity = (size_t)s->max_in_flight * 2 + 8;

    return grow(s, capacity) ? ASH_OK : ASH_NO_MEMORY;
}

void ash_watch_close(struct ash_session *s)
{
    free(s->watches);
    s->watches = NULL;
    s->watch_count = s->watch_capacity = 0;
}

static struct pollfd *find(struct ash_session *s, curl_socket_t socket)
{
    size_t i;

    for (i = 0; i < s->watch_count; i++)
        if (s->watches[i].fd == socket)
            return &s->watches[i];
    return NULL;
}

static struct pollfd *add(struct ash_session *s, curl_socket_t socket)
{
    if (s->watch_count == s->watch_capacity &&
        !grow(s, s->watch_capacity * 2 + 8))
        return NULL;
    s->watches[s->watch_count].fd = socket;
    s->watches[s->watch_count].revents = 0;
    return &s->watches[s->watch_count++];
}

static short events_of(int what)
{
    short events = 0;

    if (what == CURL_POLL_IN || what == CURL_POLL_INOUT)
        events |= POLLIN;
    if (what == CURL_POLL_OUT || what == CURL_POLL_INOUT)
        events |= POLLOUT;
    return events;
}

/* A list that cannot grow is noted and not reported to libcurl: it would
 * give up the whole multi handle. The session polls by time then. */
int ash_watch_socket(CURL *easy, curl_socket_t socket, int what, void *session,
                     void *unused)
{
    struct ash_session *const s = session;
    struct pollfd *watch = find(s, socket);

    (void)easy;
    (void)unused;
    if (what == CURL_POLL_REMOVE) {
        if (watch != NULL)
            *watch = s->watches[--s->watch_count];
        return 0;
    }
    if (watch == NULL)
        watch = add(s, socket);
    if (watch == NULL)
        s->no_watch = 1;
    else
        watch->events = events_of(what);
    return 0;
}

int ash_watch_timer(CURLM *multi, long timeout_ms, void *session)
{
    struct ash_session *const s = session;

    (void)multi;
    s->has_deadline = timeout_ms >= 0;
    if (s->has_deadline)
        s->deadline = ash_session_clock() + (double)timeout_ms / 1000;
    return 0;
}
