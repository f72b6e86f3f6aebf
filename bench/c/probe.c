/*
 * probe: how long a neighbour waits. It requests a small page from a server on
 * the loopback at fixed times, on one connection, and measures from the time
 * the request was due: when the server stops, the requests that queue up wait
 * as well, and count.
 *
 *   probe PORT PATH INTERVAL-MS SECONDS            until the time is over
 *   probe PORT PATH INTERVAL-MS SECONDS BUSY-PATH  until that one has answered
 *
 * prints n=, p50_ms=, p99_ms=, max_ms=, wall=, then the body of BUSY-PATH.
 *
 * SPDX-License-Identifier: MIT
 */
#define _DEFAULT_SOURCE
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define MOST_SAMPLES 100000

static double samples[MOST_SAMPLES];
static char answer[65536];

static double now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void sleep_until(double when)
{
    struct timespec t;

    t.tv_sec = (time_t)when;
    t.tv_nsec = (long)((when - (double)t.tv_sec) * 1e9);
    clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &t, NULL);
}

static int dial(int port)
{
    struct sockaddr_in address;
    const int one = 1;
    const int fd = socket(AF_INET, SOCK_STREAM, 0);

    memset(&address, 0, sizeof address);
    address.sin_family = AF_INET;
    address.sin_port = htons((unsigned short)port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    if (connect(fd, (struct sockaddr *)&address, sizeof address) != 0) {
        perror("probe: connect");
        exit(1);
    }
    return fd;
}

static void ask(int fd, const char *path, const char *version)
{
    char request[512];
    const int length = snprintf(request, sizeof request,
                                "GET %s HTTP/%s\r\nHost: localhost\r\n\r\n",
                                path, version);

    if (write(fd, request, (size_t)length) != length) {
        perror("probe: write");
        exit(1);
    }
}

/* Reads one answer, which has a Content-Length. */
static void take(int fd)
{
    static char text[4096];
    size_t have = 0;
    size_t want = 0;

    while (want == 0 || have < want) {
        const ssize_t got = read(fd, text + have, sizeof text - 1 - have);
        const char *end;

        if (got <= 0) {
            fprintf(stderr, "probe: the neighbour's connection ended\n");
            exit(1);
        }
        have += (size_t)got;
        text[have] = '\0';
        end = strstr(text, "\r\n\r\n");
        if (want == 0 && end != NULL) {
            const char *const length = strstr(text, "Content-Length: ");

            want = (size_t)(end - text) + 4 +
                   (length != NULL ? strtoul(length + 16, NULL, 10) : 0);
        }
    }
}

/* Whether the busy answer is complete: the server then closes. */
static int is_over(int fd, size_t *have)
{
    ssize_t got;

    while ((got = recv(fd, answer + *have, sizeof answer - 1 - *have,
                       MSG_DONTWAIT)) > 0)
        *have += (size_t)got;
    return got == 0;
}

static int by_value(const void *a, const void *b)
{
    const double x = *(const double *)a;
    const double y = *(const double *)b;

    return (x > y) - (x < y);
}

static void print(int count, double wall)
{
    const char *const body = strstr(answer, "\r\n\r\n");
    const int p99 = (count * 99 + 99) / 100 - 1;

    qsort(samples, (size_t)count, sizeof *samples, by_value);
    printf("n=%d\np50_ms=%.4f\np99_ms=%.4f\nmax_ms=%.4f\nwall=%.4f\n", count,
           samples[count / 2] * 1e3, samples[p99] * 1e3,
           samples[count - 1] * 1e3, wall);
    printf("%s\n", body != NULL ? body + 4 : "");
}

int main(int argc, char **argv)
{
    const int port = argc > 4 ? atoi(argv[1]) : 0;
    const double interval = argc > 4 ? atof(argv[3]) / 1e3 : 0;
    const double limit = argc > 4 ? atof(argv[4]) : 0;
    size_t have = 0;
    int busy = -1;
    int count = 0;
    double begun;
    int fd;

    if (port == 0 || interval <= 0)
        return 2;
    fd = dial(port);
    ask(fd, argv[2], "1.1");
    take(fd);
    if (argc > 5) {
        busy = dial(port);
        ask(busy, argv[5], "1.0");
    }
    begun = now();
    while (now() < begun + limit && count < MOST_SAMPLES) {
        const double due = begun + interval * (double)(count + 1);

        sleep_until(due);
        ask(fd, argv[2], "1.1");
        take(fd);
        samples[count++] = now() - due;
        if (busy >= 0 && is_over(busy, &have))
            break;
    }
    print(count, now() - begun);
    return 0;
}
