/*
 * handle: a libcurl easy handle, set up the way every transfer of a session
 * wants it. The one file that sets options of libcurl; TLS verification is
 * only ever set on.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ASH_HANDLE_H
#define ASH_HANDLE_H

#include "engine/sockets.h"
#include "engine/transfer.h"

struct ash_handle_options {
    const char *base_url; /* without a slash at its end */
    const char *user_agent;
    const char *ca_file; /* NULL: the system's */
    const char *proxy;   /* NULL: what the environment says */
    long connect_timeout_ms;
};

/* The same, as all handles of a session share it. Zeroed, it is closed. */
struct ash_settings {
    struct ash_buf base_url;
    struct ash_buf user_agent;
    struct ash_buf ca_file;
    struct ash_buf proxy; /* may hold a password */
    long connect_timeout_ms;
    struct ash_sockets sockets;
};

enum ash_status ash_settings_open(struct ash_settings *settings,
                                  const struct ash_handle_options *options);

/* Wipes and frees; no handle with these settings may be left. */
void ash_settings_close(struct ash_settings *settings);

/* A handle with the settings; ASH_NO_MEMORY or ASH_UNSUPPORTED, and NULL. The
 * caller frees it with curl_easy_cleanup. */
enum ash_status ash_handle_new(struct ash_settings *settings, CURL **easy);

/* Points the handle at a transfer: its request, its buffers, its time. */
enum ash_status ash_handle_aim(CURL *easy, struct ash_transfer *transfer);

/* Takes what the handle knows of the answer into the transfer, which ends. */
void ash_handle_read(CURL *easy, struct ash_transfer *transfer, CURLcode code);

/* Lets go of all that belongs to a transfer, when that has ended. */
void ash_handle_rest(CURL *easy);

#endif
