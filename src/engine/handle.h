/*
 * handle: a libcurl easy handle, set up the way every transfer of a session
 * wants it. The one file that sets options of libcurl; TLS verification is
 * only ever set on.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ASH_HANDLE_H
#define ASH_HANDLE_H

#include "engine/transfer.h"

/* A handle with the session's options, or NULL. The caller frees it with
 * curl_easy_cleanup. */
CURL *ash_handle_new(const struct ash_session *session);

/* Points the handle at a transfer: its request, its buffers, its time. */
enum ash_status ash_handle_aim(CURL *easy, struct ash_transfer *transfer);

/* Lets go of all that belongs to a transfer, when that has ended. */
void ash_handle_rest(CURL *easy);

/* What an outcome of libcurl means here. */
enum ash_status ash_handle_status(CURLcode code);

#endif
