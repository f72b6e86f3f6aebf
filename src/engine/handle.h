/*
 * handle: a libcurl easy handle, set up as every transfer of a session needs
 * it. TLS verification is only ever switched on.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ASH_HANDLE_H
#define ASH_HANDLE_H

#include "engine/flood.h"
#include "engine/sockets.h"
#include "engine/transfer.h"

struct ash_handle_options {
    const char *base_url; /* without a slash at the end */
    const char *user_agent;
    const char *ca_file; /* NULL: the system's */
    const char *proxy;   /* NULL: as the environment says */
    long connect_timeout_ms;
};

/* Copies of the options, which all handles of a session share. Zeroed, it is
 * closed. */
struct ash_settings {
    struct ash_buf base_url;
    struct ash_buf user_agent;
    struct ash_buf ca_file;
    struct ash_buf proxy; /* may hold a password */
    long connect_timeout_ms;
    int is_plain; /* whether the last answer was not compressed */
    struct ash_sockets sockets;
    struct ash_flood flood;
};

enum ash_status ash_settings_open(struct ash_settings *settings,
                                  const struct ash_handle_options *options);

/* Wipes and frees; no handle may use these settings any more. */
void ash_settings_close(struct ash_settings *settings);

/* Makes a handle with the settings, which the caller frees with
 * curl_easy_cleanup. On failure ASH_NO_MEMORY or ASH_UNSUPPORTED, and NULL. */
enum ash_status ash_handle_new(struct ash_settings *settings, CURL **easy);

/* Points the handle at a transfer: its request, its buffers, its timeout. */
enum ash_status ash_handle_aim(struct ash_settings *settings, CURL *easy,
                               struct ash_transfer *transfer);

/* Copies the outcome from the handle to the transfer, and ends that. */
void ash_handle_read(CURL *easy, struct ash_transfer *transfer, CURLcode code);

/* Detaches the handle from a transfer that has ended. */
void ash_handle_rest(CURL *easy);

#endif
