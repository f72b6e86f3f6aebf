/*
 * watch: the list of sockets is an array of struct pollfd, which poll takes as
 * it is. Freed with the session.
 *
 * A request that cannot be sent, when a server allows no stream, has libcurl
 * wait for a socket to become writable. That is always so, and every loop would
 * spin. After several such polls in a row sockets are asked whether they are
 * writable only now and then.
 *
 * SPDX-License-Identifier: MIT
 */
#include "engine/watch.h"

#include "engine/clock.h"

#include <stdlib.h>

#define LONGEST 3600 /* seconds; poll takes milliseconds in an int */

#define MOST_WRITES 32
#define PAUSE 0.005 /* seconds */

static int grow(struct ash_watches *w, size_t capacity)
{
    struct pollfd *const list = realloc(w->list, capacity * sizeof *list);
    short *wanted;

    if (list == NULL)
        return 0;
    w->list = list;
    wanted = realloc(w->wanted, capacity * sizeof *wanted);
    if (wanted == NULL)
        return 0;
    w->wanted = wanted;
    w->capacity = capacity;
    return 1;
}

enum ash_status ash_watch_open(struct ash_watches *w, size_t sockets)
{
    return grow(w, sockets) ? ASH_OK : ASH_NO_MEMORY;
}

void ash_watch_close(struct ash_watches *w)
{
    free(w->list);
    free(w->wanted);
    w->list = NULL;
    w->wanted = NULL;
    w->count = w->capacity = 0;
}

static struct pollfd *find(const struct ash_watches *w, curl_socket_t socket)
{
    size_t i;

    for (i = 0; i < w->count; i++)
        if (w->list[i].fd == socket)
            return &w->list[i];
    return NULL;
}

static struct pollfd *add(struct ash_watches *w, curl_socket_t socket)
{
    if (w->count == w->capacity && !grow(w, w->capacity * 2 + 8))
        return NULL;
    w->list[w->count].fd = socket;
    w->list[w->count].revents = 0;
    return &w->list[w->count++];
}

static void remove_watch(struct ash_watches *w, struct pollfd *watch)
{
    const size_t last = --w->count;

    w->wanted[watch - w->list] = w->wanted[last];
    *watch = w->list[last];
}

static void want(struct ash_watches *w, struct pollfd *watch, short events)
{
    w->wanted[watch - w->list] = events;
    watch->events = events;
    if (w->held > 0)
        watch->events &= ~POLLOUT;
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

/* That the list cannot grow is noted and not reported to libcurl, which would
 * give up the multi handle in the middle of this call. The session does so
 * after its step. */
static int on_socket(CURL *easy, curl_socket_t socket, int what, void *watches,
                     void *unused)
{
    struct ash_watches *const w = watches;
    struct pollfd *watch = find(w, socket);

    (void)easy;
    (void)unused;
    if (what == CURL_POLL_REMOVE) {
        if (watch != NULL)
            remove_watch(w, watch);
        return 0;
    }
    if (watch == NULL) {
        ash_sockets_hide(socket);
        watch = add(w, socket);
    }
    if (watch == NULL)
        w->is_short = 1;
    else
        want(w, watch, events_of(what));
    return 0;
}

static int on_timer(CURLM *multi, long timeout_ms, void *watches)
{
    struct ash_watches *const w = watches;

    (void)multi;
    w->has_deadline = timeout_ms >= 0;
    if (w->has_deadline)
        w->deadline = ash_clock() + (double)timeout_ms / 1000;
    return 0;
}

void ash_watch_attach(struct ash_watches *w, CURLM *multi)
{
    w->count = 0;
    w->has_deadline = w->is_short = w->is_fresh = 0;
    w->writes = 0;
    w->held = 0;
    curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, on_socket);
    curl_multi_setopt(multi, CURLMOPT_SOCKETDATA, w);
    curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, on_timer);
    curl_multi_setopt(multi, CURLMOPT_TIMERDATA, w);
}

double ash_watch_due(const struct ash_watches *w)
{
    double time = w->has_deadline ? w->deadline : w->held;
    double left;

    if (!w->has_deadline && !(w->held > 0))
        return -1;
    if (w->held > 0 && w->held < time)
        time = w->held;
    left = time - ash_clock();
    return left > 0 ? left : 0;
}

int ash_watch_pass(struct ash_watches *w)
{
    if (!w->has_deadline || w->deadline > ash_clock())
        return 0;
    w->has_deadline = 0;
    return 1;
}

/* Does not ask whether sockets are writable until a time; 0: asks again. */
static void hold(struct ash_watches *w, double until)
{
    size_t i;

    w->held = until;
    for (i = 0; i < w->count; i++)
        want(w, &w->list[i], w->wanted[i]);
}

/* Whether all sockets that moved are only writable. */
static int only_writes(const struct ash_watches *w)
{
    size_t i;

    for (i = 0; i < w->count; i++)
        if (w->list[i].revents & ~POLLOUT)
            return 0;
    return 1;
}

static void count_writes(struct ash_watches *w)
{
    if (!only_writes(w))
        w->writes = 0;
    else if (w->writes < MOST_WRITES)
        w->writes++;
    else
        hold(w, ash_clock() + PAUSE);
}

int ash_watch_poll(struct ash_watches *w, double seconds)
{
    double wait = seconds < LONGEST ? seconds : LONGEST;
    double due;
    int ready;

    if (w->held > 0 && w->held <= ash_clock())
        hold(w, 0);
    due = ash_watch_due(w);
    if (due >= 0 && due < wait)
        wait = due;
    ready = poll(w->list, (nfds_t)w->count, (int)(wait * 1000 + 0.999));
    w->is_fresh = ready >= 0;
    if (ready > 0)
        count_writes(w);
    return ready > 0 || ash_watch_due(w) == 0;
}

static int moves_of(short revents)
{
    int moves = 0;

    if (revents & POLLIN)
        moves |= CURL_CSELECT_IN;
    if (revents & POLLOUT)
        moves |= CURL_CSELECT_OUT;
    if (revents & (POLLERR | POLLHUP | POLLNVAL))
        moves |= CURL_CSELECT_IN | CURL_CSELECT_ERR;
    return moves;
}

int ash_watch_next(struct ash_watches *w, size_t *at, curl_socket_t *socket)
{
    while (*at < w->count) {
        struct pollfd *const watch = &w->list[(*at)++];
        const int moves = moves_of(watch->revents);

        watch->revents = 0;
        *socket = watch->fd;
        if (moves != 0)
            return moves;
    }
    return 0;
}

void ash_watch_check_idle(const struct ash_watches *w,
                          const struct ash_sockets *sockets)
{
    size_t i;

    for (i = 0; i < sockets->count; i++)
        if (find(w, sockets->list[i].fd) == NULL)
            ash_sockets_check(&sockets->list[i]);
}
