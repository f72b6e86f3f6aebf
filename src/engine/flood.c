/*
 * flood: sets a callback of OpenSSL for each TLS record, and one that makes
 * reading fail. Owns nothing. This works only where libcurl uses the same
 * OpenSSL that this module is linked with; otherwise nothing is set.
 *
 * SPDX-License-Identifier: MIT
 */
#include "engine/flood.h"

#include "engine/clock.h"

#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/ssl.h>
#include <string.h>

/* Seconds: of passed time, which is cheap to read, and after that of CPU time,
 * since a program that others have slowed down has not been flooded. */
#define HALF 0.25

void ash_flood_moved(struct ash_flood *f)
{
    f->since = ash_clock();
    f->work = 0;
}

static int is_flooded(struct ash_flood *f)
{
    if (ash_clock() - f->since < HALF)
        return 0;
    if (f->work > 0)
        return ash_clock_work() - f->work >= HALF;
    f->work = ash_clock_work();
    return 0;
}

/* Makes a read fail; other operations go on. */
static long on_read(BIO *bio, int what, const char *data, size_t length,
                    int number, long count, int result, size_t *done)
{
    struct ash_flood *const f = (void *)BIO_get_callback_arg(bio);

    (void)data;
    (void)length;
    (void)number;
    (void)count;
    (void)done;
    if (what != BIO_CB_READ)
        return result;
    f->is_cut = 1;
    return -1;
}

static void on_record(int is_sent, int version, int type, const void *data,
                      size_t length, SSL *ssl, void *flood)
{
    (void)version;
    (void)data;
    (void)length;
    if (SSL_in_init(ssl)) /* slow, on a slow machine, but it ends */
        ash_flood_moved(flood);
    if (is_sent || type != SSL3_RT_HEADER || !is_flooded(flood))
        return;
    BIO_set_callback_arg(SSL_get_rbio(ssl), flood);
    BIO_set_callback_ex(SSL_get_rbio(ssl), on_read);
}

static CURLcode on_context(CURL *easy, void *context, void *flood)
{
    (void)easy;
    SSL_CTX_set_msg_callback(context, on_record);
    SSL_CTX_set_msg_callback_arg(context, flood);
    return CURLE_OK;
}

/* To libcurl the library is "OpenSSL/3.0.15", to itself "OpenSSL 3.0.15 3 Sep
 * 2024". */
static int is_ours(void)
{
    static const char NAME[] = "OpenSSL/";
    const size_t name = sizeof NAME - 1;
    const char *const ours = OpenSSL_version(OPENSSL_VERSION);
    const char *const theirs = curl_version_info(CURLVERSION_NOW)->ssl_version;
    const size_t length = theirs != NULL ? strlen(theirs) : 0;

    return length > name && strncmp(theirs, NAME, name) == 0 &&
           strncmp(theirs + name, ours + name, length - name) == 0 &&
           ours[length] == ' ';
}

/* Where an option is not taken, there is no guard. */
CURLcode ash_flood_attach(struct ash_flood *f, CURL *easy)
{
    if (!is_ours() || curl_easy_setopt(easy, CURLOPT_SSL_CTX_FUNCTION,
                                       on_context) != CURLE_OK)
        return CURLE_OK;
    return curl_easy_setopt(easy, CURLOPT_SSL_CTX_DATA, f);
}

int ash_flood_is_http2(CURL *easy)
{
    struct curl_tlssessioninfo *info = NULL;
    const unsigned char *name = NULL;
    unsigned length = 0;

    if (!is_ours() ||
        curl_easy_getinfo(easy, CURLINFO_TLS_SSL_PTR, &info) != CURLE_OK)
        return -1;
    if (info == NULL || info->backend != CURLSSLBACKEND_OPENSSL ||
        info->internals == NULL)
        return 0;
    SSL_get0_alpn_selected(info->internals, &name, &length);
    return length == 2 && memcmp(name, "h2", 2) == 0;
}
