/*
 * drain: the least that fetching the pages of application.list can cost: one
 * easy handle of libcurl on one connection, and a write callback that discards
 * the bytes. The cursors are found in a first pass that is not measured. Its
 * receive buffer is as large as the module's.
 *
 *   drain PAGES     with ASHBY_BASE_URL and ASHBY_API_KEY
 *
 * SPDX-License-Identifier: MIT
 */
#define _DEFAULT_SOURCE
#include <curl/curl.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#define MOST_PAGES 2000
#define RECEIVE_BUFFER (128L * 1024)

struct body {
    char *data;
    size_t length;
    size_t capacity;
};

static char requests[MOST_PAGES][512];
static unsigned long received;

static double cpu_now(void)
{
    struct rusage usage;

    getrusage(RUSAGE_SELF, &usage);
    return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
           (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

static size_t keep(char *data, size_t size, size_t count, void *into)
{
    struct body *const body = into;
    const size_t length = size * count;

    if (body->length + length + 1 > body->capacity) {
        body->capacity = (body->length + length + 1) * 2;
        body->data = realloc(body->data, body->capacity);
        if (body->data == NULL)
            return 0;
    }
    memcpy(body->data + body->length, data, length);
    body->length += length;
    body->data[body->length] = '\0';
    return length;
}

static size_t throw_away(char *data, size_t size, size_t count, void *unused)
{
    (void)data;
    (void)unused;
    received += size * count;
    return size * count;
}

static int post(CURL *easy, const char *request)
{
    long status = 0;

    curl_easy_setopt(easy, CURLOPT_POSTFIELDS, request);
    if (curl_easy_perform(easy) != CURLE_OK)
        return -1;
    curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
    return status == 200 ? 0 : -1;
}

/* Writes the request for the page after body to out; 0 where there is none. */
static int next_request(const struct body *body, char *out, size_t size)
{
    static const char NAME[] = "\"nextCursor\":\"";
    const char *cursor = body->data + body->length;
    int length;

    while (cursor > body->data && strncmp(cursor, NAME, strlen(NAME)) != 0)
        cursor--;
    if (cursor == body->data)
        return 0;
    cursor += strlen(NAME);
    length = (int)strcspn(cursor, "\"");
    snprintf(out, size, "{\"limit\":100,\"cursor\":\"%.*s\"}", length, cursor);
    return 1;
}

/* Fills requests; returns how many pages there are, up to most, or -1. */
static int learn(CURL *easy, int most)
{
    struct body body = {NULL, 0, 0};
    int pages = 0;

    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, keep);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, &body);
    snprintf(requests[0], sizeof requests[0], "{\"limit\":100}");
    while (pages < most) {
        body.length = 0;
        if (post(easy, requests[pages++]) != 0)
            return -1;
        if (pages < most &&
            !next_request(&body, requests[pages], sizeof requests[0]))
            break;
    }
    free(body.data);
    return pages;
}

static void set_up(CURL *easy, struct curl_slist **headers)
{
    static char url[512];

    snprintf(url, sizeof url, "%s/application.list", getenv("ASHBY_BASE_URL"));
    *headers = curl_slist_append(NULL, "Content-Type: application/json");
    curl_easy_setopt(easy, CURLOPT_URL, url);
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, *headers);
    curl_easy_setopt(easy, CURLOPT_USERNAME, getenv("ASHBY_API_KEY"));
    curl_easy_setopt(easy, CURLOPT_PASSWORD, "");
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_BUFFERSIZE, RECEIVE_BUFFER);
}

int main(int argc, char **argv)
{
    const int most = argc > 1 ? atoi(argv[1]) : 0;
    struct curl_slist *headers;
    double cpu;
    CURL *easy;
    int pages;
    int i;

    if (most < 1 || most > MOST_PAGES || curl_global_init(CURL_GLOBAL_ALL) != 0)
        return 2;
    easy = curl_easy_init();
    set_up(easy, &headers);
    pages = learn(easy, most);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, throw_away);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, NULL);
    cpu = cpu_now();
    for (i = 0; i < pages; i++)
        if (post(easy, requests[i]) != 0)
            return 1;
    cpu = cpu_now() - cpu;
    printf("cpu=%.6f\npages=%d\nbytes=%lu\n", cpu, pages, received);
    curl_easy_cleanup(easy);
    curl_slist_free_all(headers);
    curl_global_cleanup();
    return pages > 0 ? 0 : 1;
}
