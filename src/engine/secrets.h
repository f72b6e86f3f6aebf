/*
 * secrets: what must never show, and how it is hidden in a text: the secrets
 * that one transfer carries, each as given and percent-encoded. A server may
 * echo what it was sent, and libcurl quotes addresses. Zeroed, it is valid and
 * empty; the bytes are its own and are overwritten when it is wiped.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ASH_SECRETS_H
#define ASH_SECRETS_H

#include "engine/buf.h"

struct ash_secrets {
    struct ash_buf *list;
    int count;
    int capacity;
};

/* Short ones are left out: they stand in any sentence, and are no keys. */
enum ash_status ash_secrets_add(struct ash_secrets *secrets, const char *secret,
                                size_t length);

/* The user and the password in the address of a proxy: as written there, as
 * they mean, and as the header line has them. NULL: nothing. */
enum ash_status ash_secrets_add_proxy(struct ash_secrets *secrets,
                                      const char *address);

/* Overwrites each of them in text with stars. */
void ash_secrets_hide(const struct ash_secrets *secrets, char *text,
                      size_t length);

void ash_secrets_wipe(struct ash_secrets *secrets);

/* Appends data as base64. The buffer should have its room reserved, so that
 * growing leaves no copy behind. */
enum ash_status ash_secrets_base64(struct ash_buf *buf, const char *data,
                                   size_t length);

#endif
