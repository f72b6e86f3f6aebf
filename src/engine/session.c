/*
 * session: drives libcurl's multi handle through its socket interface. The
 * list of transfers is walked only while nobody else can change it. Closing
 * detaches every transfer, which lives on with its outcome.
 *
 * SPDX-License-Identifier: MIT
 */
#include "engine/session.h"

#include "engine/pin.h"
#include "engine/sigpipe.h"

#include <assert.h>
#include <string.h>
#include <unistd.h>

/* The next body is expected to be as long as the last one, up to this: one
 * large answer must not make every later one reserve as much. */
#define MOST_HINT ((size_t)1024 * 1024)

/* ---- the list ---- */

static void link_last(struct ash_session *s, struct ash_transfer *t)
{
    t->owner = s;
    t->previous = s->last;
    t->next = NULL;
    *(s->last != NULL ? &s->last->next : &s->first) = t;
    s->last = t;
}

static void unlink_transfer(struct ash_session *s, struct ash_transfer *t)
{
    *(t->previous != NULL ? &t->previous->next : &s->first) = t->next;
    *(t->next != NULL ? &t->next->previous : &s->last) = t->previous;
    t->owner = NULL;
    t->previous = t->next = NULL;
    s->ended++;
}

/* ---- beginning and ending of transfers ---- */

/* Takes a transfer's handle back from libcurl. A handle that was stopped
 * half-way is not used again. */
static void recall(struct ash_session *s, struct ash_transfer *t)
{
    CURL *const easy = t->easy;

    if (t->phase == ASH_TRANSFER_RUNNING)
        s->in_flight--;
    if (easy == NULL)
        return;
    curl_multi_remove_handle(s->multi, easy);
    curl_easy_cleanup(easy);
    t->easy = NULL;
}

/* The outcome is read before the handle leaves the multi handle, which makes
 * libcurl forget it. */
static void finish(struct ash_session *s, struct ash_transfer *t, CURLcode code)
{
    CURL *const easy = t->easy;

    if (code != CURLE_OK && t->status == ASH_OK && s->settings.flood.is_cut)
        t->status = ASH_FLOOD;
    ash_handle_read(easy, t, code);
    ash_sockets_note(&s->settings.sockets, easy);
    s->settings.is_plain = code == CURLE_OK && t->codings == 0;
    s->body_hint = t->body.length < MOST_HINT ? t->body.length : MOST_HINT;
    s->in_flight--;
    unlink_transfer(s, t);
    curl_multi_remove_handle(s->multi, easy);
    ash_pool_give(&s->pool, easy);
}

static enum ash_status hand_over(struct ash_session *s, struct ash_transfer *t)
{
    enum ash_status status = ash_pool_take(&s->pool, &s->settings, &t->easy);

    if (status == ASH_OK)
        status = ash_handle_aim(&s->settings, t->easy, t);
    if (status == ASH_OK &&
        curl_multi_add_handle(s->multi, t->easy) != CURLM_OK)
        status = ASH_NO_MEMORY;
    return status;
}

static void start(struct ash_session *s, struct ash_transfer *t)
{
    enum ash_status status;

    t->phase = ASH_TRANSFER_RUNNING;
    t->body_hint = s->body_hint;
    s->in_flight++;
    status = hand_over(s, t);
    s->is_starting = 1;
    if (status == ASH_OK)
        return;
    recall(s, t);
    ash_transfer_end(t, status);
    unlink_transfer(s, t);
}

/* The queue is those transfers of the list that do not run yet, in order. The
 * next one is read before a start, which may fail and unlink its transfer. */
static void start_queued(struct ash_session *s)
{
    struct ash_transfer *t = s->first;

    while (t != NULL && s->in_flight < s->max_in_flight) {
        struct ash_transfer *const next = t->next;

        if (t->phase == ASH_TRANSFER_QUEUED)
            start(s, t);
        t = next;
    }
}

/* From the front each time, so that the list is whole between two steps. */
static void end_all(struct ash_session *s, enum ash_status status)
{
    while (s->first != NULL) {
        struct ash_transfer *const t = s->first;

        recall(s, t);
        t->status = status; /* over what a callback may have noted */
        ash_transfer_end(t, status);
        unlink_transfer(s, t);
    }
}

/* ---- opening and closing ---- */

static enum ash_status open_multi(struct ash_session *s)
{
    s->multi = ash_sockets_multi();
    if (s->multi == NULL)
        return ASH_NO_MEMORY;
    s->owner = getpid();
    s->broken = 0;
    ash_watch_attach(&s->watches, s->multi);
    return ASH_OK;
}

/* Both sets, or neither. */
static enum ash_status set_headers(struct ash_session *s,
                                   const struct ash_header_options *options)
{
    struct ash_header_options given = *options;
    struct ash_header_set *set, *plain_set;
    enum ash_status status;

    given.proxy = s->settings.proxy.data;
    status = ash_header_set_new(&given, &set);
    if (status != ASH_OK)
        return status;
    given.auth = ASH_AUTH_NONE;
    status = ash_header_set_new(&given, &plain_set);
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
    s->max_body = options->max_body;
    s->max_in_flight = options->max_in_flight;
    status = ash_settings_open(&s->settings, &options->handle);
    if (status == ASH_OK)
        status = ash_watch_open(&s->watches, (size_t)s->max_in_flight * 2 + 8);
    if (status == ASH_OK)
        status = set_headers(s, &options->headers);
    if (status == ASH_OK)
        status = open_multi(s);
    if (status != ASH_OK)
        ash_session_close(s);
    return status;
}

static void close_handles(struct ash_session *s)
{
    ash_pool_close(&s->pool);
    if (s->multi != NULL)
        curl_multi_cleanup(s->multi);
    s->multi = NULL;
}

/* The handles of another process are not cleaned up: that would end its TLS
 * connections with a message to the server. Their memory is the price of a
 * fork; only our copies of the sockets are closed. */
static void leave_handles(struct ash_session *s)
{
    struct ash_transfer *t;

    for (t = s->first; t != NULL; t = t->next)
        t->easy = NULL;
    ash_pool_leave(&s->pool);
    s->multi = NULL;
    ash_sockets_abandon(&s->settings.sockets);
}

/* After a fork the child takes over its copy of the session. Checked at each
 * call by the process id, the one thing that every fork changes. */
static void own(struct ash_session *s)
{
    if (s->multi == NULL || s->owner == getpid())
        return;
    leave_handles(s);
    end_all(s, ASH_FOREIGN);
    open_multi(s);
}

static void close_session(struct ash_session *s)
{
    unsigned ended;

    end_all(s, ASH_CLOSED);
    ended = s->ended + 1; /* so that a wait without a transfer ends, too */
    close_handles(s);
    ash_watch_close(&s->watches);
    ash_header_set_release(s->headers);
    ash_header_set_release(s->plain);
    ash_settings_close(&s->settings);
    memset(s, 0, sizeof *s);
    s->ended = ended;
}

void ash_session_close(struct ash_session *s)
{
    struct ash_sigpipe held;

    own(s);
    ash_sigpipe_hold(&held);
    close_session(s);
    ash_sigpipe_release(&held);
}

enum ash_status ash_session_headers(struct ash_session *s,
                                    const struct ash_header_options *options)
{
    return s->multi == NULL ? ASH_CLOSED : set_headers(s, options);
}

/* ---- requests ---- */

static void begin(struct ash_session *s, struct ash_transfer *t)
{
    ash_buf_init(&t->body, s->max_body);
    link_last(s, t);
    if (s->in_flight < s->max_in_flight)
        start(s, t);
}

enum ash_status ash_session_begin(struct ash_session *s, struct ash_transfer *t,
                                  const struct ash_request *request)
{
    enum ash_status status;

    own(s);
    if (s->multi == NULL)
        return ASH_CLOSED;
    status = ash_transfer_prepare(t, &s->settings.base_url,
                                  request->anonymous ? s->plain : s->headers,
                                  request);
    if (status != ASH_OK)
        return status;
    begin(s, t); /* libcurl sends only when it acts */
    return ASH_OK;
}

static void cancel(struct ash_session *s, struct ash_transfer *t)
{
    recall(s, t);
    unlink_transfer(s, t);
    start_queued(s);
}

void ash_session_cancel(struct ash_transfer *t)
{
    struct ash_session *const s = t->owner;
    struct ash_sigpipe held;

    if (s != NULL) {
        own(s);
        ash_sigpipe_hold(&held);
        if (t->owner != NULL)
            cancel(s, t);
        ash_sigpipe_release(&held);
    }
    ash_transfer_free(t);
}

/* ---- moving ---- */

/* A multi handle that failed cannot be used again: its transfers end, and the
 * next ones get a new one. */
static void renew_multi(struct ash_session *s)
{
    end_all(s, ASH_NO_MEMORY);
    close_handles(s);
    open_multi(s);
}

/* An error here is one of the multi handle, not of a transfer. It is only noted
 * here: libcurl may be in the middle of its own list. */
static void act(struct ash_session *s, curl_socket_t socket, int events)
{
    int running;

    ash_flood_moved(&s->settings.flood);
    if (curl_multi_socket_action(s->multi, socket, events, &running) !=
        CURLM_OK)
        s->broken = 1;
}

static void act_on_sockets(struct ash_session *s)
{
    curl_socket_t socket;
    size_t at = 0;
    int events;

    while (!s->broken &&
           (events = ash_watch_next(&s->watches, &at, &socket)) != 0)
        act(s, socket, events);
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

/* The loop that drives the session may have waited by other means than ours:
 * then the sockets are polled here, without waiting. The deadline is cleared
 * before libcurl acts on it, since that may set the next one. */
static void step(struct ash_session *s)
{
    if (!s->watches.is_fresh && s->watches.count > 0)
        ash_watch_poll(&s->watches, 0);
    s->watches.is_fresh = 0;
    if (s->is_starting) /* libcurl chooses a connection when it acts next */
        ash_watch_check_idle(&s->watches, &s->settings.sockets);
    s->is_starting = 0;
    s->settings.flood.is_cut = 0;
    act_on_sockets(s);
    if (ash_watch_pass(&s->watches))
        act(s, CURL_SOCKET_TIMEOUT, 0);
    take_messages(s);
    if (s->broken || s->watches.is_short)
        renew_multi(s);
    start_queued(s);
}

/* Whether libcurl has nothing to do, for transfers or of its own. */
static int is_idle(const struct ash_session *s)
{
    return s->first == NULL && s->watches.count == 0 &&
           ash_watch_due(&s->watches) != 0;
}

void ash_session_step(struct ash_session *s)
{
    struct ash_sigpipe held;

    own(s);
    if (s->multi == NULL || is_idle(s))
        return;
    ash_sigpipe_hold(&held);
    step(s);
    ash_sigpipe_release(&held);
}

int ash_session_poll(struct ash_session *s, double seconds)
{
    own(s);
    return s->multi != NULL && ash_watch_poll(&s->watches, seconds);
}
