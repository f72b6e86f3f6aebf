/*
 * watch: what libcurl tells a session to wait for: sockets, and a time. It
 * only records; nobody is called.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ASH_WATCH_H
#define ASH_WATCH_H

#include "engine/session.h"

/* Room for the sockets of max_in_flight transfers; more grow by themselves. */
enum ash_status ash_watch_open(struct ash_session *session);

void ash_watch_close(struct ash_session *session);

/* libcurl's CURLMOPT_SOCKETFUNCTION and CURLMOPT_TIMERFUNCTION. */
int ash_watch_socket(CURL *easy, curl_socket_t socket, int what, void *session,
                     void *unused);
int ash_watch_timer(CURLM *multi, long timeout_ms, void *session);

#endif
