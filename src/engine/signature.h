/*
 * signature: HMAC-SHA256 of a webhook's body, by the OpenSSL that libcurl uses.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ASH_SIGNATURE_H
#define ASH_SIGNATURE_H

#include "engine/status.h"

#define ASH_SIGNATURE_LENGTH 64 /* hex digits */

/* Writes the lower-case hex digits, without a NUL. ASH_OK or ASH_NO_MEMORY. */
enum ash_status ash_signature_sign(const char *secret, size_t secret_length,
                                   const char *body, size_t length,
                                   char *digits);

/* Takes a time that does not depend on where the two differ. */
int ash_signature_equal(const char *a, const char *b, size_t length);

#endif
