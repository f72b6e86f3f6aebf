/*
 * session: drives libcurl's multi handle through its socket interface. The
 * list of transfers is walked only while nobody else can change it. Closing
 * detaches every transfer, which lives on with its outcome.
 *
 * SPDX-License-Identifier: MIT
 */
#include "engine/session.h"

#include "engine/handle.h"
#include "engine/pin.h"
#include "engine/watch.h"

#include <assert.h>
#include <string.h>
#include <time.h>

#define MOST_HINT ((size_t)1024 * 1024)

double ash_session_clock(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* ---- the list ---- */

static void link_last(struct ash_session *s, struct ash_transfer *t)
{
    t->session = s;
    t->previous = s->last;
    t->next = NULL;
    *(s->last != NULL ? &s->last->next : &s->first) = t;
    s->last = t;
}

static void unlink_transfer(struct ash_session *s, struct ash_transfer *t)
{
    *(t->previous != NULL ? &t->previous->next : &s->first) = t->next;
    *(t->next != NULL ? &t->next->previous : &s->last) = t->previous;
    t->session = NULL;
    t->previous = t->next = NULL;
    s->ended++;
}

/* ---- handles ---- */

static CURL *take_handle(struct ash_session *s)
{
    if (s->idle_count > 0)
        return s->idle[--s->idle_count];
    return ash_handle_new(s);
}

static void give_handle(struct ash_session *s, CURL *easy)
{
    if (s->idle_count < ASH_IDLE_HANDLES)
        s->idle[s->idle_count++] = easy;
    else
        curl_easy_cleanup(easy);
}

/* Takes a running transfer's handle out of libcurl. A handle that was stopped
 * half-way is not used again. */
static void recall(struct ash_session *s, struct ash_transfer *t)
{
    CURL *const easy = t->easy;

    if (t->state == ASH_TRANSFER_RUNNING)
        s->in_flight--;
    if (easy == NULL)
        return;
    curl_multi_remove_handle(s->multi, easy);
    curl_easy_cleanup(easy);
    t->easy = NULL;
}

/* ---- beginning and ending of transfers ---- */

static void finish(struct ash_session *s, struct ash_transfer *t, CURLcode code)
{
    CURL *const easy = t->easy;

    ash_transfer_finish(t, code);
    s->body_hint = t->body.length < MOST_HINT ? t->body.length : MOST_HINT;
    s->in_flight--;
    unlink_transfer(s, t);
    if (easy == NULL)
        return;
    curl_multi_remove_handle(s->multi, easy);
    ash_handle_rest(easy);
    give_handle(s, easy);
}

static void start(struct ash_session *s, struct ash_transfer *t)
{
    CURL *const easy = take_handle(s);

    s->in_flight++;
    t->status = ash_transfer_start(t, easy);
    if (t->status == ASH_OK &&
        curl_multi_add_handle(s->multi, easy) == CURLM_OK)
        return;
    finish(s, t, CURLE_OUT_OF_MEMORY);
}

/* The queue is the list's transfers that do not run yet, in order. */
static void start_queued(struct ash_session *s)
{
    struct ash_transfer *t = s->first;

    while (t != NULL && s->in_flight < s->max_in_flight) {
        struct ash_transfer *const next = t->next;

        if (t->state == ASH_TRANSFER_QUEUED)
            start(s, t);
        t = next;
    }
}

void ash_session_add(struct ash_session *s, struct ash_transfer *t)
{
    link_last(s, t);
    if (s->in_flight < s->max_in_flight)
        start(s, t);
}

void ash_session_remove(struct ash_session *s, struct ash_transfer *t)
{
    assert(t->session == s);
    recall(s, t);
    unlink_transfer(s, t);
    t->state = ASH_TRANSFER_DONE;
    t->status = ASH_CANCELLED;
    start_queued(s);
}

/* ---- opening and closing ---- */

static enum ash_status open_multi(struct ash_session *s)
{
    s->multi = curl_multi_init();
    if (s->multi == NULL)
        return ASH_NO_MEMORY;
    curl_multi_setopt(s->multi, CURLMOPT_SOCKETFUNCTION, ash_watch_socket);
    curl_multi_setopt(s->multi, CURLMOPT_SOCKETDATA, s);
    curl_multi_setopt(s->multi, CURLMOPT_TIMERFUNCTION, ash_watch_timer);
    curl_multi_setopt(s->multi, CURLMOPT_TIMERDATA, s);
    return ASH_OK;
}

static enum ash_status copy(struct ash_buf *buf, const char *text)
{
    if (text == NULL)
        return ASH_OK;
    ash_buf_init(buf, strlen(text));
    return ash_buf_append(buf, text, strlen(text));
}

static enum ash_status copy_options(struct ash_session *s,
                                    const struct ash_session_options *options)
{
    enum ash_status status;

    s->connect_timeout_ms = options->connect_timeout_ms;
    s->max_body = options->max_body;
    s->max_in_flight = options->max_in_flight;
    status = copy(&s->base_url, options->base_url);
    if (status == ASH_OK)
        status = copy(&s->user_agent, options->user_agent);
    if (status == ASH_OK)
        status = copy(&s->ca_file, options->ca_file);
    if (status == ASH_OK)
        status = copy(&s->proxy, options->proxy);
    return status;
}

/* Both sets, or neither. */
static enum ash_status set_headers(struct ash_session *s,
                                   const struct ash_header_options *options)
{
    struct ash_header_options plain = *options;
    struct ash_header_set *set, *plain_set;
    enum ash_status status = ash_header_set_new(options, &set);

    if (status != ASH_OK)
        return status;
    plain.auth = ASH_AUTH_NONE;
    status = ash_header_set_new(&plain, &plain_set);
    if (status != ASH_OK) {
        ash_header_set_release(set);
        return status;
    }
    ash_header_set_release(s->headers);
    ash_header_set_release(s->plain);
    s->headers = set;
    s->plain = plain_set;
    return ASH_OK;
}

enum ash_status ash_session_open(struct ash_session *s,
                                 const struct ash_session_options *options)
{
    enum ash_status status;

    assert(s->multi == NULL);
    ash_pin();
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
        return ASH_NO_MEMORY;
    status = copy_options(s, options);
    if (status == ASH_OK)
        status = ash_watch_open(s);
    if (status == ASH_OK)
        status = set_headers(s, &options->headers);
    if (status == ASH_OK)
        status = open_multi(s);
    if (status != ASH_OK)
        ash_session_close(s);
    return status;
}

static void close_transfers(struct ash_session *s, enum ash_status status)
{
    while (s->first != NULL) {
        struct ash_transfer *const t = s->first;

        recall(s, t);
        t->status = status;
        ash_transfer_finish(t, CURLE_OK);
        unlink_transfer(s, t);
    }
}

static void close_handles(struct ash_session *s)
{
    while (s->idle_count > 0)
        curl_easy_cleanup(s->idle[--s->idle_count]);
    if (s->multi != NULL)
        curl_multi_cleanup(s->multi);
    s->multi = NULL;
}

void ash_session_close(struct ash_session *s)
{
    unsigned ended;

    close_transfers(s, ASH_CLOSED);
    ended = s->ended + 1; /* who waits without a transfer learns of it, too */
    close_handles(s);
    ash_watch_close(s);
    ash_header_set_release(s->headers);
    ash_header_set_release(s->plain);
    ash_buf_free(&s->base_url);
    ash_buf_free(&s->user_agent);
    ash_buf_free(&s->ca_file);
    ash_buf_wipe(&s->proxy);
    memset(s, 0, sizeof *s);
    s->ended = ended;
}

enum ash_status ash_session_headers(struct ash_session *s,
                                    const struct ash_header_options *options)
{
    return s->multi == NULL ? ASH_CLOSED : set_headers(s, options);
}

/* ---- moving ---- */

/* A multi handle that failed is of no more use: what runs ends, and the next
 * transfers get a new one. */
static void renew_multi(struct ash_session *s)
{
    close_transfers(s, ASH_NO_MEMORY);
    close_handles(s);
    s->watch_count = 0;
    s->has_deadline = s->no_watch = s->broken = 0;
    open_multi(s);
}

static void act(struct ash_session *s, curl_socket_t socket, int events)
{
    int running;

    if (curl_multi_socket_action(s->multi, socket, events, &running) !=
        CURLM_OK)
        s->broken = 1;
}

/* The list may change while libcurl acts: the number is read each time, and
 * an entry that moves down is met at the next step. */
static void act_on_sockets(struct ash_session *s)
{
    size_t i;

    for (i = 0; i < s->watch_count && !s->broken; i++) {
        const struct pollfd watch = s->watches[i];
        int events = 0;

        s->watches[i].revents = 0;
        if (watch.revents & POLLIN)
            events |= CURL_CSELECT_IN;
        if (watch.revents & POLLOUT)
            events |= CURL_CSELECT_OUT;
        if (watch.revents & (POLLERR | POLLHUP | POLLNVAL))
            events |= CURL_CSELECT_IN | CURL_CSELECT_ERR;
        if (events != 0)
            act(s, watch.fd, events);
    }
}

static void take_messages(struct ash_session *s)
{
    CURLMsg *message;
    int left;

    while ((message = curl_multi_info_read(s->multi, &left)) != NULL) {
        char *transfer = NULL;
        const CURLcode code = message->data.result;

        if (message->msg != CURLMSG_DONE)
            continue;
        curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &transfer);
        finish(s, (struct ash_transfer *)(void *)transfer, code);
    }
}

static double until_deadline(const struct ash_session *s)
{
    const double left = s->deadline - ash_session_clock();

    return left > 0 ? left : 0;
}

void ash_session_step(struct ash_session *s)
{
    if (s->multi == NULL)
        return;
    if (!s->polled && s->watch_count > 0)
        poll(s->watches, (nfds_t)s->watch_count, 0);
    s->polled = 0;
    act_on_sockets(s);
    if (s->has_deadline && until_deadline(s) <= 0) {
        s->has_deadline = 0;
        act(s, CURL_SOCKET_TIMEOUT, 0);
    }
    take_messages(s);
    if (s->broken || s->no_watch)
        renew_multi(s);
    start_queued(s);
}

double ash_session_due(const struct ash_session *s)
{
    return s->has_deadline ? until_deadline(s) : -1;
}

int ash_session_poll(struct ash_session *s, double seconds)
{
    const double due = ash_session_due(s);
    double wait = seconds;
    int ready;

    if (s->multi == NULL)
        return 0;
    if (due >= 0 && due < wait)
        wait = due;
    if (wait > 3600)
        wait = 3600;
    ready = poll(s->watches, (nfds_t)s->watch_count,
                 (int)(wait * 1000 + 0.999));
    s->polled = ready >= 0;
    return ready > 0 || (s->has_deadline && until_deadline(s) <= 0);
}
