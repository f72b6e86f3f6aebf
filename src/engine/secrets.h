/*
 * secrets: what must never be shown: the secrets that a transfer carries, and
 * what they are as hex and base64. A server may echo what it was sent, and
 * libcurl quotes addresses in its messages. The list has normal forms (hide.h).
 * Zeroed, it is valid and empty; it owns its bytes, which are overwritten when
 * it is wiped.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ASH_SECRETS_H
#define ASH_SECRETS_H

#include "engine/hide.h"

struct ash_secrets {
    struct ash_secret *list;
    int count;
    int capacity;
};

/* Fewer than 4 bytes are left out: they are no key, and occur in any text. */
enum ash_status ash_secrets_add(struct ash_secrets *secrets, const char *secret,
                                size_t length);

/* Adds the user and the password in the address of a proxy: as written there,
 * decoded, and as in the header line. A user without a password is a secret, any
 * other one a name. NULL adds nothing. */
enum ash_status ash_secrets_add_proxy(struct ash_secrets *secrets,
                                      const char *address);

/* Overwrites each occurrence in text with stars. */
void ash_secrets_hide(const struct ash_secrets *secrets, char *text,
                      size_t length);

void ash_secrets_wipe(struct ash_secrets *secrets);

/* Appends data as base64. The room should be reserved before: growing would
 * leave copies in freed memory. */
enum ash_status ash_secrets_base64(struct ash_buf *buf, const char *data,
                                   size_t length);

#endif
