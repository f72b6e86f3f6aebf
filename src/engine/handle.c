/*
 * handle: sets the options of easy handles. Needs libcurl 7.62 (HTTP/2 over TLS
 * by default, multiplexing). Newer options are guarded by LIBCURL_VERSION_NUM,
 * and are tried first: the library in use may be older than the headers that
 * the module was built with.
 *
 * SPDX-License-Identifier: MIT
 */
#include "engine/handle.h"

#include "engine/outcome.h"

#include <string.h>

#define HEAD_LIMIT ((size_t)64 * 1024)
/* Libcurl fills its buffer up to a hundred times before it looks at the time:
 * what it has to unpack meanwhile must not take long. */
#define SMALL_BUFFER (32L * 1024)
#define LARGE_BUFFER (128L * 1024)

/* How often libcurl may send a request of its own accord. */
#define MOST_SENT 2

/* CURLOPT_PROTOCOLS and its bits: newer headers mark these as deprecated. */
#define OLD_PROTOCOLS ((CURLoption)181)
#define OLD_HTTP_AND_HTTPS 3L

/* ---- settings ---- */

static enum ash_status copy(struct ash_buf *buf, const char *text)
{
    if (text == NULL)
        return ASH_OK;
    ash_buf_init(buf, strlen(text));
    return ash_buf_append(buf, text, strlen(text));
}

enum ash_status ash_settings_open(struct ash_settings *settings,
                                  const struct ash_handle_options *options)
{
    enum ash_status status = copy(&settings->base_url, options->base_url);

    settings->connect_timeout_ms = options->connect_timeout_ms;
    if (status == ASH_OK)
        status = copy(&settings->user_agent, options->user_agent);
    if (status == ASH_OK)
        status = copy(&settings->ca_file, options->ca_file);
    if (status == ASH_OK)
        status = copy(&settings->proxy, options->proxy);
    return status;
}

void ash_settings_close(struct ash_settings *settings)
{
    ash_buf_free(&settings->base_url);
    ash_buf_free(&settings->user_agent);
    ash_buf_free(&settings->ca_file);
    ash_buf_wipe(&settings->proxy);
    ash_sockets_free(&settings->sockets);
}

/* ---- a handle ---- */

/* The pages of a list differ a little in length: a body that outgrows its buffer
 * is copied into one twice as large. */
static enum ash_status reserve(struct ash_transfer *t)
{
    const size_t length = t->body_hint + t->body_hint / 8;

    return length > t->body.ceiling ? ASH_OK
                                    : ash_buf_reserve(&t->body, length);
}

/* libcurl's callbacks append what came, or note why they cannot and stop the
 * transfer. */
static size_t on_body(char *data, size_t size, size_t count, void *transfer)
{
    struct ash_transfer *const t = transfer;

    ash_flood_moved(t->flood);
    if (t->body.data == NULL)
        t->status = reserve(t);
    if (t->status == ASH_OK)
        t->status = ash_buf_append(&t->body, data, size * count);
    if (t->status == ASH_TOO_LARGE)
        t->status = ASH_BODY_LIMIT;
    return t->status == ASH_OK ? size * count : 0;
}

/* Only the lines of the last answer are kept: a status line starts a new one.
 * The lines of all answers count towards the limit, or a server could send 1xx
 * for ever. */
static enum ash_status take_line(struct ash_transfer *t, const char *line,
                                 size_t length)
{
    if (length > HEAD_LIMIT - t->head_bytes)
        return ASH_HEADER_LIMIT;
    if (length >= 5 && line[0] == 'H' && line[4] == '/') {
        ash_buf_clear(&t->head);
        t->codings = 0;
    }
    t->head_bytes += length;
    t->codings += ash_header_codings(line, length);
    if (t->codings > 1)
        return ASH_CODINGS;
    return ash_buf_append(&t->head, line, length);
}

/* Whether this line ends the head of a 101, after which another protocol is
 * spoken: libcurl would wait for its end. */
static int is_switched(const struct ash_transfer *t, size_t length)
{
    long status = 0;

    if (length > 2)
        return 0;
    curl_easy_getinfo(t->easy, CURLINFO_RESPONSE_CODE, &status);
    return status == 101;
}

static size_t on_head(char *data, size_t size, size_t count, void *transfer)
{
    struct ash_transfer *const t = transfer;

    ash_flood_moved(t->flood);
    t->status = take_line(t, data, size * count);
    if (t->status != ASH_OK)
        ash_buf_free(&t->head); /* half a head must not be taken for a whole */
    return t->status == ASH_OK && !is_switched(t, size * count) ? size * count
                                                                : 0;
}

static CURLcode set_protocols(CURL *easy)
{
#if LIBCURL_VERSION_NUM >= 0x075500
    const CURLcode code = curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR,
                                           "http,https");

    if (code != CURLE_UNKNOWN_OPTION)
        return code;
#endif
    return curl_easy_setopt(easy, OLD_PROTOCOLS, OLD_HTTP_AND_HTTPS);
}

/* Cancelling never waits for the name service: the resolver's thread is left
 * running, which is why the module stays mapped (pin.h). */
static CURLcode set_quick_exit(CURL *easy)
{
#if LIBCURL_VERSION_NUM >= 0x075700
    const CURLcode code = curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);

    return code == CURLE_UNKNOWN_OPTION ? CURLE_OK : code;
#else
    (void)easy;
    return CURLE_OK;
#endif
}

static CURLcode set_verification(CURL *easy, const struct ash_settings *s)
{
    CURLcode code = curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);

    code |= curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
    code |= curl_easy_setopt(easy, CURLOPT_SSLVERSION,
                             (long)CURL_SSLVERSION_TLSv1_2);
    if (s->ca_file.data != NULL)
        code |= curl_easy_setopt(easy, CURLOPT_CAINFO, s->ca_file.data);
    return code;
}

/* With TLS the handshake shows whether a connection can be shared. Without it
 * only the first answer does, and waiting for that would cost a round trip. */
static long is_https(const struct ash_settings *s)
{
    return strncmp(s->base_url.data, "https:", 6) == 0;
}

/* A 3xx is passed to Lua as it is: following a redirect could carry the request
 * and its secret to another server. */
static CURLcode set_options(CURL *easy, struct ash_settings *s)
{
    CURLcode code = set_protocols(easy);

    code |= set_verification(easy, s);
    code |= set_quick_exit(easy);
    code |= ash_sockets_attach(&s->sockets, easy);
    code |= ash_flood_attach(&s->flood, easy);
    code |= curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
    code |= curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    code |= curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "");
    code |= curl_easy_setopt(easy, CURLOPT_TCP_KEEPALIVE, 1L);
    code |= curl_easy_setopt(easy, CURLOPT_PIPEWAIT, is_https(s));
    code |= curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body);
    code |= curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, on_head);
    code |= curl_easy_setopt(easy, CURLOPT_USERAGENT, s->user_agent.data);
    code |= curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS,
                             s->connect_timeout_ms);
    if (s->proxy.data != NULL)
        code |= curl_easy_setopt(easy, CURLOPT_PROXY, s->proxy.data);
    return code;
}

/* The codes of several options, combined with |: which ones failed is lost. */
static enum ash_status status_of_options(CURLcode codes)
{
    if (codes == CURLE_OK)
        return ASH_OK;
    return codes == CURLE_OUT_OF_MEMORY ? ASH_NO_MEMORY : ASH_UNSUPPORTED;
}

enum ash_status ash_handle_new(struct ash_settings *settings, CURL **easy)
{
    enum ash_status status;

    *easy = curl_easy_init();
    if (*easy == NULL)
        return ASH_NO_MEMORY;
    status = status_of_options(set_options(*easy, settings));
    if (status == ASH_OK)
        return ASH_OK;
    curl_easy_cleanup(*easy);
    *easy = NULL;
    return status;
}

#if LIBCURL_VERSION_NUM >= 0x075000
/* Only in HTTP/2, which needs TLS, can a server refuse to take a request. In
 * HTTP/1 one that is sent again has found a kept connection closed. */
static int can_be_refused(const struct ash_transfer *t)
{
    char *scheme = NULL;

    if (t->is_http2 == 0)
        return 0;
    curl_easy_getinfo(t->easy, CURLINFO_SCHEME, &scheme);
    return scheme == NULL || strlen(scheme) != strlen("http");
}

static int on_send(void *transfer, char *address, char *local, int port,
                   int local_port)
{
    struct ash_transfer *const t = transfer;

    (void)address;
    (void)local;
    (void)port;
    (void)local_port;
    t->is_http2 = ash_flood_is_http2(t->easy);
    if (t->sent++ == (t->fresh ? 1 : MOST_SENT) &&
        (t->fresh || can_be_refused(t)))
        t->status = ASH_REFUSED;
    return t->status == ASH_OK ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT;
}
#endif

/* On HTTP/2 libcurl sends a request again, up to five times, that the server
 * refused to take, and any request once for which a kept connection turns out to
 * be closed. A request that must be sent once is stopped then, others at the
 * third time; a libcurl that does not tell us (before 7.80) sends the former over
 * HTTP/1.1. */
static CURLcode set_once(CURL *easy, struct ash_transfer *t)
{
#if LIBCURL_VERSION_NUM >= 0x075000
    const CURLcode code = curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION,
                                           on_send);

    if (code != CURLE_UNKNOWN_OPTION)
        return (CURLcode)(code | curl_easy_setopt(easy, CURLOPT_PREREQDATA, t));
#endif
    return curl_easy_setopt(easy, CURLOPT_HTTP_VERSION,
                            t->fresh ? (long)CURL_HTTP_VERSION_1_1
                                     : (long)CURL_HTTP_VERSION_2TLS);
}

static CURLcode set_request(CURL *easy, const struct ash_transfer *t)
{
    if (!t->is_post)
        return curl_easy_setopt(easy, CURLOPT_HTTPGET, 1L);
    return (
        CURLcode)(curl_easy_setopt(easy, CURLOPT_POST, 1L) |
                  curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE,
                                   (curl_off_t)t->request.length) |
                  curl_easy_setopt(easy, CURLOPT_POSTFIELDS, t->request.data));
}

/* A server that compressed its last answer, or has not answered yet, may have us
 * unpack the next one. A libcurl that does not take the size keeps the last. */
static void set_buffer(CURL *easy, const struct ash_settings *s)
{
    curl_easy_setopt(easy, CURLOPT_BUFFERSIZE,
                     s->is_plain ? LARGE_BUFFER : SMALL_BUFFER);
}

enum ash_status ash_handle_aim(struct ash_settings *settings, CURL *easy,
                               struct ash_transfer *t)
{
    CURLcode code = set_request(easy, t);

    t->flood = &settings->flood;
    ash_buf_init(&t->head, HEAD_LIMIT);
    code |= set_once(easy, t);
    set_buffer(easy, settings);
    code |= curl_easy_setopt(easy, CURLOPT_URL, t->url.data);
    code |= curl_easy_setopt(easy, CURLOPT_HTTPHEADER, t->headers->lines);
    code |= curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, t->timeout_ms);
    code |= curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, (long)t->fresh);
    code |= curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, t->detail);
    code |= curl_easy_setopt(easy, CURLOPT_WRITEDATA, t);
    code |= curl_easy_setopt(easy, CURLOPT_HEADERDATA, t);
    code |= curl_easy_setopt(easy, CURLOPT_PRIVATE, t);
    return status_of_options(code);
}

void ash_handle_rest(CURL *easy)
{
    curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, NULL);
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, NULL);
    curl_easy_setopt(easy, CURLOPT_POSTFIELDS, NULL);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, NULL);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, NULL);
    curl_easy_setopt(easy, CURLOPT_PRIVATE, NULL);
}

void ash_handle_read(CURL *easy, struct ash_transfer *t, CURLcode code)
{
    curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &t->http_status);
    curl_easy_getinfo(easy, CURLINFO_HTTP_CONNECTCODE, &t->proxy_status);
    ash_transfer_end(t, ash_outcome_status(easy, t, code));
}
