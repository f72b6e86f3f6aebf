/*
 * outcome: a table of libcurl's codes, and the cases that it alone cannot tell
 * apart.
 *
 * SPDX-License-Identifier: MIT
 */
#include "engine/outcome.h"

#include <stdlib.h>
#include <string.h>

#define LONG_LINE ((size_t)256 * 1024)

/* CURLE_TOO_LARGE, since 8.6: a header line that is too long. */
#define NEW_TOO_LARGE ((CURLcode)100)

/* clang-format off */
static const struct {
    CURLcode code;
    enum ash_status status;
} OUTCOMES[] = {
    {CURLE_OK,                       ASH_OK},
    {CURLE_OUT_OF_MEMORY,            ASH_NO_MEMORY},
    {CURLE_URL_MALFORMAT,            ASH_BAD_URL},
    {CURLE_COULDNT_RESOLVE_HOST,     ASH_RESOLVE},
    {CURLE_COULDNT_RESOLVE_PROXY,    ASH_RESOLVE},
    {CURLE_COULDNT_CONNECT,          ASH_CONNECT},
    {CURLE_OPERATION_TIMEDOUT,       ASH_TIMEOUT},
    {CURLE_SSL_CONNECT_ERROR,        ASH_TLS},
    {CURLE_PEER_FAILED_VERIFICATION, ASH_TLS},
    {CURLE_SSL_CACERT_BADFILE,       ASH_TLS},
    {CURLE_SSL_CERTPROBLEM,          ASH_TLS},
    {CURLE_SSL_CIPHER,               ASH_TLS},
    {CURLE_SSL_ISSUER_ERROR,         ASH_TLS},
    {CURLE_SSL_INVALIDCERTSTATUS,    ASH_TLS},
    {CURLE_SEND_ERROR,               ASH_SEND},
    {CURLE_GOT_NOTHING,              ASH_NO_ANSWER},
    {CURLE_PARTIAL_FILE,             ASH_CUT_OFF},
    {CURLE_BAD_CONTENT_ENCODING,     ASH_BAD_ENCODING},
    {CURLE_WEIRD_SERVER_REPLY,       ASH_BAD_HTTP},
    {CURLE_UNSUPPORTED_PROTOCOL,     ASH_BAD_HTTP},
    {CURLE_WRITE_ERROR,              ASH_BAD_HTTP},
    {NEW_TOO_LARGE,                  ASH_HEADER_LIMIT},
};
/* clang-format on */

static enum ash_status status_of(CURLcode code)
{
    size_t i;

    for (i = 0; i < sizeof OUTCOMES / sizeof *OUTCOMES; i++)
        if (OUTCOMES[i].code == code)
            return OUTCOMES[i].status;
    return ASH_NETWORK;
}

/* Whether the answer had begun and its header lines had not ended. */
static int is_in_head(CURL *easy, const struct ash_transfer *t)
{
    double first_byte = 0;

    curl_easy_getinfo(easy, CURLINFO_STARTTRANSFER_TIME, &first_byte);
    return first_byte > 0 && !ash_header_is_whole(&t->head);
}

/* Whether there is room for more than the longest line that libcurl takes. */
static int has_memory(void)
{
    void *const room = malloc(LONG_LINE);

    free(room);
    return room != NULL;
}

/* clang-format off */
static const struct {
    const char *words;
    enum ash_status status;
} RECEIVE_ERRORS[] = {
    {"Out of memory",      ASH_HEADER_LIMIT},
    {"response too large", ASH_HEADER_LIMIT}, /* of a proxy, to CONNECT */
    {"returned -902",      ASH_HEADER_LIMIT}, /* ours, in a header of HTTP/2 */
    {"returned -905",      ASH_FLOOD},        /* the HTTP/2 library's own */
    {"chunk",              ASH_BAD_HTTP},
};
/* clang-format on */

static enum ash_status status_of_words(const char *detail)
{
    size_t i;

    for (i = 0; i < sizeof RECEIVE_ERRORS / sizeof *RECEIVE_ERRORS; i++)
        if (strstr(detail, RECEIVE_ERRORS[i].words) != NULL)
            return RECEIVE_ERRORS[i].status;
    return ASH_RECEIVE;
}

/* A limit, unless memory is really short. */
static enum ash_status limit_of(enum ash_status status)
{
    return status == ASH_HEADER_LIMIT && !has_memory() ? ASH_NO_MEMORY : status;
}

static enum ash_status told(struct ash_transfer *t, enum ash_status status,
                            const char *words)
{
    t->detail[0] = '\0';
    strncat(t->detail, words, sizeof t->detail - 1);
    return status;
}

/* Five codes of libcurl have several meanings, or no words. Older versions report
 * a header line that is too long as out of memory. After a failure to receive,
 * only the message tells which it was. Bytes after the end of a compressed body
 * (padding, a second member) are reported as a failure to write, as is what a
 * callback has stopped: a 101 is an answer, though not to this request. Over
 * HTTP/2 "nothing" means that the library has closed the connection without giving
 * a reason (a server that does so cuts its answer off). */
enum ash_status ash_outcome_status(CURL *easy, struct ash_transfer *t,
                                   CURLcode code)
{
    if (code == CURLE_OUT_OF_MEMORY && is_in_head(easy, t))
        return limit_of(ASH_HEADER_LIMIT);
    if (code == CURLE_RECV_ERROR)
        return limit_of(status_of_words(t->detail));
    if (code == CURLE_GOT_NOTHING && t->is_http2 == 1)
        return told(t, ASH_BAD_HTTP,
                    "it breaks the rules of HTTP/2, or sends a header line of "
                    "more than 64 KiB");
    if (code == CURLE_HTTP2 && t->detail[0] == '\0')
        return told(t, ASH_NETWORK, "the HTTP/2 connection was ended");
    if (code == CURLE_WRITE_ERROR && t->http_status == 101)
        return ASH_OK;
    if (code == CURLE_WRITE_ERROR && t->codings > 0)
        return ASH_BAD_ENCODING;
    return status_of(code);
}
