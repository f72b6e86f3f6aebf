/*
 * signature: HMAC-SHA256. Owns nothing.
 *
 * SPDX-License-Identifier: MIT
 */
#include "engine/signature.h"

#include "engine/buf.h"

#include <limits.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

enum ash_status ash_signature_sign(const char *secret, size_t secret_length,
                                   const char *body, size_t length,
                                   char *digits)
{
    static const char HEX[] = "0123456789abcdef";
    unsigned char code[EVP_MAX_MD_SIZE];
    unsigned size = 0, i;

    if (secret_length > INT_MAX ||
        HMAC(EVP_sha256(), secret, (int)secret_length,
             (const unsigned char *)body, length, code, &size) == NULL)
        return ASH_NO_MEMORY;
    for (i = 0; i < size && i * 2 < ASH_SIGNATURE_LENGTH; i++) {
        digits[i * 2] = HEX[code[i] >> 4];
        digits[i * 2 + 1] = HEX[code[i] & 15];
    }
    ash_wipe(code, sizeof code);
    return ASH_OK;
}

int ash_signature_equal(const char *a, const char *b, size_t length)
{
    return CRYPTO_memcmp(a, b, length) == 0;
}
